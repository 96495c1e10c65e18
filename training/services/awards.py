"""Giving awards, and what becomes of them: the one writer of awards and of the rows that follow them.

Rows are only added. Whoever is concerned is locked first, so that somebody gets an award once, whoever gives it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from groups.models import CommunityGroup
from people.models import Person, User
from training import award_messages, validity
from training.models import (
    Award,
    CourseExtension,
    CourseVersion,
    Extension,
    ExtensionUndone,
    Reinstatement,
    Revocation,
)
from training.selectors.validity import Book
from training.services import certificates, covered_changes, giving, health, trained_changes
from training.services.giving import Counts as Counts
from training.services.giving import Given as Given

LIST_TAKEN_BACK = "The list that it came with was taken back."


class NotEligible(Exception):
    """The award can't be given; each reason is a sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


class NotLater(Exception):
    """The award lasts until that day already."""


def give(
    *,
    person: Person,
    version: CourseVersion,
    method: str,
    completed_on: date,
    key: str,
    evidence: str = "",
    by_user: User | None = None,
    by_person: Person | None = None,
    group: CommunityGroup | None = None,
    name: str = "",
) -> Award:
    """The award of a key: made, or the one that was made before. Raises NotEligible, and then nothing was written."""
    what = Given(
        person=person,
        version=version,
        method=method,
        completed_on=completed_on,
        key=key,
        evidence=evidence,
        by_user=by_user,
        by_person=by_person,
        group=group,
        name=name,
    )
    counts = give_many([what])
    if key in counts.refused:
        raise NotEligible(counts.refused[key])
    return counts.awards[key]


@transaction.atomic(savepoint=False)
def give_many(rows: Sequence[Given]) -> Counts:
    """As `give` for each, in the order in which the courses were completed; who is not eligible is left out.

    In so many statements as people have courses in it, not rows: at most 20,000 rows a call.
    """
    counts = Counts()
    work = giving.Giving(rows)
    waiting = work.unknown(counts)
    while waiting:
        turn, waiting = giving.first_of_each(waiting)
        work.make(turn, counts)
    work.write_down()
    if leads := work.leads():
        health.look_later(leads)
    return counts


@transaction.atomic
def extend(*, award: Award, until: date, reason: str, by: User | None) -> Extension:
    """Raises NotLater."""
    return extend_many(awards=[award], until=until, reason=reason, by=by)[0]


@transaction.atomic
def extend_many(
    *, awards: Sequence[Award], until: date, reason: str, by: User | None, of_course: CourseExtension | None = None
) -> list[Extension]:
    """Raises NotLater where one of them lasts as long already."""
    today = timezone.localdate()
    with writing(awards) as book:
        ends = [validity.end(book.facts(book.awards[award.pk]), today) for award in awards]
        if any(end is None or end >= until for end in ends):
            raise NotLater
        rows = [
            Extension(award=award, until=until, reason=reason, by=by, on=today, of_course=of_course) for award in awards
        ]
        return Extension.objects.bulk_create(rows, batch_size=giving.ROWS)


@transaction.atomic
def undo_extensions(*, extensions: Sequence[Extension], reason: str, by: User | None) -> int:
    """From today on as if they had not been given; returns how many had not been undone before."""
    today = timezone.localdate()
    with writing([each.award for each in extensions]):
        open_ones = Extension.objects.filter(pk__in=[each.pk for each in extensions], undone=None)
        rows = [ExtensionUndone(extension=each, reason=reason, by=by, on=today) for each in open_ones]
        return len(ExtensionUndone.objects.bulk_create(rows, batch_size=giving.ROWS))


@transaction.atomic
def revoke(*, award: Award, reason: str, by: User | None, on: date | None = None) -> Revocation:
    """From today or a later day on; the past stays as it was known. The one in force where there is one."""
    revoke_many(awards=[award], reason=reason, by=by, on=on)
    return Revocation.objects.filter(award=award, reinstatement=None).earliest("on", "pk")


@transaction.atomic
def revoke_many(
    *, awards: Sequence[Award], reason: str, by: User | None, on: date | None = None, is_told: bool = True
) -> int:
    """Returns how many were not revoked by that day. Their holders are told, each by a message of their own."""
    today = timezone.localdate()
    day = max(on or today, today)
    with writing(awards):
        pks = [award.pk for award in awards]
        in_force = Revocation.objects.filter(award__in=pks, reinstatement=None, on__lte=day)
        revoked = set(in_force.values_list("award", flat=True))
        chosen = [award for award in awards if award.pk not in revoked]
        rows = [Revocation(award=award, reason=reason, by=by, on=day) for award in chosen]
        made = Revocation.objects.bulk_create(rows, batch_size=giving.ROWS)
    if is_told:
        for row in made:
            award_messages.tell_revoked(row)
    return len(made)


@transaction.atomic
def reinstate(*, revocation: Revocation, reason: str, by: User | None, is_told: bool = True) -> Reinstatement:
    """From today on; the one there is where that was done before."""
    today = timezone.localdate()
    with writing([revocation.award]):
        defaults = {"reason": reason, "by": by, "on": max(today, revocation.on)}
        made, is_new = Reinstatement.objects.get_or_create(revocation=revocation, defaults=defaults)
    if is_new and is_told:
        award_messages.tell_reinstated(made)
    return made


@contextmanager
def writing(awards: Iterable[Award]) -> Iterator[Book]:
    """With everybody concerned locked; what changes for them goes into the ledger at the end."""
    pks = {award.pk for award in awards}
    whose = Award.objects.filter(Q(pk__in=pks) | Q(renewals__in=pks)).values_list("person", flat=True)
    people = {person.pk for person in giving.lock(whose.order_by()).values()}
    before = Book.of(people)
    yield before
    after = Book.of(people)
    trained_changes.write(trained_changes.of_book(before, people), trained_changes.of_book(after, people))
    covered_changes.write(covered_changes.of_book(before, people), covered_changes.of_book(after, people))
    health.look_later(people)


def were_moved(keys: list[int], source: Person, target: Person) -> None:
    """Two records became one, or one two again: it counts from today on, and no award is any longer or shorter."""
    people = {source.pk, target.pk}
    today, after, then = timezone.localdate(), Book.of(people), Book.of(people)
    then.give_back(set(keys), source.pk)
    for ledger in (trained_changes, covered_changes):
        ledger.write(ledger.of_book(then, people), ledger.of_book(after, people), not_before=today)


def forget(person: Person) -> int:
    return forget_these(Award.objects.filter(person=person).values_list("pk", flat=True))


def forget_these(keys: Iterable[int]) -> int:
    """What names somebody in them; what was learnt and when stays, and so does what was counted."""
    pks = list(keys)
    Extension.objects.filter(award__in=pks).update(reason="")
    ExtensionUndone.objects.filter(extension__award__in=pks).update(reason="")
    Revocation.objects.filter(award__in=pks).update(reason="")
    Reinstatement.objects.filter(revocation__award__in=pks).update(reason="")
    certificates.forget(pks)
    return Award.objects.filter(pk__in=pks).exclude(name="", evidence="").update(name="", evidence="")


def unsign(person: Person) -> int:
    return Award.objects.filter(by_person=person).update(by_person=None)
