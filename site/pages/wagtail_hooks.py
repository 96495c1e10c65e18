from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import escape
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet

from pages import outline, slugs, waiting
from pages.viewsets import FactViewSet

register_snippet(FactViewSet)


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def keep_the_home_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not Site.objects.filter(root_page=page).exists():
        return None
    messages.error(request, "The home page is the site: it can't be unpublished or deleted.")
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_move_page")
def refuse_moving_to_a_taken_address(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return refused(request, page.slug, destination, page)


@hooks.register("before_copy_page")
def refuse_copying_to_a_taken_address(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST":
        return None
    chosen = request.POST.get("new_parent_page", "")
    above = Page.objects.filter(pk=chosen).first() if chosen.isdecimal() else page.get_parent()
    return refused(request, request.POST.get("new_slug", ""), above, page) if above else None


def refused(request: HttpRequest, slug: str, above: Page, page: Page) -> HttpResponse | None:
    """Back to the page with the reason, where an address that the site uses would be taken."""
    try:
        slugs.refuse_taken(slug, depth=above.depth + 1)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


class WaitingPanel(Component):
    name = "waiting"
    order = 50

    def __init__(self, user: Any) -> None:
        self.user = user

    def render_html(self, parent_context: Any = None) -> str:
        return render_to_string("admin/waiting_panel.html", {"waiting": waiting.for_user(self.user)})


class OutlineLinkHandler(PageLinkHandler):
    """Links between pages in rich text: Wagtail would read each page and its language for every text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        known = outline.current()
        pages = [known.pages.get(int(attrs.get("id", 0))) for attrs in attrs_list]
        if not all(pages):
            return super().expand_db_attributes_many(attrs_list)  # type: ignore[no-any-return]
        return [f'<a href="{escape(known.address(page))}">' for page in pages if page]


@hooks.register("register_rich_text_features", order=10)
def link_through_the_outline(features: FeatureRegistry) -> None:
    features.register_link_type(OutlineLinkHandler)


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel(request.user))
