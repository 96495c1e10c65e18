import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from pages.models.record import SOURCE_PANELS, Record
from pages.panels import UsesPanel

SAFETY = frozenset({"emergency", "police", "helpline"})  # keys that base.html, mails and sheets of paper count on


class FactKind(models.TextChoices):
    FIGURE = "figure", "Figure"
    LAW = "law", "Law"
    TELEPHONE = "telephone", "Telephone number"
    ORGANISATION = "organisation", "Organisation"
    ADDRESS = "address", "Address"
    ADVICE = "advice", "Advice"


class FactInUse(models.ProtectedError):
    """Something shows this fact; the message says in sentences what."""

    def __str__(self) -> str:
        return str(self.args[0])


class FactQuerySet(models.QuerySet["Fact"]):
    def live(self) -> "FactQuerySet":
        return self.filter(live=True)

    def due(self) -> "FactQuerySet":
        """Live and past the day by which somebody should have checked them."""
        return self.live().filter(review_by__lt=timezone.localdate())

    def delete(self) -> tuple[int, dict[str, int]]:
        for fact in self:
            fact.refuse_to_go()
        return super().delete()


class FactForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].disabled = self.instance.pk is not None


class Fact(Record):
    """A number, law or telephone that the site states, once, with where it comes from."""

    key = models.SlugField(max_length=60, unique=True, help_text="What pages and templates call it. Never changes.")
    label = models.CharField(max_length=120, help_text="What it is, in a few words.")
    kind = models.CharField(max_length=20, choices=FactKind)
    value = models.CharField(max_length=200, help_text='As readers see it, for example "23,411".')
    unit = models.CharField(max_length=40, blank=True)
    statement = models.TextField(help_text="One plain sentence that says it whole.")

    objects = FactQuerySet.as_manager()

    base_form_class = FactForm
    panels: ClassVar = [
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("label"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
        FieldPanel("statement"),
        *SOURCE_PANELS,
        UsesPanel(heading="Where it is shown"),
    ]
    search_fields: ClassVar = [
        index.SearchField("label", boost=2),
        index.SearchField("value"),
        index.SearchField("statement"),
        index.SearchField("source_name"),
        index.AutocompleteField("label"),
        index.AutocompleteField("value"),
        index.FilterField("kind"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ("kind", "label")

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"

    def clean(self) -> None:
        super().clean()
        if self.kind == FactKind.TELEPHONE and not re.fullmatch(r"[\d ]{3,15}", self.value):
            raise ValidationError({"value": "A telephone number here has only digits and spaces, as people dial it."})
        if self.key in SAFETY and self.kind != FactKind.TELEPHONE:
            raise ValidationError({"kind": "People in danger ring this number, so it stays a telephone number."})
        if Fact.objects.filter(pk=self.pk).exclude(key=self.key).exists():
            raise ValidationError({"key": "Pages and templates know this fact by its key, so it never changes."})
        if self.expire_at:
            raise ValidationError("A fact doesn't expire: pages would have a hole where it stood.")

    def unpublish(self, *args: Any, **options: Any) -> None:
        self.refuse_to_go()
        super().unpublish(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        self.refuse_to_go()
        return super().delete(*args, **options)

    def refuse_to_go(self) -> None:
        """Raises FactInUse where the fact is one that keeps people safe, or where something shows it."""
        from pages import uses

        if reason := uses.why_it_stays(self):
            raise FactInUse(reason, {self})

    @property
    def tel(self) -> str:
        """The `tel:` address: short codes as they are, other UK numbers in international form (RFC 3966)."""
        digits = re.sub(r"\D", "", self.value)
        return f"tel:+44{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
