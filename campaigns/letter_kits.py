"""What a group needs for an evening of writing letters, on paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from campaigns import posters
from campaigns.sheets import paragraphs
from pages import paper, printing


@dataclass(frozen=True)
class Kit:
    """`link` is the group's own, with https://. `facts` are the numbers to call, each with its label."""

    title: str
    group: str
    purpose: str
    background: str
    points: tuple[str, ...]
    link: str
    office_names: tuple[str, ...]
    deadline: date | None
    facts: tuple[tuple[str, str], ...]
    tone: str = ""
    length: str = ""  # of a letter, such as "100 to 400 words"


def make_kit(kit: Kit) -> bytes:
    return printing.pdf("letter-kit", content(kit))


def content(kit: Kit) -> dict[str, Any]:
    return {
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        "title": kit.title,
        "group": kit.group,
        "kind": gettext("Kit for an hour of writing letters"),
        "address": paper.address(),
        "purpose": paragraphs(kit.purpose),
        "to_title": gettext("Who gets the letters"),
        "to": list(kit.office_names),
        "until": until(kit.deadline),
        "qr": posters.drawn(kit.link, gettext("QR code to write")),
        "qr_words": gettext("QR code that leads to {address}").format(address=kit.link),
        "scan": gettext("Scan to write"),
        "type": gettext("Or type"),
        "link": kit.link.partition("://")[2].removeprefix("www.").rstrip("/"),
        "background_title": gettext("Why it matters"),
        "background": paragraphs(kit.background),
        "points_title": gettext("Points to choose from"),
        "points_lead": gettext("Nobody needs them all. Two or three that you care about make a better letter."),
        "points": list(kit.points),
        "before": before(),
        "hour_title": gettext("The hour, minute by minute"),
        "columns": [gettext("Minutes"), gettext("What"), gettext("How")],
        "hour": hour(),
        "story": story(kit),
        "never": never(),
        "numbers": [{"label": label, "value": value} for label, value in kit.facts],
        "sent": sent(),
    }


def until(deadline: date | None) -> str:
    if deadline is None:
        return ""
    return gettext("Write by {day}.").format(day=date_format(deadline, "DATE_FORMAT"))


def before() -> dict[str, Any]:
    return {
        "title": gettext("Before people come"),
        "items": [
            gettext("Write a letter yourself. You then know what people will ask you."),
            gettext("Try the internet in the room. Have a few phones or tablets to lend, and chargers."),
            gettext("Print this kit once for each table."),
            gettext("Put out tea. People write more freely once they have talked."),
        ],
    }


def hour() -> list[dict[str, str]]:
    return [
        {"minutes": minutes, "title": title, "text": text}
        for minutes, title, text in (
            (
                gettext("0 to 5"),
                gettext("Welcome"),
                gettext("Say why you are here, and that everybody leaves with a letter of their own."),
            ),
            (
                gettext("5 to 15"),
                gettext("What we ask for"),
                gettext("Read out the first page. Take questions. It is fine not to know an answer."),
            ),
            (
                gettext("15 to 25"),
                gettext("Talk in pairs"),
                gettext("Why does this matter to you? Tell your neighbour. That is your letter's first sentence."),
            ),
            (
                gettext("25 to 50"),
                gettext("Write"),
                gettext(
                    "Everybody opens the link, ticks points and puts them in their own words. Help, don't dictate."
                ),
            ),
            (
                gettext("50 to 55"),
                gettext("Read and send"),
                gettext("Read it once more, aloud if you like. Then send it."),
            ),
            (
                gettext("55 to 60"),
                gettext("Confirm"),
                gettext("Everybody opens the message we sent them and confirms. Without this, no letter leaves."),
            ),
        )
    ]


def story(kit: Kit) -> dict[str, Any]:
    return {
        "title": gettext("Your own words count most"),
        "items": [
            gettext("Say who you are and where you live. “I am a nurse in Leeds” is a good start."),
            gettext("Say how you came to care: a training evening, your work, something you read."),
            gettext("Ask for one thing, and say why it matters to you."),
            gettext("Don't copy your neighbour. Ten letters with the same words are read as one."),
            gettext("Be polite, also where you disagree. Rude letters are put aside."),
            *([gettext("Aim for {length}.").format(length=kit.length)] if kit.length else []),
            *paragraphs(kit.tone),
        ],
    }


def never() -> dict[str, Any]:
    return {
        "title": gettext("What never goes in a letter"),
        "items": [
            gettext("Nothing about a person who may be a victim: no name, no place, no car, no photograph."),
            gettext("Nothing that somebody told you in confidence."),
            gettext("No threat and no insult."),
        ],
        "lead": gettext(
            "Are you worried about somebody? Don't put it in a letter, and don't tell us: nobody may read it in time. "
            "Call instead:"
        ),
    }


def sent() -> dict[str, Any]:
    return {
        "title": gettext("What happens to the letters"),
        "items": [
            gettext("Everybody writes for themselves, with their own name and their own e-mail address."),
            gettext("A letter leaves once its writer has confirmed it. It goes by e-mail or by post."),
            gettext("Answers go to the writer. We ask each of them later whether an answer came."),
            gettext("Letters by your link count for your group. You see how many there are, never who wrote what."),
        ],
    }
