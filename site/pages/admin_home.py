"""How Wagtail's admin greets those who work here: what waits for them, a short guide, and our own looks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import ContentCheckerItem

from pages import waiting

SAID_ALREADY = "workflow_objects_to_moderate"  # Wagtail's panel of what waits for approval
OF_WAGTAIL = ("editor-guide", "whats-new-in-wagtail")  # entries of the help menu that lead to other websites


class WaitingPanel(Component):
    name = "waiting"
    order = 50
    template_name = "admin/waiting_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": waiting.for_user(parent_context["request"].user)}


def arrange_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [WaitingPanel(), *(panel for panel in panels if panel.name != SAID_ALREADY)]


def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "admin/guide.html")


def guide_address() -> list[URLPattern]:
    """Below /admin/, where Wagtail lets in only those who may use its admin."""
    return [path("guide/", guide, name="editors_guide")]


def arrange_help(request: HttpRequest, items: list[MenuItem]) -> None:
    ours = MenuItem("Before you publish", reverse("editors_guide"), icon_name="help", order=100)
    items[:] = [ours, *(item for item in items if not item.name.startswith(OF_WAGTAIL))]


def colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("editors/admin.css"))


class ContentChecker(ContentCheckerItem):
    """Wagtail's checks, and those of WCAG that an editor can break with words, pictures and tables."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "image-redundant-alt",
        "page-has-heading-one",
        "table-duplicate-name",
        "video-caption",
    ]


def check_more(request: HttpRequest, items: list[Component], page: Any) -> None:
    items[:] = [
        ContentChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]
