"""Where bills stand: each step of the way, what comes next, and when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils import timezone

from campaigns import stages
from campaigns.enums import BillEnd, House, StageKind, StepState
from campaigns.models import Bill, BillStage
from campaigns.stages import Words

Days = tuple[date, ...]


@dataclass(frozen=True)
class Step:
    """A stage as readers see it, whether or not anything is written down about it yet."""

    kind: StageKind
    house: str
    days: Days = ()
    note: str = ""
    is_verified: bool = True
    number: int = 0  # the stage's key
    state: StepState = StepState.AHEAD

    @property
    def name(self) -> Words:
        return self.kind.label

    @property
    def house_name(self) -> Words:
        return House(self.house).label if self.house else ""

    @property
    def title(self) -> str:
        return f"{self.name}, {self.house_name}" if self.house else f"{self.name}"

    @property
    def meaning(self) -> Words:
        return stages.meaning(self.kind, self.house)

    @property
    def first(self) -> date | None:
        return min(self.days, default=None)

    @property
    def last(self) -> date | None:
        return max(self.days, default=None)

    @property
    def state_name(self) -> Words:
        return self.state.label

    def has_begun(self, today: date) -> bool:
        return self.first is not None and self.first <= today

    def is_over_by_itself(self, today: date) -> bool:
        """A reading takes a day. How many a committee needs nobody can tell: it is over when the next stage begins."""
        return self.kind in stages.ONE_DAY and self.last is not None and self.last < today


@dataclass(frozen=True)
class Track:
    house: str
    name: Words
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Tracker:
    tracks: tuple[Track, ...]
    amendments: tuple[Step, ...]
    assent: Step
    reached: Step | None  # the last step that has begun
    coming: Step | None  # the one after it, while the bill goes on
    next_step: Step | None  # the one that the next day is of
    next_day: date | None

    @property
    def now(self) -> Step | None:
        return self.reached if self.reached and self.reached.state == StepState.NOW else None

    @property
    def last_day(self) -> date | None:
        """The last day that anything is known to have happened on, for bills whose end has none."""
        return self.reached.last if self.reached else None

    @property
    def has_unchecked_days(self) -> bool:
        steps = (*(step for track in self.tracks for step in track.steps), *self.amendments, self.assent)
        return any(step.days and not step.is_verified for step in steps)


def trackers(bills: Iterable[Bill], today: date | None = None) -> dict[int, Tracker]:
    """By the key of the bill, in one query however many there are."""
    shown = list(bills)
    recorded = steps_of(bill.pk for bill in shown)
    return {bill.pk: laid_out(bill, recorded.get(bill.pk, []), today or timezone.localdate()) for bill in shown}


def steps_of(bills: Iterable[int]) -> dict[int, list[Step]]:
    """What is written down of each, in its order."""
    columns = ("bill_id", "pk", "kind", "house", "note", "is_verified", "sittings__on")
    rows = BillStage.objects.filter(bill__in=list(bills)).order_by("bill_id", "sort_order", "pk", "sittings__on")
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for (bill, number, kind, house, note, verified), days in groupby(rows.values_list(*columns), lambda row: row[:6]):
        dates = tuple(day for *_, day in days if day)
        found[bill].append(Step(StageKind(kind), house, dates, note, verified, number))
    return found


def tracker(bill: Bill, today: date | None = None) -> Tracker:
    return trackers([bill], today)[bill.pk]


def laid_out(bill: Bill, recorded: list[Step], today: date) -> Tracker:
    houses = stages.houses_in_order(bill.starts_in)
    way = [merged(recorded, kind, house) for house in houses for kind in stages.IN_EACH_HOUSE]
    amendments = [step for step in recorded if step.kind == StageKind.AMENDMENTS]
    way += amendments
    way.append(merged(recorded, StageKind.ROYAL_ASSENT, ""))
    steps = with_states(way, bill.end, today)
    per_house = len(stages.IN_EACH_HOUSE)
    first, second = steps[:per_house], steps[per_house : 2 * per_house]
    step, day = next_day(steps, bill.end, today)
    return Tracker(
        tracks=tuple(Track(house, house.label, tuple(own)) for house, own in zip(houses, (first, second), strict=True)),
        amendments=tuple(steps[2 * per_house : -1]),
        assent=steps[-1],
        reached=steps[place] if (place := last_begun(steps, bill.end, today)) is not None else None,
        coming=next((each for each in steps if each.state == StepState.NEXT), None),
        next_step=step,
        next_day=day,
    )


def merged(recorded: list[Step], kind: StageKind, house: str) -> Step:
    """A committee may be entered twice, such as where half of a bill went to the whole House: to readers it is one."""
    same = [step for step in recorded if (step.kind, step.house) == (kind, house)]
    if not same:
        return Step(kind, house)
    return replace(
        same[0],
        days=tuple(sorted({day for step in same for day in step.days})),
        note=" ".join(step.note for step in same if step.note),
        is_verified=all(step.is_verified for step in same),
    )


def last_begun(way: list[Step], end: str, today: date) -> int | None:
    if end == BillEnd.ACT:
        return len(way) - 1
    return max((place for place, step in enumerate(way) if step.has_begun(today)), default=None)


def with_states(way: list[Step], end: str, today: date) -> list[Step]:
    reached = last_begun(way, end, today)
    here = -1 if reached is None else reached
    return [replace(step, state=state_of(step, place - here, end, today)) for place, step in enumerate(way)]


def state_of(step: Step, after: int, end: str, today: date) -> StepState:
    """`after` is how many steps it stands after the last one that has begun."""
    if after < 0 or end == BillEnd.ACT:
        return StepState.DONE
    if after > 0:
        return StepState.NOT_REACHED if end else (StepState.NEXT if after == 1 else StepState.AHEAD)
    if end:
        return StepState.STOPPED
    return StepState.DONE if step.is_over_by_itself(today) else StepState.NOW


def next_day(steps: list[Step], end: str, today: date) -> tuple[Step | None, date | None]:
    coming = [(day, place) for place, step in enumerate(steps) for day in step.days if day >= today]
    if end or not coming:
        return None, None
    day, place = min(coming)
    return steps[place], day
