"""A certificate on paper."""

import unicodedata
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from pages import paper, printing
from training import certificate_numbers, qr_codes
from training.enums import Method

CORRECTION = "m"  # the code holds much: more of it would make its squares too small for an old telephone


def pdf(says: dict[str, Any], token: str) -> bytes:
    """With the name as far as our fonts have its letters: without pictures in it, or else with a line to write on."""
    for name in (says["name"], without_pictures(says["name"])):
        try:
            return printing.as_written("certificate", words({**says, "name": name}, token))
        except printing.MissingLetters:
            continue
    return printing.pdf("certificate", words({**says, "name": ""}, token))


def without_pictures(name: str) -> str:
    """What is left of it where letters, marks, digits, points and spaces are kept."""
    return " ".join("".join(each for each in name if unicodedata.category(each)[0] in "LMNPZ").split())


def words(says: dict[str, Any], token: str) -> dict[str, Any]:
    place = f"{paper.address()}{reverse('training_verify')}"
    return {
        "title": gettext("Certificate: {course}").format(course=says["course"]["title"]),
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        "heading": gettext("Certificate of training"),
        "name": says["name"],
        "no_name": gettext("The holder writes their name here: its letters are not among those that we can print."),
        "has_completed": gettext("has completed the course"),
        "course": says["course"]["title"],
        "how": says["criteria"],
        "figures": figures(says),
        "check": gettext(
            "Scan the code, or type the number at {address}, to see whether it is valid today. The code holds a "
            "signature, which can be checked without the internet too."
        ).format(address=place),
        "qr": qr_codes.svg(address(token), correction=CORRECTION),
        "qr_words": gettext("QR code that leads to {address}").format(address=place),
    }


def figures(says: dict[str, Any]) -> list[dict[str, str]]:
    until = in_words(says["valid_until"]) if says["valid_until"] else gettext("it has no end")
    return [
        {"label": gettext("Completed"), "value": in_words(says["completed_on"])},
        {"label": gettext("Valid until"), "value": until},
        {"label": gettext("Number"), "value": certificate_numbers.shown(says["number"])},
    ]


def in_words(day: str) -> str:
    return date_format(date.fromisoformat(day), "DATE_FORMAT")


def address(token: str) -> str:
    """The token stands behind the #, so that no browser sends it and no log has it."""
    return f"{settings.SITE_URL}{reverse('training_verify')}#{token}"


def criteria(method: str, version: int) -> str:
    """What was done for it, in a sentence."""
    how = {
        Method.QUIZ: gettext("Version {number} of the syllabus, completed by passing its quiz."),
        Method.SESSION: gettext("Version {number} of the syllabus, completed at a session with a trainer."),
        Method.GROUP: gettext("Version {number} of the syllabus, completed with a group, as its leader confirmed."),
        Method.IMPORT: gettext("Version {number} of the syllabus, completed according to our earlier records."),
        Method.STAFF: gettext("Version {number} of the syllabus, completed as our staff confirmed."),
    }
    return how[Method(method)].format(number=version)
