"""What a letter says when it leaves: read from its row and from its recipient's at that moment, never before.

So no text of a letter waits in the post room's queue, whoever holds the post then gets it, and a letter that was
called back, or that nobody is there for, does not leave.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from campaigns.letter_enums import IN_POST, HeldBecause, LetterState
from campaigns.models import Letter, LetterAction
from campaigns.selectors import recipients
from campaigns.selectors.recipients import Recipient
from mail.composed import Attachment, Composed, NotNow
from mail.models import Delivery
from pages.models import SiteDocument
from people import addresses
from places.models import GovernmentOffice

CALLED_BACK = "The letter was called back."
WAITS = "There is nobody to get it now."
MOVED = "Its recipient has another address now."
OURS = frozenset({CALLED_BACK, WAITS, MOVED})  # the reasons of ours for which a letter takes another turn
MAY_LEAVE = frozenset({*IN_POST, LetterState.UNCERTAIN})  # the last where staff say that it never left
MOST_ATTACHED = 5_000_000  # octets of briefings; a mail server takes some ten million
LONGEST_HOLDER = 250
LANGUAGES = {"en": "en-gb", "cy": "cy"}
FEET = {
    "en": (
        "Reference: {reference}",
        "{name} wrote this letter on our site and confirmed it by e-mail on {day}. An answer to this message reaches "
        "its writer.",
    ),
    "cy": (
        "Cyfeirnod: {reference}",
        "Ysgrifennodd {name} y llythyr hwn ar ein gwefan a'i gadarnhau drwy e-bost ar {day}. Bydd ateb i'r neges hon "
        "yn cyrraedd yr awdur.",
    ),
}
RULE = "\n\n" + 70 * "-" + "\n\n"


def reference(letter: Letter) -> str:
    """What a letter is called by, in print and by those who answer it."""
    return f"L{letter.pk:06d}"


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())


def sender_lines(letter: Letter) -> tuple[str, ...]:
    """With the postal address where the writer gave one: to an MP it proves whose constituent they are."""
    lines = address_lines(letter)
    return (letter.name, *lines, letter.postcode) if lines else tuple(filter(None, (letter.name, letter.town)))


def address_lines(letter: Letter) -> tuple[str, ...]:
    """Of the writer, without the postcode."""
    return tuple(line.strip() for line in letter.postal_address.splitlines() if line.strip())


def town_of(letter: Letter) -> str:
    """Where no town was asked for, the last line of the address names it."""
    return letter.town or "".join(address_lines(letter)[-1:])


def may_go_to(found: Recipient | HeldBecause, delivery: Delivery) -> Recipient:
    """Raises NotNow where nobody is there now, or at another address."""
    if isinstance(found, HeldBecause):
        raise NotNow(WAITS)
    if not is_same(found.email, delivery.address.canonical):
        raise NotNow(MOVED)
    return found


def is_same(email: str, canonical: str) -> bool:
    try:
        return bool(email) and addresses.canonical(email) == canonical
    except addresses.NotAnAddress:
        return False


@dataclass
class Prepared:
    """What was read for a letter, with that for others that leave over the same connection."""

    letter: Letter
    found: Recipient | HeldBecause
    briefings: tuple[Attachment, ...]


def prepare(deliveries: Sequence[Delivery]) -> None:
    """Read in a few queries what each of these letters needs."""
    keys = [delivery.context.get("letter") for delivery in deliveries]
    related = ("action", "office", "seat", "address")
    letters = {each.pk: each for each in Letter.objects.select_related(*related).filter(pk__in=keys)}
    found = recipients.of_many(list(letters.values()))
    attached = {action.pk: briefings(action) for action in {letter.action for letter in letters.values()}}
    for delivery, key in zip(deliveries, keys, strict=True):
        letter = letters.get(key)
        ready = Prepared(letter, found[letter.pk], attached[letter.action_id]) if letter else None
        delivery.prepared = ready  # type: ignore[attr-defined]  # for this attempt alone


def of_letter(delivery: Delivery) -> Composed:
    """Raises NotNow."""
    if not hasattr(delivery, "prepared"):
        prepare([delivery])
    ready: Prepared | None = delivery.prepared  # type: ignore[attr-defined]
    if ready is None or ready.letter.delivery_id != delivery.pk or ready.letter.state not in MAY_LEAVE:
        raise NotNow(CALLED_BACK)
    letter, found = ready.letter, may_go_to(ready.found, delivery)
    note_holder(letter, found)
    return Composed(
        context=words(letter, found),
        from_name=f"{letter.name} via {settings.WAGTAIL_SITE_NAME}",
        reply_to=reply_to(letter),
        attachments=ready.briefings,
        language=LANGUAGES[letter.language],
        plain=True,
    )


def note_holder(letter: Letter, found: Recipient) -> None:
    """Another may hold the post, or sit for the seat, than when the letter was queued."""
    if letter.sent_to != who(found) or letter.representative_id != pk_of(found):
        changes = {"sent_to": who(found), "representative_id": pk_of(found)}
        Letter.objects.filter(pk=letter.pk).update(**changes)


def who(found: Recipient) -> str:
    return (found.holder or found.label)[:LONGEST_HOLDER]


def pk_of(found: Recipient) -> int | None:
    return found.representative.pk if found.representative else None


def words(letter: Letter, found: Recipient) -> dict[str, Any]:
    known = {"reference": reference(letter), "name": letter.name, "day": confirmed_on(letter)}
    return {
        "about": letter.subject,
        "recipient_lines": list(found.name_lines),
        "salutation": found.salutation,
        "body": "\n\n".join(paragraphs(letter.body)),
        "closing": found.closing,
        "sender_lines": list(sender_lines(letter)),
        "reference": known["reference"],
        "name": letter.name,
        "foot": [each.format(**known) for each in FEET[letter.language]],
    }


def reply_to(letter: Letter) -> str:
    """The letter's own address where we read answers, else its writer's."""
    domain = getattr(settings, "LETTER_ANSWERS_DOMAIN", "")
    return f"answer-{letter.answer_token.hex}@{domain}" if domain else letter.address.typed


def briefings(action: LetterAction) -> tuple[Attachment, ...]:
    """As many as a mail server takes. What can't be read is left out, and the letter leaves all the same."""
    found: list[Attachment] = []
    room = MOST_ATTACHED
    for document in action.briefings.order_by("pk"):
        content = content_of(document)
        if 0 < len(content) <= room:
            room -= len(content)
            found.append(Attachment(document.filename, content, document.content_type))
    return tuple(found)


def content_of(document: SiteDocument) -> bytes:
    try:
        with document.open_file() as file:
            return bytes(file.read(MOST_ATTACHED + 1))
    except OSError:
        return b""


def of_digest(delivery: Delivery) -> Composed:
    """Every letter that is in this digest and was not called back since. Raises NotNow."""
    letters = list(in_digest(delivery).select_related("action").order_by("pk"))
    office = GovernmentOffice.objects.filter(pk=delivery.context.get("office")).first()
    if not letters or office is None:
        raise NotNow(CALLED_BACK)
    found = may_go_to(recipients.of_office(office), delivery)
    in_digest(delivery).exclude(sent_to=who(found)).update(sent_to=who(found))
    return Composed(
        context=digest_words(letters, found),
        attachments=(every_text(letters, found), *briefings(letters[0].action)),
        plain=True,
    )


def in_digest(delivery: Delivery) -> Any:
    return Letter.objects.filter(delivery=delivery, in_digest=True, state__in=MAY_LEAVE)


def digest_words(letters: Sequence[Letter], found: Recipient) -> dict[str, Any]:
    return {
        "action": letters[0].action.title,
        "purpose": letters[0].action.purpose,
        "recipient_lines": list(found.name_lines),
        "salutation": found.salutation,
        "closing": found.closing,
        "number": len(letters),
        "towns": towns(letters),
    }


def towns(letters: Iterable[Letter]) -> list[str]:
    """Where they live, the most first."""
    counted = Counter(town_of(letter) or "no town named" for letter in letters)
    return [f"{town}: {number}" for town, number in sorted(counted.items(), key=lambda each: (-each[1], each[0]))]


def every_text(letters: Sequence[Letter], found: Recipient) -> Attachment:
    text = RULE.join(in_full(letter, found) for letter in letters)
    return Attachment("letters.txt", f"{text}\n".encode(), "text/plain")


def confirmed_on(letter: Letter) -> str:
    """The day, in the language of the letter."""
    return day_in(LANGUAGES[letter.language], localtime(letter.confirmed_at).date()) if letter.confirmed_at else ""


@lru_cache(maxsize=256)  # letters of a turn were confirmed within few days
def day_in(language: str, day: date) -> str:
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")


def in_full(letter: Letter, found: Recipient) -> str:
    head = "\n".join(filter(None, (reference(letter), *sender_lines(letter), confirmed_on(letter))))
    parts = (head, letter.subject, found.salutation, *paragraphs(letter.body), found.closing, letter.name)
    return "\n\n".join(parts)
