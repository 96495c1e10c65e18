"""The register of a session on paper."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from groups import booking_messages
from pages import paper, printing
from training.models import Session
from training.selectors import attendance

LINES = 6  # for those who had not booked
MOST = 400  # names on one register


def pdf(session: Session, qr: str) -> bytes:
    """`qr` leads to where the sheet is typed in."""
    return printing.pdf("register", {**words(session), "qr": qr})


def address(session: Session) -> str:
    return f"{settings.SITE_URL}{reverse('training_session_sheet_entry', args=[session.pk])}"


def words(session: Session) -> dict[str, Any]:
    event = session.event
    booked = [line.name for line in attendance.register(session) if line.booking_id is not None]
    about = [booking_messages.when(event), event.place, session.version.course.title]
    return {
        "title": event.title,
        "about": [line for line in about if line],
        "how": gettext("Sign beside your name. Did you not book? Write yourself in below, with your email address."),
        "qr_words": gettext("QR code that leads to {address}").format(address=address(session)),
        "scan": gettext("For the trainer: scan to type it in"),
        "booked": gettext("Booked"),
        "others": gettext("Came without a booking"),
        "columns": ["", gettext("Name"), gettext("Here"), gettext("Signature")],
        "more_columns": [gettext("Name, in capitals"), gettext("Email address, in capitals"), gettext("Here")],
        "names": [name or gettext("No name") for name in booked[:MOST]],
        "lines": LINES,
        "address": paper.address(),
        "foot": gettext("Keep it locked away. Destroy it once it is typed in."),
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
    }
