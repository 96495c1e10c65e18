"""Everything that a hand-in pack says of a petition, as it stood at one moment."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from campaigns.enums import EntryKind, Judgement
from campaigns.models import Attempt, LogEntry, LogHead, Petition, PetitionTotal, RuleTotal
from campaigns.selectors import paper, totals, voices
from campaigns.selectors.paper import OnPaper
from campaigns.selectors.totals import Day, Origins
from campaigns.selectors.voices import Voice
from campaigns.services import counting, log, tallying
from places import disclosure
from places.models import Constituency, Representative

MOST_COMMENTS = 10_000


class Disagree(Exception):
    """Log and count don't say the same. Its text is a sentence for staff."""


class Counted(NamedTuple):
    """Everything that is counted, and the head of the log over exactly that."""

    head: LogHead | None
    number: int
    origins: Origins
    days: list[Day]
    on_paper: OnPaper


class Seat(NamedTuple):
    """A constituency with its MP, empty where the seat is vacant or not known, and the count as the public sees it."""

    name: str
    slug: str
    code: str
    nation: str
    region: str
    member: str
    party: str
    signatures: int | None


class Snapshot(NamedTuple):
    petition: Petition
    counted: Counted
    lines: dict[str, int]  # of the log below its head, by kind
    seats: list[Seat]  # by name
    shown: dict[int, int | None]  # by the key of a constituency
    comments: list[Voice]
    stopped: dict[str, int]  # attempts that the rules held or refused
    at: datetime


def take(petition: Petition) -> Snapshot:
    """Raises Disagree."""
    counting.fold_one(petition.pk)  # most of what waits, before anybody has to stop for the rest
    counted = count(petition.pk)
    lines = lines_of_log(petition.pk, counted.head.size if counted.head else 0)
    if (balance := balance_of(lines)) != counted.number:
        raise Disagree(f"The log says that {balance} count, and {counted.number} are counted. Run check_counts.")
    return Snapshot(
        petition=Petition.objects.get(pk=petition.pk),
        counted=counted,
        lines=lines,
        seats=seats(counted.origins),
        shown=counted.origins.constituencies,
        comments=voices.comments(petition.pk, number=MOST_COMMENTS),
        stopped=stopped(petition.pk),
        at=timezone.now(),
    )


@transaction.atomic
def count(petition_id: int) -> Counted:
    """Whoever confirms inserts rows that point at the petition, so the lock on it keeps them waiting for a moment.

    The total is locked before it, as a folder does that has to wait for the petition.
    """
    counting.lock_totals([petition_id])
    petition = Petition.objects.select_for_update().get(pk=petition_id)
    counting.fold_petition(petition_id)
    exact = totals.exact_totals(petition_id).get(petition_id, totals.Exact())
    return Counted(
        head=log.sign_head(petition),
        number=PetitionTotal.objects.get(pk=petition_id).counted,
        origins=totals.shown_of(exact, disclosure.areas_of_constituencies()),
        days=totals.by_day(petition_id),
        on_paper=paper.of_petition(petition_id),
    )


def lines_of_log(petition_id: int, size: int) -> dict[str, int]:
    kinds = LogEntry.objects.filter(petition=petition_id, index__lt=size).order_by().values_list("kind")
    return dict(kinds.annotate(number=Count("pk")))


def balance_of(lines: dict[str, int]) -> int:
    more = (EntryKind.SIGNED, EntryKind.RESTORED)
    return sum(number if kind in more else -number for kind, number in lines.items())


def seats(origins: Origins) -> list[Seat]:
    members = {
        seat: (name, party)
        for seat, name, party in Representative.objects.current().values_list("constituency_id", "name", "party")
    }
    rows = (
        Constituency.objects.current()
        .order_by("name", "pk")
        .values_list("pk", "name", "slug", "code", "country__name", "region__name")
    )
    return [
        Seat(name, slug, code, nation, region or "", *members.get(pk, ("", "")), origins.constituencies[pk])
        for pk, name, slug, code, nation, region in rows
    ]


def stopped(petition_id: int) -> dict[str, int]:
    """Attempts that are in the totals of the rules, and the latest ones that are not counted there yet."""
    judgements = (Judgement.HELD, Judgement.REFUSED)
    theirs = {"petition": petition_id, "judgement__in": judgements}
    new = Attempt.objects.filter(at__gt=tallying.counted_until(), **theirs).order_by().values_list("judgement")
    old = RuleTotal.objects.filter(**theirs).order_by().values_list("judgement")
    numbers = dict.fromkeys(judgements, 0)
    for judgement, number in [*new.annotate(n=Count("pk")), *old.annotate(n=Sum("number"))]:
        numbers[Judgement(judgement)] += number
    return {str(judgement): number for judgement, number in numbers.items()}
