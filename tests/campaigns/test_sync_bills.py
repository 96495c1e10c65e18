"""sync_bills, from the command to a server on this machine that speaks as Parliament's does, and into the database."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from campaigns.enums import BillEnd, House, StageKind
from campaigns.models import Bill, BillSitting, BillStage
from pages import generation
from tests.places.clients import recorded
from tests.places.clients.local_server import Service, answers, cut_short, serving

pytestmark = pytest.mark.django_db
ASSENT = 11


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        service.stages[1] = [
            recorded.stage(6, "1st reading", "2025-10-01", order=1),
            recorded.stage(7, "2nd reading", "2025-10-20", order=2),
            recorded.stage(15, "Money resolution", "2025-10-20", order=3),
            recorded.stage(8, "Committee stage", "2025-11-04", "2025-11-06", order=4),
        ]
        service.bills = [recorded.bill(1, current=service.stages[1][-1])]
        yield service


@pytest.fixture
def bill() -> Bill:
    made: Bill = Bill.objects.create(
        title="Our name for it", slug="survivors", summary="In our words.", parliament_id=1, sponsors="Alex Sample"
    )
    return made


def sync(service: Service, *options: str) -> str:
    out = io.StringIO()
    call_command("sync_bills", f"--base-url={service.url}/api/v1", "--interval=0", *options, stdout=out, stderr=out)
    return out.getvalue()


def days(kind: StageKind) -> list[date]:
    return list(BillSitting.objects.filter(stage__kind=kind).values_list("on", flat=True))


def picture() -> list[Any]:
    ignored = {"synced_at"}
    return [
        {name: value for name, value in row.items() if name not in ignored}
        for model in (Bill, BillStage, BillSitting)
        for row in model._default_manager.order_by("pk").values()
    ]


def test_stages_and_days_are_asked_for_and_written_down(service: Service, bill: Bill) -> None:
    said = sync(service)
    kinds = list(BillStage.objects.order_by("sort_order").values_list("kind", "house"))
    assert kinds == [
        (StageKind.FIRST_READING, House.COMMONS),
        (StageKind.SECOND_READING, House.COMMONS),
        (StageKind.COMMITTEE, House.COMMONS),
    ]
    assert days(StageKind.COMMITTEE) == [date(2025, 11, 4), date(2025, 11, 6)]
    assert '"Money resolution" (Commons) is no stage that we show.' in said
    bill.refresh_from_db()
    assert bill.long_title == "A Bill to support survivors"
    assert bill.synced_at is not None


def test_a_second_sync_changes_nothing_and_throws_no_page_away(service: Service, bill: Bill) -> None:
    sync(service)
    before, published = picture(), generation.current().published
    assert "Our name for it: nothing has changed." in sync(service)
    assert picture() == before
    assert generation.current().published == published


def test_what_staff_wrote_stays_whatever_parliament_says(service: Service, bill: Bill) -> None:
    sync(service)
    BillStage.objects.filter(kind=StageKind.COMMITTEE).update(note="A room upstairs.")
    later = BillStage.objects.create(bill=bill, kind=StageKind.REPORT, house=House.COMMONS, sort_order=9)
    BillSitting.objects.create(stage=later, on=date(2025, 12, 1))
    service.bills[0]["shortTitle"] = "Another Name Bill"
    service.stages[1][3]["stageSittings"] = []  # and no days any more
    said = sync(service)
    bill.refresh_from_db()
    assert (bill.title, bill.summary, bill.sponsors) == ("Our name for it", "In our words.", "Alex Sample")
    assert BillStage.objects.get(kind=StageKind.COMMITTEE).note == "A room upstairs."
    assert days(StageKind.COMMITTEE) == [date(2025, 11, 4), date(2025, 11, 6)]
    assert days(StageKind.REPORT) == [date(2025, 12, 1)]
    assert 'Parliament calls it "Another Name Bill".' in said


def test_a_stage_that_staff_entered_is_taken_up_and_its_days_follow_parliament(service: Service, bill: Bill) -> None:
    mine = BillStage.objects.create(
        bill=bill, kind=StageKind.SECOND_READING, house=House.COMMONS, is_verified=False, note="Long."
    )
    BillSitting.objects.create(stage=mine, on=date(2025, 10, 19))
    sync(service)
    mine.refresh_from_db()
    assert (mine.parliament_id, mine.is_verified, mine.note) == (700, True, "Long.")
    assert days(StageKind.SECOND_READING) == [date(2025, 10, 20)]
    service.stages[1][1]["stageSittings"][0]["date"] = "2025-10-27T00:00:00"
    sync(service)
    assert days(StageKind.SECOND_READING) == [date(2025, 10, 27)]


def test_an_act_has_no_field_for_its_day_and_its_last_stage_is_in_neither_house(service: Service, bill: Bill) -> None:
    assent = recorded.stage(ASSENT, "Royal Assent", "2025-12-18", order=20, house="Unassigned")
    service.bills = [recorded.bill(1, is_act=True, current=assent) | {"shortTitle": "Survivors Act 2025"}]
    sync(service)
    bill.refresh_from_db()
    assert (bill.end, bill.ended_on, bill.act) == (BillEnd.ACT, date(2025, 12, 18), "Survivors Act 2025")
    assert bill.title == "Our name for it"
    assert BillStage.objects.get(kind=StageKind.ROYAL_ASSENT).house == ""
    assert days(StageKind.ROYAL_ASSENT) == [date(2025, 12, 18)]


@pytest.mark.parametrize("day", [None, "0001-01-01T00:00:00"])
def test_an_act_whose_day_the_service_does_not_know_is_one_all_the_same(
    day: str | None, service: Service, bill: Bill
) -> None:
    assent = recorded.stage(ASSENT, "Royal Assent", "2025-12-18", order=20, house="Unassigned")
    assent["stageSittings"][0]["date"] = day
    service.bills = [recorded.bill(1, is_act=True, current=assent)]
    sync(service)
    bill.refresh_from_db()
    assert (bill.end, bill.ended_on) == (BillEnd.ACT, None)
    assert days(StageKind.ROYAL_ASSENT) == []


@pytest.mark.parametrize(
    ("told", "end", "day"),
    [
        ({"billWithdrawn": "2025-11-20T10:00:00"}, BillEnd.WITHDRAWN, date(2025, 11, 20)),
        ({"isDefeated": True}, BillEnd.DEFEATED, None),
    ],
)
def test_a_bill_that_was_withdrawn_or_defeated_has_ended(
    told: dict[str, Any], end: BillEnd, day: date | None, service: Service, bill: Bill
) -> None:
    service.bills[0] |= told
    sync(service)
    bill.refresh_from_db()
    assert (bill.end, bill.ended_on) == (end, day)


def test_rounds_of_amendments_keep_parliaments_order_and_royal_assent_comes_last(service: Service, bill: Bill) -> None:
    rounds = [
        recorded.stage(12, "Consideration of Lords amendments", "2025-12-01", order=11) | {"id": 31},
        recorded.stage(13, "Consideration of Commons amendments", "2025-12-02", order=12, house="Lords") | {"id": 32},
        recorded.stage(12, "Consideration of Lords message", "2025-12-03", order=13) | {"id": 33},
    ]
    BillStage.objects.create(bill=bill, kind=StageKind.ROYAL_ASSENT, sort_order=0)
    service.stages[1] += reversed(rounds)
    sync(service)
    last = BillStage.objects.order_by("sort_order").values_list("kind", "house")[3:]
    assert list(last) == [
        (StageKind.AMENDMENTS, House.COMMONS),
        (StageKind.AMENDMENTS, House.LORDS),
        (StageKind.AMENDMENTS, House.COMMONS),
        (StageKind.ROYAL_ASSENT, ""),
    ]


def test_a_dry_run_says_what_would_change_and_changes_nothing(service: Service, bill: Bill) -> None:
    before = picture()
    said = sync(service, "--dry-run")
    assert "Committee stage, House of Commons: 4 November 2025, 6 November 2025" in said
    assert "This was a dry run" in said
    assert picture() == before


@pytest.mark.parametrize("fault", [answers(404), cut_short])
def test_a_bill_whose_answer_fails_keeps_everything_and_the_others_go_on(
    fault: Any, service: Service, bill: Bill
) -> None:
    sync(service)
    before = picture()
    other = Bill.objects.create(title="The other", slug="other", parliament_id=2)
    service.bills.append(recorded.bill(2))
    service.stages[2] = [recorded.stage(1, "1st reading", "2026-01-12", house="Lords") | {"id": 41}]
    service.stages[1][0]["stageSittings"][0]["date"] = "2024-01-01T00:00:00"
    service.fails("/api/v1/Bills/1/Stages", fault)
    with pytest.raises(CommandError, match="1 of 2 bills could not be asked about"):
        sync(service)
    assert [row for row in picture() if row in before] == before
    assert other.stages.get().house == House.LORDS


def test_only_bills_that_go_on_are_asked_about_and_never_an_example(service: Service, bill: Bill) -> None:
    Bill.objects.filter(pk=bill.pk).update(is_illustrative=True)
    assert "Nothing was asked" in sync(service, "--all")
    Bill.objects.filter(pk=bill.pk).update(is_illustrative=False, end=BillEnd.FELL)
    assert "Nothing was asked" in sync(service)
    assert service.asked == []
    assert "Committee stage" in sync(service, "--only=survivors")
    bill.refresh_from_db()
    assert bill.end == BillEnd.FELL
