import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from pages.models.record import SOURCE_PANELS, Record


class FactKind(models.TextChoices):
    FIGURE = "figure", "Figure"
    LAW = "law", "Law"
    TELEPHONE = "telephone", "Telephone number"
    ORGANISATION = "organisation", "Organisation"
    ADDRESS = "address", "Address"


class Fact(Record):
    """A number, law or telephone that the site states, once, with where it comes from."""

    key = models.SlugField(max_length=60, unique=True, help_text="What pages and templates call it. Never changes.")
    label = models.CharField(max_length=120, help_text="What it is, in a few words.")
    kind = models.CharField(max_length=20, choices=FactKind)
    value = models.CharField(max_length=200, help_text='As readers see it, for example "23,411".')
    unit = models.CharField(max_length=40, blank=True)
    statement = models.TextField(help_text="One plain sentence that says it whole.")

    panels: ClassVar = [
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("label"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
        FieldPanel("statement"),
        *SOURCE_PANELS,
    ]
    search_fields: ClassVar = [
        index.SearchField("label", boost=2),
        index.SearchField("value"),
        index.SearchField("statement"),
        index.SearchField("source_name"),
        index.AutocompleteField("label"),
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

    @property
    def tel(self) -> str:
        """The `tel:` address: short codes as they are, other UK numbers in international form (RFC 3966)."""
        digits = re.sub(r"\D", "", self.value)
        return f"tel:+44{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
