from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.fields import BodyField
from pages.models import BasePage


class LessonPage(BasePage):
    """What a module says. Readers see the revision that the version of the course pinned, not this as it stands."""

    content_note = models.CharField(
        max_length=300, help_text="What it speaks of that may be hard to read, and who may want to leave it out."
    )
    body = BodyField(BodyBlock())
    scenario = BodyField(BodyBlock(required=False), blank=True)

    template = "training/lesson_page.html"
    parent_page_types: ClassVar = ["pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("content_note"),
        FieldPanel("body"),
        FieldPanel("scenario"),
    ]
