"""Keeping a bill as Parliament's Bills API tells of it. What staff wrote in their own words stays as it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from campaigns import stages
from campaigns.enums import BillEnd, House, StageKind
from campaigns.models import Bill, BillSitting, BillStage
from places.clients import bills as api

HOUSES = {"Commons": House.COMMONS, "Lords": House.LORDS}  # and Unassigned, once it is an Act
SOURCE = "UK Parliament, Bills API"
LONGEST = 2000
LAST = 1_000_000  # after whatever Parliament numbers


@dataclass
class Changes:
    """What a sync would write or wrote, and what somebody should look at, in sentences."""

    made: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answered:
    """A stage of Parliament's that we show, in our words."""

    number: int
    kind: StageKind
    house: str
    days: list[date]
    place: int


@transaction.atomic
def record(*, bill: Bill, told: api.WholeBill, told_stages: Iterable[api.Stage]) -> Changes:
    """Write what differs and say so; where nothing does, only that we asked. Safe when repeated.

    A stage or a day that Parliament doesn't name stays, and so does all that staff wrote.
    """
    bill = Bill.objects.select_for_update().get(pk=bill.pk)
    changes = Changes()
    answered = shown(told, told_stages, changes)
    note_title(bill, told, changes)
    keep_bill(bill, told, answered, changes)
    keep_stages(bill, answered, changes)
    Bill.objects.filter(pk=bill.pk).update(synced_at=timezone.now())  # no publication: readers see no other words
    return changes


def shown(told: api.WholeBill, told_stages: Iterable[api.Stage], changes: Changes) -> list[Answered]:
    """The current stage may be missing from the list of them, Royal Assent above all."""
    all_of_them = {stage.id: stage for stage in (*told_stages, *filter(None, [told.current_stage]))}
    found: list[Answered] = []
    for place, stage in enumerate(sorted(all_of_them.values(), key=lambda each: (each.sort_order, each.id))):
        kind = kind_of(stage)
        house = "" if kind == StageKind.ROYAL_ASSENT else HOUSES.get(stage.house, "")
        if kind is None or (not house and kind != StageKind.ROYAL_ASSENT):
            changes.notes.append(f'"{stage.description}" ({stage.house}) is no stage that we show.')
        else:
            found.append(Answered(stage.id, kind, house, stage.days, place))
    return found


def kind_of(stage: api.Stage) -> StageKind | None:
    return StageKind.ROYAL_ASSENT if stage.stage_id == api.ROYAL_ASSENT else stages.described(stage.description)


def note_title(bill: Bill, told: api.WholeBill, changes: Changes) -> None:
    if told.short_title not in (bill.title, bill.act):
        changes.notes.append(f'Parliament calls it "{told.short_title}". The title here is ours and stays.')


def keep_bill(bill: Bill, told: api.WholeBill, answered: list[Answered], changes: Changes) -> None:
    wanted: dict[str, Any] = {**end_of(told, answered)}
    if house := HOUSES.get(told.originating_house):
        wanted["starts_in"] = house
    if not bill.long_title and told.long_title:
        wanted["long_title"] = told.long_title[:LONGEST]
    if not bill.sponsors and told.sponsor_names:
        wanted["sponsors"] = "\n".join(told.sponsor_names)[:1000]
    if told.is_act and not bill.act and told.short_title != bill.title:
        wanted["act"] = told.short_title
    differing = {name: value for name, value in wanted.items() if getattr(bill, name) != value}
    for name, value in differing.items():
        setattr(bill, name, value)
        label = Bill._meta.get_field(name).verbose_name
        changes.made.append(f"{label}: {date_format(value) if isinstance(value, date) else value}")
    if differing:
        bill.save(update_fields=list(differing))


def end_of(told: api.WholeBill, answered: list[Answered]) -> dict[str, Any]:
    """Nothing while it goes on: the service doesn't say that a bill fell, which staff write themselves."""
    if told.is_act:
        assent = [day for each in answered if each.kind == StageKind.ROYAL_ASSENT for day in each.days]
        day = told.royal_assent_on or min(assent, default=None)
        return {"end": BillEnd.ACT, **({"ended_on": day} if day else {})}
    if told.bill_withdrawn:
        return {"end": BillEnd.WITHDRAWN, "ended_on": told.bill_withdrawn.date()}
    return {"end": BillEnd.DEFEATED} if told.is_defeated else {}


def keep_stages(bill: Bill, answered: list[Answered], changes: Changes) -> None:
    ours = list(BillStage.objects.filter(bill=bill))
    places: dict[int, int] = {}
    for stage, each in paired(bill, ours, answered):
        keep_stage(stage, each, changes)
        places[stage.pk] = each.place
    keep_order(bill, places)


def paired(bill: Bill, ours: list[BillStage], answered: list[Answered]) -> Iterable[tuple[BillStage, Answered]]:
    """Each of Parliament's with ours of its number, else with one that staff entered, else with a new one."""
    known = {stage.parliament_id: stage for stage in ours if stage.parliament_id}
    by_hand: defaultdict[tuple[str, str], list[BillStage]] = defaultdict(list)
    for stage in ours:
        if (
            not stage.parliament_id or stage.kind == StageKind.ROYAL_ASSENT
        ):  # of which there is one, whatever its number
            by_hand[stage.kind, stage.house].append(stage)
    for each in answered:
        waiting = by_hand[each.kind, each.house]
        if each.number in known:
            yield known[each.number], each
        elif waiting:
            yield waiting.pop(0), each
        else:
            yield BillStage(bill=bill, kind=each.kind, house=each.house), each


def keep_stage(stage: BillStage, each: Answered, changes: Changes) -> None:
    days = set(BillSitting.objects.filter(stage=stage).values_list("on", flat=True)) if stage.pk else set()
    moved = bool(each.days) and set(each.days) != days
    wanted: dict[str, Any] = {"kind": each.kind, "house": each.house, "parliament_id": each.number}
    if each.days and (moved or not stage.is_verified):
        wanted |= {"is_verified": True, "source": SOURCE}
    is_new = stage.pk is None
    if is_new or any(getattr(stage, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(stage, name, value)
        stage.save()
        changes.made.append(f"{stage}: {'added' if is_new else 'changed'}")
    if moved:
        keep_days(stage, set(each.days), days)
        changes.made.append(f"{stage}: {', '.join(date_format(day) for day in each.days)}")


def keep_days(stage: BillStage, told: set[date], ours: set[date]) -> None:
    BillSitting.objects.filter(stage=stage, on__in=ours - told).delete()
    for day in sorted(told - ours):
        BillSitting.objects.create(stage=stage, on=day)


def keep_order(bill: Bill, places: dict[int, int]) -> None:
    """By the way that a bill goes; rounds of amendments as Parliament has them, those entered by hand after."""
    first, second = stages.houses_in_order(bill.starts_in)
    way: list[tuple[str, str]] = [(kind, house) for house in (first, second) for kind in stages.IN_EACH_HOUSE]

    def place(stage: BillStage) -> tuple[int, int, int, int]:
        step = (stage.kind, stage.house)
        along = way.index(step) if step in way else len(way) + (stage.kind == StageKind.ROYAL_ASSENT)
        return along, places.get(stage.pk, LAST), stage.sort_order or 0, stage.pk

    for number, stage in enumerate(sorted(BillStage.objects.filter(bill=bill), key=place)):
        if stage.sort_order != number:
            stage.sort_order = number
            stage.save(update_fields=["sort_order"])
