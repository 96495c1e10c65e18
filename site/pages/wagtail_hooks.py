from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet

from pages import admin_home, flags, mainstays, outline, reports, rich_text, slugs
from pages.viewsets import FactViewSet

register_snippet(FactViewSet)


@hooks.register("before_unpublish_page")
def keep_mainstays_live(request: HttpRequest, page: Page) -> HttpResponse | None:
    return keep_mainstays(request, "unpublish", [page])


@hooks.register("before_delete_page")
def keep_mainstays_there(request: HttpRequest, page: Page) -> HttpResponse | None:
    return keep_mainstays(request, "delete", [page])


def keep_mainstays(request: HttpRequest, action: str, pages: Collection[Page]) -> HttpResponse | None:
    kept = mainstays.first_of(pages, and_below=action == "delete" or "include_descendants" in request.POST)
    if kept is None:
        return None
    page, reason = kept
    messages.error(request, reason)
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_bulk_action")
def keep_to_the_same_rules_in_bulk(
    request: HttpRequest, action: str, pages: Collection[Page], view: Any
) -> HttpResponse | None:
    """Wagtail asks none of its hooks for one page when several are ticked in a list."""
    if view.model is not Page:
        return None
    if action in ("unpublish", "delete"):
        return keep_mainstays(request, action, pages)
    if action == "publish":
        return flags.keep_holes_out(request, pages)
    if action == "move":
        above = view.cleaned_form.cleaned_data["chooser"]
        return next((no for page in pages if (no := refused(request, page.slug, above, page))), None)
    return None


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


class OutlineLinkHandler(PageLinkHandler):
    """Links between pages in rich text: Wagtail would read each page and its language for every text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        known = outline.current()
        pages = [known.pages.get(int(attrs.get("id", 0))) for attrs in attrs_list]
        if not all(pages):
            return super().expand_db_attributes_many(attrs_list)  # type: ignore[no-any-return]
        return [f'<a href="{escape(known.address(known.localized(page)))}">' for page in pages if page]


@hooks.register("register_rich_text_features", order=10)
def link_through_the_outline(features: FeatureRegistry) -> None:
    features.register_link_type(OutlineLinkHandler)


hooks.register("construct_homepage_panels", admin_home.arrange_panels)
hooks.register("construct_help_menu", admin_home.arrange_help)
hooks.register("construct_wagtail_userbar", admin_home.check_more)
hooks.register("insert_global_admin_css", admin_home.colours)
hooks.register("register_admin_urls", admin_home.guide_address)

hooks.register("register_rich_text_features", rich_text.register)
hooks.register("before_delete_snippet", flags.keep_facts_in_use)
hooks.register("before_unpublish", flags.keep_facts_published)
hooks.register("before_edit_snippet", flags.flag_overdue_record)
hooks.register("after_create_snippet", flags.flag_published_overdue)
hooks.register("after_edit_snippet", flags.flag_published_overdue)
hooks.register("before_edit_page", flags.flag_overdue_facts)
hooks.register("before_edit_page", flags.flag_overdue_charts)
hooks.register("construct_explorer_page_queryset", flags.note_overdue_facts)
hooks.register("register_page_listing_buttons", flags.overdue_button)
hooks.register("after_publish_page", flags.flag_typed_figures)
hooks.register("after_create_page", flags.flag_handed_in_figures)
hooks.register("after_edit_page", flags.flag_handed_in_figures)
hooks.register("register_admin_urls", reports.addresses)
hooks.register("register_reports_menu_item", reports.menu_item)
