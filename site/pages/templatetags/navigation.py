from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from pages import navigation, outline, routes

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context: dict[str, Any]) -> list[dict[str, Any]]:
    request = context.get("request")
    return [
        {"title": link.title, "url": link.url, "current": request is not None and request.path.startswith(link.url)}
        for link in (*navigation.top_level(), *navigation.of_apps())
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


@register.simple_tag
def translations(page: Page | None) -> dict[str, str]:
    """{% translations page as versions %}: where the page is found in each language, where there are several."""
    site = outline.current()
    found = site.translations(page) if page else {}
    return {code: f"{settings.SITE_URL}{site.address(each)}" for code, each in found.items()} if len(found) > 1 else {}


@register.simple_tag
def safety_routes() -> routes.Routes:
    return routes.current()


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any], page: Page) -> str:
    """The one address of a page; each part of a long list is a page of its own, every other parameter is not."""
    part = context.get("part_of_list", 1)  # as the page counts its parts, whatever was asked for
    return f"{page.full_url}?page={part}" if part > 1 else f"{page.full_url}"


@register.simple_tag(takes_context=True)
def own_address(context: dict[str, Any], page: Page | None) -> str:
    """For paper: without what follows the path, which may be the words that somebody searched for.

    Of a page behind the link in a message, only where the site is: whoever gets the paper could follow that link.
    """
    if page and page.full_url:
        return str(page.full_url)
    request = context.get("request")
    return f"{settings.SITE_URL}{request.path if request and not has_token(request) else ''}"


def has_token(request: HttpRequest) -> bool:
    return request.resolver_match is not None and "token" in request.resolver_match.kwargs


@register.filter
def host(address: str) -> str:
    """{{ "https://www.example.org/film"|host }}: "example.org", to say where a link leads."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


@register.filter
def address(page: Page | None) -> str:
    """{{ page|address }}: where a page is found in the reader's language, at no query for those in the outline."""
    if page is None:
        return ""
    known = outline.current()
    return known.address(known.localized(page)) or page.url or ""
