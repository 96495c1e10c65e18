from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.fields import BodyField
from pages.models import BasePage
from training.enums import VersionState
from training.models.course import Module


class LessonPage(BasePage):
    """What a module says. Readers see the revision that the version of the course pinned, not this as it stands."""

    content_note = models.CharField(
        max_length=300, help_text="What it speaks of that may be hard to read, and who may want to leave it out."
    )
    body = BodyField(BodyBlock())
    scenario = BodyField(
        BodyBlock(required=False),
        blank=True,
        help_text="A situation and a question as text, then an accordion: what one could do, and what comes of it.",
    )

    template = "training/lesson_page.html"
    stands_alone = False
    parent_page_types: ClassVar = ["pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("content_note"),
        FieldPanel("body"),
        FieldPanel("scenario"),
    ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads to where readers take it."""
        return HttpResponseRedirect(self.reading_url())

    def reading_url(self) -> str:
        """Its address in the course in use that teaches it; the list of courses where none does."""
        taught = Module.objects.filter(
            lesson=self, version__state=VersionState.PUBLISHED, version__course__retired_at=None
        )
        module = taught.select_related("version__course").order_by("version__course__order", "number").first()
        return module.get_absolute_url() if module else reverse("training")
