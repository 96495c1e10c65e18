"""How offices and MPs answer letters: counts of what became of each, an interval, and nothing that is small.

- Counted are letters that left at least 28 days and at most two years ago and did not come back. Letters in one digest
  are one letter: the office got one message.
- Answered is what its writer says was answered, or what we read an answer to where its writer says nothing. An
  automatic reply is no answer. What the writer says goes first.
- Not answered is what its writer says was not, and what stayed without an answer where answers come to us. Where they
  go to the writer's own inbox and the writer says nothing we don't know, so that letter is left out of the share.
- Whoever expected no answer is left out too.

The public sees what places.disclosure leaves: each of these numbers is a part of another one that is shown.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from statistics import median
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import CharField, Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from campaigns.letter_enums import LEFT, AnswerSort, Channel, Outcome, Publication
from campaigns.models import Letter, LetterAnswer
from places import disclosure
from places.models import GovernmentOffice, Representative

SETTLED_AFTER, LOOKED_BACK = timedelta(days=28), timedelta(days=730)
Z = 1.959964  # of the normal distribution, for 95 %
FEWEST = disclosure.LEAST
MOST_ANSWERS = 20  # published ones on one page


class Cell(IntEnum):
    """What became of a letter; each of these is in one of the areas below."""

    YES, UNSATISFACTORY, REPLIED, NO, SILENT, NOT_EXPECTED, UNKNOWN = range(1, 8)


ALL, KNOWN, ANSWERED, NOT_ANSWERED, OTHERS = "all", "known", "answered", "not answered", "others"
AREAS: dict[int, tuple[str, ...]] = {
    **dict.fromkeys((Cell.YES, Cell.UNSATISFACTORY, Cell.REPLIED), (ALL, KNOWN, ANSWERED)),
    **dict.fromkeys((Cell.NO, Cell.SILENT), (ALL, KNOWN, NOT_ANSWERED)),
    **dict.fromkeys((Cell.NOT_EXPECTED, Cell.UNKNOWN), (ALL, OTHERS)),
}
BY_OUTCOME = {
    Outcome.YES: Cell.YES,
    Outcome.UNSATISFACTORY: Cell.UNSATISFACTORY,
    Outcome.NO: Cell.NO,
    Outcome.NOT_EXPECTED: Cell.NOT_EXPECTED,
}
# Of the writers in one digest whoever had most of an answer speaks for it.
FIRST = (Cell.YES, Cell.UNSATISFACTORY, Cell.REPLIED, Cell.NO, Cell.SILENT, Cell.UNKNOWN, Cell.NOT_EXPECTED)


class Whom(NamedTuple):
    """An office, or an MP, by its key."""

    kind: str  # "office" or "mp"
    key: int


class Share(NamedTuple):
    """Between 0 and 1, with the interval in which the true one most likely lies."""

    low: float
    at: float
    high: float


@dataclass(frozen=True)
class Exact:
    """Never for the public."""

    cells: Mapping[int, int]
    days: tuple[int, ...]  # until each answer that we read


@dataclass(frozen=True)
class Shown:
    """As everybody may know it: None is hidden, or unknown."""

    letters: int | None
    known: int | None
    answered: int | None
    outcomes: dict[Outcome, int | None]
    days: int | None  # half of the answers came within so many

    @property
    def share(self) -> Share | None:
        """None where too little is known."""
        if not self.known or self.known < FEWEST or self.answered is None:
            return None
        return wilson(self.answered, self.known)


@dataclass(frozen=True)
class Row:
    whom: Whom
    name: str  # the post, or the MP
    more: str  # the department, or the constituency
    party: str
    is_past: bool  # the post was abolished, or they sit no more
    shown: Shown


def wilson(answered: int, known: int) -> Share:
    """With Wilson's score interval, 95 % (E. B. Wilson, JASA 22, 1927), without correction for continuity."""
    share, square = answered / known, Z * Z / known
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / known + square / (4 * known)) / (1 + square)
    return Share(max(0.0, middle - half), share, min(1.0, middle + half))


def table() -> list[Row]:
    """Everybody to whom a letter went, as the public may see them, by name. Worked out once an hour."""
    now = timezone.now()
    return disclosure.kept(f"responsiveness:{now:%Y%m%d%H}", lambda: rows_of(exact()))


def row_of(whom: Whom) -> Row | None:
    """None where no letter is counted yet and no answer is shown."""
    known = next((row for row in table() if row.whom == whom), None)
    if known is None and published_answers(**to_whom(whom)).exists():
        return rows_of({whom: Exact({}, ())})[0]
    return known


def to_whom(whom: Whom) -> dict[str, int]:
    """As columns of a letter."""
    return {"office" if whom.kind == "office" else "representative": whom.key}


def rows_of(counted: Mapping[Whom, Exact]) -> list[Row]:
    keys: dict[str, set[int]] = defaultdict(set)
    for whom in counted:
        keys[whom.kind].add(whom.key)
    offices = GovernmentOffice.objects.in_bulk(keys["office"])
    members = Representative.objects.select_related("constituency").in_bulk(keys["mp"])
    rows = []
    for whom, found in counted.items():
        shown = shown_of(found)
        if whom.kind == "office":
            office = offices[whom.key]
            rows.append(Row(whom, office.post, office.department, "", office.valid_to is not None, shown))
        else:
            member = members[whom.key]
            seat = member.constituency.name
            rows.append(Row(whom, member.name, seat, member.party, member.ended_on is not None, shown))
    return sorted(rows, key=lambda row: (row.name.casefold(), row.more, row.whom))


def shown_of(found: Exact) -> Shown:
    """Hide what is small, and what would give it away."""
    seen = disclosure.published(found.cells, AREAS)
    outcomes = {outcome: seen.cells[cell] for outcome, cell in BY_OUTCOME.items()}
    return Shown(
        letters=seen.totals[ALL],
        known=seen.totals[KNOWN],
        answered=seen.totals[ANSWERED],
        outcomes=outcomes,
        days=round(median(found.days)) if seen.totals[ANSWERED] and len(found.days) >= FEWEST else None,
    )


def exact() -> dict[Whom, Exact]:
    cells: dict[Whom, Counter[int]] = defaultdict(Counter)
    days: dict[Whom, list[int]] = defaultdict(list)
    for whom, cell, waited, number in (*alone(), *in_digests()):
        cells[whom][cell] += number
        if waited is not None:
            days[whom].extend([waited] * number)
    return {whom: Exact(dict(counts), tuple(days[whom])) for whom, counts in cells.items()}


def counted() -> QuerySet[Letter]:
    now = timezone.now()
    left = Letter.objects.filter(state__in=LEFT, sent_at__lte=now - SETTLED_AFTER, sent_at__gt=now - LOOKED_BACK)
    return left.filter(Q(office__isnull=False) | Q(representative__isnull=False)).order_by()


Found = tuple[Whom, Cell, int | None, int]  # to whom, what became of it, days until an answer, how many


def with_answers(letters: QuerySet[Letter]) -> QuerySet[Any, Any]:
    """With whether we have an answer, when the first that we read ourselves came, and what its writer says."""
    theirs = LetterAnswer.objects.filter(letter=OuterRef("pk")).order_by()
    read = theirs.filter(sort=AnswerSort.REPLY).values("letter").annotate(first=Min("received_at")).values("first")
    return letters.annotate(
        outcome=Coalesce("questionnaire__outcome", Value(""), output_field=CharField()),
        has_one=Exists(theirs.filter(sort__in=(AnswerSort.REPLY, AnswerSort.PASSED_ON))),
        answered_on=TruncDate(Subquery(read)),
        sent_on=TruncDate("sent_at"),
    )


COLUMNS = ("office_id", "representative_id", "channel", "in_digest", "outcome", "has_one", "sent_on", "answered_on")
SENT_ON = COLUMNS.index("sent_on")


def alone() -> Iterable[Found]:
    rows = with_answers(counted().exclude(in_digest=True)).values_list(*COLUMNS).annotate(number=Count("pk"))
    for *columns, number in rows:
        yield (*read(columns), number)


def in_digests() -> Iterable[Found]:
    """Each digest once: an office gets one a day on an action."""
    messages: dict[tuple[Whom, int, date], list[tuple[Cell, int | None]]] = defaultdict(list)
    rows = with_answers(counted().filter(in_digest=True)).values_list(*COLUMNS, "action_id").distinct()
    for *columns, action in rows:
        whom, cell, waited = read(columns)
        messages[whom, action, columns[SENT_ON]].append((cell, waited))
    for (whom, *_), found in messages.items():
        waits = [waited for _, waited in found if waited is not None]
        yield whom, min((cell for cell, _ in found), key=FIRST.index), min(waits, default=None), 1


def read(columns: list[Any]) -> tuple[Whom, Cell, int | None]:
    office, member, channel, in_digest, outcome, has_one, sent_on, answered_on = columns
    whom = Whom("office", office) if office else Whom("mp", member)
    waited = max(0, (answered_on - sent_on).days) if answered_on else None
    we_would_read_one = channel == Channel.EMAIL and not in_digest and bool(settings.LETTER_ANSWERS_DOMAIN)
    return whom, cell_of(outcome, has_one=has_one, we_would_read_one=we_would_read_one), waited


def cell_of(outcome: str, *, has_one: bool, we_would_read_one: bool) -> Cell:
    if outcome:
        return BY_OUTCOME[Outcome(outcome)]
    if has_one:
        return Cell.REPLIED
    return Cell.SILENT if we_would_read_one else Cell.UNKNOWN


def published_answers(**to: Any) -> QuerySet[LetterAnswer]:
    """The latest that everybody may read, of whatever `to` says of their letters: office=, representative=, action=."""
    of_letters = {f"letter__{name}": value for name, value in to.items()}
    shown = LetterAnswer.objects.filter(publication=Publication.PUBLISHED, **of_letters).exclude(published_text="")
    shown = shown.select_related("letter__action").defer("text", "subject", "letter__body", "letter__postal_address")
    return shown.order_by("-published_at", "-pk")[:MOST_ANSWERS]
