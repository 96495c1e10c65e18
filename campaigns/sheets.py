"""The sheet of paper that a petition is signed on."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext

from campaigns.models import Petition
from pages import paper, printing
from people.models import Controller
from people.retention import in_words

FEWEST, MOST = 8, 24  # lines on a sheet; there are as many as fit on one page
TEMPLATE = "petition-sheet"


def to_sign(petition: Petition) -> bytes:
    """A PDF with the petition word for word, numbered lines, and what happens with the sheet."""
    data = content(petition)

    def with_lines(more: int) -> dict[str, Any]:
        return {**data, "lines": FEWEST + more}

    fitting = printing.most(MOST - FEWEST, lambda more: printing.is_one_page(TEMPLATE, with_lines(more)))
    return printing.pdf(TEMPLATE, with_lines(fitting))


def content(petition: Petition) -> dict[str, Any]:
    controller = Controller.objects.filter(site__is_default_site=True).first() or Controller()
    return {
        "title": petition.title,
        "kind": gettext("Petition"),
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        "address": f"{paper.address()}{petition.url_sign}",
        "to": gettext("To: %(addressee)s") % {"addressee": petition.addressee},
        "wording": paragraphs(petition.wording),
        "declaration": gettext("By signing I support this petition. I am 13 or over and live in the United Kingdom."),
        "columns": [
            gettext("No."),
            gettext("Full name, in capitals"),
            gettext("Postcode"),
            gettext("Signature"),
            gettext("I signed online too"),
        ],
        "boxes": [gettext("Group or collector"), gettext("Date"), gettext("Sheet number")],
        "notices": notices(controller),
        "foot": gettext("Sign once: on paper or online."),
    }


def paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.splitlines() if paragraph.strip()]


def notices(controller: Controller) -> list[dict[str, str]]:
    period = in_words(settings.KEEP_DAYS["petition_names"])
    return [
        {
            "title": gettext("Whose petition this is"),
            "text": gettext("It is %(who)s's own petition, not one of the petitions to Parliament.")
            % {"who": controller},
        },
        {
            "title": gettext("What happens with your details"),
            "text": gettext(
                "%(who)s answers for this sheet. It is scanned, the scan is locked away, and two people count the "
                "lines. Only the number of signatures is published or handed in, never a name. We compare some lines "
                "with the names online, so that nobody counts twice. Nobody will write to you because you signed. "
                "Sheet and scan are destroyed %(period)s after the petition closes. To see what we hold or have your "
                "line struck out, write to %(address)s."
            )
            % {"who": controller, "period": period, "address": controller.postal_address or paper.address()},
        },
    ]
