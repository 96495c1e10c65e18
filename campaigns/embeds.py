"""A petition's thermometer on other people's sites: its address, the code to copy, and oEmbed's answer."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaigns.models import Petition

WIDTH, HEIGHT = 480, 260  # pixels; it takes any size and leaves out what doesn't fit
LOOKS = ("light", "dark")  # otherwise as the reader's device is set
KEPT_FOR = 3600  # seconds that whoever asked by oEmbed may keep the answer


def address(petition: Petition) -> str:
    return f"{settings.SITE_URL}{reverse('petition_embed', args=[petition.slug])}"


def code(petition: Petition, *, width: str = "100%", height: int = HEIGHT) -> SafeString:
    """HTML that works on any site, without a script."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy"></iframe>',
        address(petition),
        _("Petition: {title}").format(title=petition.title),
        width,
        height,
    )


def page(petition: Petition) -> str:
    return f"{settings.SITE_URL}{petition.get_absolute_url()}"


def discovery(petition: Petition) -> str:
    """Where a program that meets the petition's page asks for its thermometer."""
    return f"{settings.SITE_URL}{reverse('oembed')}?{urlencode({'url': page(petition), 'format': 'json'})}"


def petition_at(url: str) -> Petition | None:
    """The published petition whose page, by a group's link or not, has this address on our site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.netloc.lower() != urlsplit(settings.SITE_URL).netloc or parts.scheme not in ("http", "https"):
        return None
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None
    if found.url_name not in ("petition", "petition_for"):
        return None
    return Petition.objects.published().filter(slug=found.kwargs["slug"]).first()


def answer(petition: Petition, *, max_width: int, max_height: int) -> dict[str, Any]:
    """As oEmbed 1.0 has it (oembed.com, 2.3.4.4)."""
    width, height = min(WIDTH, max_width), min(HEIGHT, max_height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": petition.title,
        "provider_name": "ACTFORJUSTICE",
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": KEPT_FOR,
        "html": code(petition, width=str(width), height=height),
        "width": width,
        "height": height,
    }
