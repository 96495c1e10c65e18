"""What people put on a wall so that others sign: a QR code and a poster, of a petition or of a group's link to it."""

import io
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from campaigns.models import Petition
from campaigns.selectors import petitions
from groups.models import CommunityGroup
from pages import paper, printing

CORRECTION = "q"  # a quarter of it may be torn, wet or badly printed
QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks for


def address(petition: Petition, group: CommunityGroup | None = None) -> str:
    """Where whoever scans it signs: it names the petition and at most a group, never a person."""
    path = petition.url_sign if group is None else reverse("petition_sign_for", args=[petition.slug, group.slug])
    return f"{settings.SITE_URL}{path}"


def qr(petition: Petition, group: CommunityGroup | None = None) -> str:
    return drawn(address(petition, group), gettext("QR code to sign: {petition}").format(petition=petition.title))


def drawn(leads_to: str, title: str) -> str:
    """A QR code as SVG, black on white whatever the reader's colours: cameras need it so."""
    file = io.BytesIO()
    segno.make(leads_to, error=CORRECTION, micro=False).save(
        file,
        kind="svg",
        xmldecl=False,
        border=QUIET,
        omitsize=True,  # drawn as large as the paper wants it
        light="#fff",
        title=title,
    )
    return file.getvalue().decode()


def poster(petition: Petition, group: CommunityGroup | None = None) -> bytes:
    return printing.pdf("petition-poster", words(petition, group))


def words(petition: Petition, group: CommunityGroup | None) -> dict[str, Any]:
    leads_to = address(petition, group)
    return {
        "title": petition.title,
        "wording": petition.wording,
        "to": gettext("To {addressee}").format(addressee=petitions.within_a_sentence(petition.addressee)),
        "group": group.name if group else "",
        "qr": qr(petition, group),
        "qr_words": gettext("QR code that leads to {address}").format(address=leads_to),
        "scan": gettext("Scan to sign"),
        "type": gettext("Or type"),
        "address": leads_to.partition("://")[2].removeprefix("www.").rstrip("/"),
        "after": gettext("We then send you a message. Your name counts once you answer it."),
        "closes": closes(petition),
        "foot": gettext("This is our own petition. It is not on Parliament's petitions site."),
        "site": paper.address(),
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
    }


def closes(petition: Petition) -> str:
    if petition.closes_on is None:
        return ""
    return gettext("Until {day}").format(day=date_format(petition.closes_on, "DATE_FORMAT"))
