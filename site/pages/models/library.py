"""The resource library: documents to take away."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from pages.enums import ResourceKind
from pages.models.content import PageWithBody

ON_A_PAGE = 20
MOST_RESOURCES = 200


class ResourceLibraryPage(PageWithBody):
    template = "pages/resource_library_page.html"
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [
        *PageWithBody.search_fields,
        index.RelatedFields("resources", [index.SearchField("title"), index.SearchField("description")]),
    ]
    content_panels = [
        *PageWithBody.content_panels,
        InlinePanel("resources", label="Resource", max_num=MOST_RESOURCES),
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`kind` in the address shows one kind alone; an unknown one shows all."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        kind = request.GET.get("kind", "")
        chosen = kind if kind in ResourceKind.values else ""
        resources = self.resources.select_related("document")
        found = Paginator(resources.filter(kind=chosen) if chosen else resources, ON_A_PAGE)
        shown = found.get_page(request.GET.get("page"))
        return {
            **context,
            "resources": shown,
            "part_of_list": shown.number,
            "options": [
                {"value": value, "label": label, "current": value == chosen}
                for value, label in [("", None), *ResourceKind.choices]
            ],
        }


class Resource(Orderable):
    page = ParentalKey(ResourceLibraryPage, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=ResourceKind)
    document = models.ForeignKey("pages.SiteDocument", on_delete=models.PROTECT, related_name="+")

    panels = [
        FieldPanel("title"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("document")]),
    ]

    def __str__(self) -> str:
        return self.title
