"""Letters as their recipients will see them, if they left now: the head, the greeting and the closing of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.letter_enums import HeldBecause
from campaigns.models import Letter, LetterAction
from campaigns.selectors import recipients
from campaigns.selectors.petitions import within_a_sentence
from campaigns.selectors.recipients import Recipient
from places.models import Constituency, GovernmentOffice


@dataclass(frozen=True)
class Sheet:
    label: str  # within a sentence: the Home Secretary, the MP for Leeds South
    name_lines: tuple[str, ...]
    address_lines: tuple[str, ...]
    salutation: str
    closing: str
    waits: HeldBecause | None = None  # why it could not leave now
    is_to_mp: bool = False


def of_office(office: GovernmentOffice, *, language: str) -> Sheet:
    with override(language):
        found = recipients.of_office(office)
        greeting = office.salutation or _("Dear Sir or Madam")
        other = fallback(office.post, greeting)
    return sheet(found, other, label=label_of(office), is_to_mp=False)


def of_seat(seat: Constituency, *, language: str) -> Sheet:
    with override(language):
        found = recipients.of_seat(seat)
        label = _("MP for %(constituency)s") % {"constituency": seat.name}
        other = fallback(label, _("Dear Member of Parliament"))
    return sheet(found, other, label=f"the MP for {seat.name}", is_to_mp=True)


def of_letter(letter: Letter) -> Sheet:
    if letter.office is not None:
        return of_office(letter.office, language=letter.language)
    return of_seat(cast(Constituency, letter.seat), language=letter.language)


def sheet(found: Recipient | HeldBecause, other: Recipient, *, label: str, is_to_mp: bool) -> Sheet:
    waits = None if isinstance(found, Recipient) else found
    shown = found if isinstance(found, Recipient) else other
    return Sheet(label, shown.name_lines, shown.address_lines, shown.salutation, shown.closing, waits, is_to_mp)


def label_of(office: GovernmentOffice) -> str:
    """A post has its article; somebody by name has none."""
    known = within_a_sentence(office.post)
    return known if known.startswith("the ") or office.kind == "peer" else f"the {known}"


def named(letter: Letter) -> str:
    """Its recipient within a sentence."""
    return label_of(letter.office) if letter.office else letter.to_whom


def to_whom(action: LetterAction, offices: Iterable[GovernmentOffice]) -> list[str]:
    """In words for a list of actions; the offices are prefetched there."""
    return ["your own MP"] if action.is_to_mps else [label_of(office) for office in offices]


def fallback(label: str, greeting: str) -> Recipient:
    """What a letter shows that can't leave yet."""
    return Recipient(
        label=label, holder="", salutation=greeting, closing=_("Yours sincerely"), email="", address_lines=()
    )
