"""The poster of a group: its name, what it does, and a QR code that leads to its page."""

import io
from typing import Any

import segno
from django.conf import settings
from django.utils.translation import get_language, gettext

from groups import made
from groups.enums import Aim
from groups.models import CommunityGroup
from pages import paper, printing

CORRECTION = "q"  # a quarter of it may be torn, wet or badly printed
QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks for
OWN = "group-page"


def address(group: CommunityGroup) -> str:
    return f"{settings.SITE_URL}{group.get_absolute_url()}"


def qr(group: CommunityGroup) -> str:
    """As SVG, black on white whatever the reader's colours: cameras need it so."""
    file = io.BytesIO()
    segno.make(address(group), error=CORRECTION, micro=False).save(
        file,
        kind="svg",
        xmldecl=False,
        border=QUIET,
        omitsize=True,  # drawn as large as the paper wants it
        light="#fff",
        title=gettext("QR code to the page of {group}").format(group=group.name),
    )
    return file.getvalue().decode()


def poster(group: CommunityGroup) -> bytes:
    return printing.pdf("group-poster", words(group))


def words(group: CommunityGroup) -> dict[str, Any]:
    leads_to = address(group)
    return {
        "title": group.name,
        "town": group.town,
        "lead": gettext("We learn the signs of human trafficking, and act against it together."),
        "aims": [str(Aim(aim).label) for aim in group.aims if aim in Aim.values],
        "qr": qr(group),
        "qr_words": gettext("QR code that leads to {address}").format(address=leads_to),
        "scan": gettext("Scan to take part") if group.can_be_joined else gettext("Scan to find us"),
        "type": gettext("Or type"),
        "address": leads_to.partition("://")[2].removeprefix("www.").rstrip("/"),
        "numbers": paper.numbers(),
        "foot": gettext("Worried about somebody? Don't step in: call one of these numbers."),
        "site": paper.address(),
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
    }


def things(group: CommunityGroup) -> list[made.Thing]:
    return [made.Thing("page", gettext("The page of {group}").format(group=group.name))]


def register_own() -> None:
    made.register(
        made.Maker(
            OWN,
            "Poster of the group's own page",
            things,
            poster=lambda group, slug: poster(group),
            code=lambda group, slug: qr(group),
        )
    )
