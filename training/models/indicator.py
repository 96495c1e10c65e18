from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from pages.enums import Kind
from pages.models import Record
from pages.models.record import SOURCE_PANELS
from training.admin_panels import TaughtPanel


class Indicator(Record):
    """A sign that may mean that a person is exploited; pages, lessons and questions point at its code."""

    code = models.CharField(
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]\d\d$", "A letter and two digits, such as G06.")],
        help_text="Never changes, never used again.",
    )
    kind = models.CharField(max_length=20, choices=Kind)
    sentence = models.CharField(max_length=160, help_text="What somebody might notice, in plain words.")
    explanation = models.TextField(max_length=400, blank=True, help_text="Why it matters, and what else it may be.")

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        FieldPanel("sentence"),
        FieldPanel("explanation"),
        *SOURCE_PANELS,
        TaughtPanel(heading="Where it is taught"),
    ]
    search_fields: ClassVar = [
        index.SearchField("code", boost=10),
        index.SearchField("sentence", boost=2),
        index.SearchField("explanation"),
        index.AutocompleteField("sentence"),
        index.FilterField("kind"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ("kind", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.sentence}"

    def clean(self) -> None:
        super().clean()
        known = Indicator.objects.filter(pk=self.pk).first()
        if known and known.was_shown and known.code != self.code:
            raise ValidationError({"code": f"Readers know this sign as {known.code}. Its code can't change any more."})

    @property
    def was_shown(self) -> bool:
        """Whether readers see it or once did: lessons, quizzes and paper may then name its code."""
        return self.live or self.first_published_at is not None
