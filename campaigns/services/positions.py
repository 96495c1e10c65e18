"""Where MPs stand on a campaign: read from a table that staff paste, looked at, then kept."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from campaigns.letter_enums import Stand
from campaigns.models import CampaignPage, Position
from people.models import User
from places.models import Representative
from places.names import plain

MOST_ROWS, LONGEST = 700, 500_000  # there are 650 MPs
LONGEST_EVIDENCE, LONGEST_URL = 1000, 200
MOST_PROBLEMS = 50  # that are told at once
HEADS = {
    "who": ("constituency", "mp", "member", "member of parliament", "name"),
    "stand": ("stand", "position", "stance"),
    "evidence": ("evidence", "what they said", "reason", "note"),
    "url": ("url", "link", "source", "address"),
}
STANDS = {
    Stand.SUPPORTS: ("supports", "support", "for", "in favour", "yes"),
    Stand.OPPOSES: ("opposes", "oppose", "against", "no"),
    Stand.UNDECIDED: ("undecided", "not decided", "unsure", "unknown"),
}
BY_WORD = {word: stand for stand, words in STANDS.items() for word in words}


class NotATable(Exception):
    """Its text is a sentence for whoever pasted it."""


@dataclass(frozen=True)
class Row:
    """What one line says, and what stood there before."""

    representative: Representative
    stand: Stand
    evidence: str
    url: str
    before: Position | None = None

    @property
    def is_same(self) -> bool:
        known = self.before
        return known is not None and (known.stand, known.evidence, known.source_url) == (
            self.stand,
            self.evidence,
            self.url,
        )


@dataclass(frozen=True)
class Read:
    rows: list[Row]
    problems: list[str]  # a sentence a line that can't be kept


def read(text: str, campaign: CampaignPage) -> Read:
    """Nothing is kept yet. Raises NotATable."""
    lines = table(text)
    places, problems = columns(lines[0]), []
    known = people()
    before = {position.representative_id: position for position in Position.objects.filter(campaign=campaign)}
    rows: dict[int, Row] = {}
    for number, cells in enumerate(lines[1:], start=2):
        found = row_of({name: cell(cells, at) for name, at in places.items()}, known, before)
        if isinstance(found, str):
            problems.append(f"Line {number}: {found}")
        elif found.representative.pk in rows:
            problems.append(f"Line {number}: {found.representative} stands in the table twice.")
        else:
            rows[found.representative.pk] = found
    return Read(list(rows.values()), problems[:MOST_PROBLEMS])


def table(text: str) -> list[list[str]]:
    if len(text) > LONGEST:
        raise NotATable("This is too long. Paste at most 700 lines.")
    first = text.strip().partition("\n")[0]
    mark = max("\t;,", key=first.count)
    rows = csv.reader(io.StringIO(text.strip()), delimiter=mark)
    try:
        lines = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise NotATable("This can't be read as a table. Copy it from a spreadsheet, with its first line.") from error
    if len(lines) < 2:
        raise NotATable("Paste a table with a line of headings and at least one line below it.")
    if len(lines) > MOST_ROWS + 1:
        raise NotATable(f"Paste at most {MOST_ROWS} lines at once.")
    return lines


def columns(heads: Sequence[str]) -> dict[str, int]:
    """Where each stands. Raises NotATable for what is missing."""
    named = [plain(head) for head in heads]
    found = {name: next((at for at, head in enumerate(named) if head in words), None) for name, words in HEADS.items()}
    missing = [name for name in ("who", "stand", "evidence") if found[name] is None]
    if missing:
        raise NotATable("The first line must name the columns: constituency or MP, stand, evidence, and perhaps url.")
    return {name: at for name, at in found.items() if at is not None}


def cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def people() -> Mapping[str, list[Representative]]:
    """Present MPs by their constituency and by their name."""
    found: dict[str, list[Representative]] = defaultdict(list)
    for member in Representative.objects.current().select_related("constituency"):
        for name in {plain(member.name), plain(member.constituency.name), plain(member.constituency.slug)}:
            found[name].append(member)
    return found


def row_of(
    values: Mapping[str, str], known: Mapping[str, list[Representative]], before: Mapping[int, Position]
) -> Row | str:
    """Or what is wrong with it."""
    members = known.get(plain(values["who"]), [])
    if len(members) != 1:
        what = "no present MP or constituency" if not members else "more than one MP"
        return f"“{values['who'][:60]}” is {what}."
    stand = BY_WORD.get(plain(values["stand"]))
    if stand is None:
        return f"“{values['stand'][:30]}” is not one of supports, opposes and undecided."
    if not values["evidence"]:
        return "It gives no evidence."
    url = values.get("url", "")
    if not is_url(url):
        return "Its address is not one that begins with https:// and can be opened."
    evidence = values["evidence"][:LONGEST_EVIDENCE]
    return Row(members[0], stand, evidence, url, before.get(members[0].pk))


def is_url(url: str) -> bool:
    try:
        return not url or (len(url) <= LONGEST_URL and URLValidator(["http", "https"])(url) is None)
    except ValidationError:
        return False


@transaction.atomic
def keep(*, campaign: CampaignPage, rows: Iterable[Row], by: User) -> int:
    """Positions as these rows say; returns how many are new or changed. Whoever isn't named stays as they were."""
    changed = [row for row in rows if not row.is_same]
    today = timezone.localdate()
    for row in changed:
        Position.objects.update_or_create(
            campaign=campaign,
            representative=row.representative,
            defaults={
                "stand": row.stand,
                "evidence": row.evidence,
                "source_url": row.url,
                "noted_on": today,
                "noted_by": by,
            },
        )
    if changed:
        log(campaign, "position.paste", user=by, data={"number": len(changed)})
    return len(changed)
