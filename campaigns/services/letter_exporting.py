"""Letters as a file to take away: who wrote to whom and what became of it, never what they wrote."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from campaigns.letter_enums import LetterState
from campaigns.models import Letter
from people.services.exports import guarded

MOST = 20_000
COLUMNS = (
    "Letter",
    "Action",
    "To",
    "Name",
    "Postcode",
    "Town",
    "Constituency",
    "By the link of",
    "Language",
    "State",
    "Held because",
    "Written",
    "Confirmed",
    "Left",
    "Left by",
    "Answered",
)


def rows(letters: QuerySet[Letter]) -> Iterator[list[str]]:
    """The headings, then a row a letter, the latest first, with nothing in it that a spreadsheet would run."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # brings numpy along, which few processes need

    yield list(COLUMNS)
    related = ("action", "office", "seat", "constituency_found", "constituency_chosen", "group")
    found = letters.select_related(*related).defer("body", "postal_address", "subject").order_by("-pk")[:MOST]
    for letter in found.iterator(500):
        yield [str(guarded(ILLEGAL_CHARACTERS_RE.sub("", cell))) for cell in row_of(letter)]


def row_of(letter: Letter) -> list[str]:
    moments = (letter.created_at, letter.confirmed_at, letter.sent_at)
    written, confirmed, left = (timezone.localdate(moment).isoformat() if moment else "" for moment in moments)
    return [
        str(letter.pk),
        str(letter.action),
        letter.to_whom,
        letter.name,
        letter.postcode,
        letter.town,
        str(letter.constituency or ""),
        str(letter.group or ""),
        letter.get_language_display(),
        letter.get_state_display(),
        letter.get_held_because_display(),
        written,
        confirmed,
        left,
        letter.get_channel_display(),
        "Yes" if letter.state == LetterState.ANSWERED else "",
    ]
