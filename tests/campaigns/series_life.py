"""What may happen to people while series run, and what the pure rule says of it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.db.models import Q
from django.utils import timezone
from hypothesis import strategies as st

from campaigns import series_days
from campaigns.enums import PetitionState
from campaigns.mailout_enums import SeriesStart, SeriesState
from campaigns.models import Milestone, Petition, Series, SeriesStep, Signature
from campaigns.series_days import Facts
from campaigns.services import invalidating, series_steps
from mail.enums import SuppressionReason
from mail.models import Delivery, Suppression
from mail.services import suppressions
from people.models import Consent, Merge, Person
from people.services import erasure, merging
from tests import factories
from tests.campaigns.serial import START, agreed, noon, running, signed, withdrawn
from tests.groups import people as cast

NAMES = ("suzie", "priya", "morgan")
WAITS = (0, 5)
STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 9)),
    st.tuples(st.just("look"), st.integers(1, 2)),
    st.tuples(st.just("agree"), st.sampled_from(NAMES)),
    st.tuples(st.just("withdraw"), st.sampled_from(NAMES)),
    st.tuples(st.just("sign"), st.sampled_from(NAMES), st.integers(0, 1)),
    st.tuples(st.just("invalidate"), st.integers(0, 5)),
    st.tuples(st.just("restore"), st.integers(0, 5)),
    st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("part"), st.just(0)),
    st.tuples(st.just("object_to_mail"), st.sampled_from(NAMES)),
    st.tuples(st.just("lift"), st.just(0)),
    st.tuples(st.just("pause"), st.just(0)),
    st.tuples(st.just("close"), st.just(0)),
    st.tuples(st.just("reach"), st.integers(1, 5)),
    st.tuples(st.just("rewait"), st.integers(0, 5), st.integers(0, 20)),
    st.tuples(st.just("erase"), st.just("morgan")),
)


def object_to_mail(name: str) -> None:
    who = cast.person(name)
    suppressions.suppress(
        address_id=who.address_id, canonical=who.address.canonical, reason=SuppressionReason.OBJECTION
    )


class Life:
    """What happens to three people, two petitions and three series, and what the pure rule says of it."""

    def __init__(self) -> None:
        self.today = START
        self.petitions = [factories.petition(), factories.petition(title="Another", slug="another")]
        first, second = self.petitions
        self.series = [
            running(SeriesStart.AGREED, *WAITS),
            running(SeriesStart.SIGNED, *WAITS, petition=first, stops_when_signed=second),
            running(SeriesStart.MILESTONE, *WAITS, petition=first),
        ]
        self.by = factories.dele()
        self.owners = {name: cast.person(name) for name in NAMES}

    def take(self, step: Any) -> None:
        with time_machine.travel(noon(self.today), tick=False):
            getattr(self, step[0])(*step[1:])

    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    def look(self, times: int) -> None:
        """What is written down is what the rule asks for; looking twice writes nothing more down."""
        expected = Counter(self.due())
        before = self.sent()
        for _ in range(times):
            series_steps.follow()
        assert self.sent() - before == expected
        self.insist_on_once()

    def sent(self) -> Counter[Any]:
        return Counter(Delivery.objects.filter(kind="series").values_list("mailing__step", "address"))

    def insist_on_once(self) -> None:
        for number in self.sent().values():
            assert number == 1

    def due(self) -> Iterator[tuple[int, int]]:
        for step in SeriesStep.objects.filter(series__state=SeriesState.RUNNING).select_related("series__petition"):
            for person in Person.objects.known():
                if series_days.is_due(self.facts(step, person), step.wait_days, self.today):
                    yield step.pk, person.address_id

    def facts(self, step: SeriesStep, person: Person) -> Facts:
        series = step.series
        records = [person, *person.merged.all()]
        refused = Suppression.objects.in_force().filter(address=person.address_id)
        other = Signature.objects.confirmed().filter(person__in=records, petition=series.stops_when_signed_id)
        written = Delivery.objects.filter(mailing=step.mailing_id)
        return Facts(
            begun=[timezone.localdate(moment) for moment in self.begun(series, records)],
            agreed=Consent.objects.live().filter(person=person, purpose=series.purpose).exists(),
            is_out_of_reach=refused.exists(),
            has_signed_the_other=other.exists(),
            has_been_sent=written.filter(Q(basis__person__in=records) | Q(address=person.address_id)).exists(),
        )

    def begun(self, series: Series, records: list[Person]) -> Iterator[datetime]:
        assert series.begins_at is not None
        if series.petition is not None and series.petition.state != PetitionState.OPEN:
            return
        if series.start == SeriesStart.AGREED:
            moments = Consent.objects.live().filter(person__in=records).values_list("confirmed_at", flat=True)
            yield from (moment for moment in moments if moment)
            return
        signed_at = Signature.objects.confirmed().filter(person__in=records, petition=series.petition)
        for moment in signed_at.values_list("confirmed_at", flat=True):
            assert moment is not None
            if series.start == SeriesStart.SIGNED:
                yield moment
            else:
                reached = Milestone.objects.filter(petition=series.petition, reached_at__gte=moment)
                yield from (each.reached_at for each in reached if each.reached_at)

    def root(self, name: str) -> Person:
        owner = Person.objects.select_related("merged_into").get(pk=self.owners[name].pk)
        return owner.merged_into or owner

    def agree(self, name: str) -> None:
        if self.root(name).erased_at is None:
            agreed(name)

    def withdraw(self, name: str) -> None:
        withdrawn(name)

    def sign(self, name: str, number: int) -> None:
        if self.root(name).erased_at is None:
            petition = Petition.objects.get(pk=self.petitions[number].pk)
            if petition.state == PetitionState.OPEN:
                signed(petition, name)

    def invalidate(self, number: int) -> None:
        if keys := list(Signature.objects.confirmed().order_by("pk").values_list("pk", flat=True)):
            invalidating.invalidate(signatures=[keys[number % len(keys)]], reason="A mistake.", by=None)

    def restore(self, number: int) -> None:
        gone = Signature.objects.filter(state="invalidated").order_by("pk").values_list("pk", flat=True)
        if keys := list(gone):
            invalidating.restore(signatures=[keys[number % len(keys)]], reason="No mistake.", by=None)

    def merge(self, kept: str, gone: str) -> None:
        with suppress(merging.CantMerge):
            merging.merge(kept=self.owners[kept], gone=self.owners[gone], by=self.by, reason="One person.")

    def part(self, _: int) -> None:
        for merge in Merge.objects.filter(undone_at=None, final=False):
            with suppress(merging.CantUndo):
                merging.undo(merge, by=self.by)

    def object_to_mail(self, name: str) -> None:
        if self.root(name).erased_at is None:
            object_to_mail(name)

    def lift(self, _: int) -> None:
        for each in Suppression.objects.in_force():
            suppressions.lift(suppression=each, by=self.by, because="They asked.")

    def pause(self, _: int) -> None:
        """The first of them, or it goes on."""
        first = Series.objects.get(pk=self.series[0].pk)
        state = SeriesState.PAUSED if first.state == SeriesState.RUNNING else SeriesState.RUNNING
        Series.objects.filter(pk=first.pk).update(state=state)

    def close(self, _: int) -> None:
        first = Petition.objects.get(pk=self.petitions[0].pk)
        is_open = first.state == PetitionState.OPEN
        state, at = (PetitionState.CLOSED, timezone.now()) if is_open else (PetitionState.OPEN, None)
        Petition.objects.filter(pk=first.pk).update(state=state, closed_at=at)

    def reach(self, number: int) -> None:
        Milestone.objects.get_or_create(
            petition=self.petitions[0], number=number, defaults={"reached_at": timezone.now()}
        )

    def rewait(self, number: int, days: int) -> None:
        steps = list(SeriesStep.objects.order_by("pk"))
        SeriesStep.objects.filter(pk=steps[number % len(steps)].pk).update(wait_days=days)

    def erase(self, name: str) -> None:
        erasure.erase(Person.objects.get(pk=self.owners[name].pk))
