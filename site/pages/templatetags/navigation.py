from typing import Any

from django import template
from wagtail.models import Page

from pages import navigation, outline

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context: dict[str, Any]) -> list[dict[str, Any]]:
    request = context.get("request")
    return [
        {"title": link.title, "url": link.url, "current": request is not None and request.path.startswith(link.url)}
        for link in navigation.top_level()
        if link.in_header
    ]


@register.simple_tag
def footer_links() -> list[dict[str, str]]:
    return [{"title": link.title, "url": link.url} for link in navigation.top_level() if not link.in_header]


@register.simple_tag
def breadcrumb(page: Page | None) -> list[dict[str, str | None]]:
    """The pages above this one, the site's home first."""
    if page is None or page.depth is None:
        return []
    site = outline.current()
    return [{"title": above.title, "url": site.address(above)} for above in site.above(page)]


@register.filter
def address(page: Page | None) -> str:
    """{{ page|address }}: where a page is found, without a query for those in the outline."""
    if page is None:
        return ""
    return outline.current().address(page) or page.url or ""
