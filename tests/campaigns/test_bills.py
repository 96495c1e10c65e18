"""Where bills stand, as readers and their calendars are told."""

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from campaigns.enums import BillEnd, House, StageKind, StepState
from campaigns.models import Bill, BillSitting, BillStage
from campaigns.selectors import bills
from campaigns.selectors.bills import Tracker
from config.demo import bills as demo
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
COMMONS, LORDS = House.COMMONS, House.LORDS


def a_bill(**fields: object) -> Bill:
    made: Bill = Bill.objects.create(**{"title": "Survivors Bill", "slug": "survivors-bill", **fields})
    return made


def stage(bill: Bill, kind: StageKind, house: str, *days: date, **fields: object) -> BillStage:
    made: BillStage = BillStage.objects.create(
        bill=bill, kind=kind, house=house, sort_order=bill.stages.count(), **fields
    )
    for day in days:
        BillSitting.objects.create(stage=made, on=day)
    return made


def states(tracker: Tracker) -> list[str]:
    steps = [step for track in tracker.tracks for step in track.steps]
    return [str(step.state) for step in (*steps, *tracker.amendments, tracker.assent)]


def opened(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def event_of(content: bytes) -> Any:
    [event] = Calendar.from_ical(content).walk("VEVENT")
    return event


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_the_whole_way_is_shown_in_the_order_in_which_this_bill_goes_it() -> None:
    bill = a_bill(starts_in=LORDS)
    stage(bill, StageKind.FIRST_READING, LORDS, date(2026, 6, 1))
    stage(bill, StageKind.COMMITTEE, LORDS, date(2026, 11, 2), date(2026, 12, 7))
    told = bills.tracker(bill, TODAY)
    assert [track.house for track in told.tracks] == [LORDS, COMMONS]
    assert states(told) == ["done", "done", "now", "next", *["ahead"] * 7]
    assert told.now is not None
    assert told.now.title == "Committee stage, House of Lords"
    assert (told.next_day, told.next_step and told.next_step.kind) == (date(2026, 12, 7), StageKind.COMMITTEE)


def test_a_reading_is_over_the_day_after_and_what_is_dated_today_is_now() -> None:
    bill = a_bill()
    stage(bill, StageKind.SECOND_READING, COMMONS, TODAY)
    assert states(bills.tracker(bill, TODAY))[:3] == ["done", "now", "next"]
    assert states(bills.tracker(bill, TODAY + timedelta(days=1)))[:3] == ["done", "done", "next"]
    assert bills.tracker(bill, TODAY).next_day == TODAY


def test_an_act_has_gone_the_whole_way_whatever_is_not_written_down() -> None:
    bill = a_bill(end=BillEnd.ACT, ended_on=date(2026, 4, 29), act="Survivors Act 2026")
    stage(bill, StageKind.FIRST_READING, COMMONS, date(2025, 2, 25))
    told = bills.tracker(bill, TODAY)
    assert set(states(told)) == {"done"}
    assert told.next_day is None


def test_a_bill_that_fell_stops_where_it_got_to_and_has_nothing_to_come() -> None:
    bill = a_bill(end=BillEnd.FELL)
    stage(bill, StageKind.SECOND_READING, COMMONS, date(2026, 5, 1))
    stage(bill, StageKind.COMMITTEE, COMMONS, TODAY + timedelta(days=9))
    told = bills.tracker(bill, TODAY)
    assert states(told) == ["done", StepState.STOPPED, *[StepState.NOT_REACHED] * 9]
    assert told.next_day is None


def test_each_round_of_amendments_between_the_houses_stands_in_its_order() -> None:
    bill = a_bill()
    stage(bill, StageKind.THIRD_READING, LORDS, date(2026, 11, 1))
    for house, day in ((COMMONS, 10), (LORDS, 12), (COMMONS, 30)):
        stage(bill, StageKind.AMENDMENTS, house, date(2026, 11, day))
    told = bills.tracker(bill, TODAY)
    assert [(step.house, str(step.state)) for step in told.amendments] == [
        (COMMONS, "done"),
        (LORDS, "now"),
        (COMMONS, "next"),
    ]


def test_the_page_says_what_is_done_what_is_now_and_what_each_stage_means(client: Client) -> None:
    bill, today = a_bill(), timezone.localdate()
    stage(bill, StageKind.FIRST_READING, COMMONS, today - timedelta(days=40))
    stage(bill, StageKind.SECOND_READING, COMMONS, today - timedelta(days=20), is_verified=False)
    stage(bill, StageKind.COMMITTEE, COMMONS, today, note="A room upstairs.")
    page = opened(client, bill.get_absolute_url())
    houses = page.select("ol.bill-tracker__parts > li")
    assert [len(house.select("ol > li")) for house in houses] == [5, 5, 0, 1]
    steps = [" ".join(step.get_text(" ").split()) for step in houses[0].select("ol > li")]
    assert steps[0].startswith("First reading Done")
    assert "(unchecked)" in steps[1]
    assert "Now" in steps[2]
    assert "A room upstairs." in steps[2]
    assert "line by line" in steps[2]
    assert [step.find("h4").text for step in page.select("[aria-current=step]")] == ["Committee stage"]  # type: ignore[union-attr]
    assert page.select_one(f'time[datetime="{today}"]') is not None


def test_a_bill_that_nobody_knows_is_not_found(client: Client) -> None:
    assert client.get("/bills/no-such-bill/").status_code == 404
    assert client.get("/bills/no-such-bill/next.ics").status_code == 404


def test_the_next_day_goes_into_a_calendar(client: Client) -> None:
    bill = a_bill(title="Survivors; a Bill, with commas\\", summary="x")
    day = timezone.localdate() + timedelta(days=14)
    stage(bill, StageKind.SECOND_READING, COMMONS, day)
    answer = client.get(f"{bill.get_absolute_url()}next.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    event = event_of(answer.content)
    assert event["SUMMARY"] == "Survivors; a Bill, with commas\\: Second reading, House of Commons"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day, day + timedelta(days=1))
    assert event["URL"].endswith("/bills/survivors-bill/")
    first = event["UID"]
    BillSitting.objects.update(on=day + timedelta(days=3))
    moved = event_of(client.get(f"{bill.get_absolute_url()}next.ics").content)
    assert moved["UID"] == first


def test_without_a_day_to_come_there_is_no_calendar_and_the_page_says_so(client: Client) -> None:
    bill = a_bill()
    stage(bill, StageKind.FIRST_READING, COMMONS, timezone.localdate() - timedelta(days=3))
    assert client.get(f"{bill.get_absolute_url()}next.ics").status_code == 404
    page = opened(client, bill.get_absolute_url())
    assert "No day has been named yet. The next step is: Second reading, House of Commons." in words(page)
    assert not page.select('a[href$="next.ics"]')


def test_an_example_says_so_on_its_page_on_its_card_and_in_the_calendar(client: Client) -> None:
    bill = a_bill(is_illustrative=True)
    stage(bill, StageKind.FIRST_READING, COMMONS, timezone.localdate() + timedelta(days=3))
    page = opened(client, bill.get_absolute_url())
    assert "This bill is made up" in words(page)
    assert page.select_one('meta[name="robots"][content="noindex"]') is not None
    assert "Example, not a real bill" in words(opened(client, "/bills/"))
    event = event_of(client.get(f"{bill.get_absolute_url()}next.ics").content)
    assert event["SUMMARY"].startswith("Example, not a real bill:")


def test_the_list_has_those_that_go_on_first_then_the_others_from_the_oldest(client: Client) -> None:
    assert "We follow no bill just now" in words(opened(client, "/bills/"))
    a_bill(title="Goes on", slug="a")
    a_bill(title="Young Act", slug="b", end=BillEnd.ACT, ended_on=date(2026, 4, 29))
    fallen = a_bill(title="Fallen", slug="c", end=BillEnd.FELL)
    stage(fallen, StageKind.FIRST_READING, LORDS, date(2017, 6, 26))
    a_bill(title="Old Act", slug="d", end=BillEnd.ACT, ended_on=date(2015, 3, 26))
    titles = [link.text for link in opened(client, "/bills/").select("main h3 a")]
    assert titles == ["Goes on", "Old Act", "Fallen", "Young Act"]


def test_a_change_of_a_day_shows_at_once(client: Client) -> None:
    bill = a_bill()
    made = stage(bill, StageKind.FIRST_READING, COMMONS, date(2026, 1, 5))
    assert "5 January 2026" in words(opened(client, bill.get_absolute_url()))
    BillSitting.objects.get(stage=made).delete()
    assert "5 January 2026" not in words(opened(client, bill.get_absolute_url()))


def test_bills_are_in_the_sitemap_and_in_the_search(client: Client) -> None:
    bill = a_bill(act="Survivors Act 2026", summary="Twelve months of support.")
    tree = ElementTree.fromstring(client.get("/bills/sitemap.xml").content)  # noqa: S314  our own
    assert [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")][1].endswith(  # type: ignore[union-attr]
        bill.get_absolute_url()
    )
    assert "/bills/sitemap.xml" in client.get("/robots.txt").content.decode()
    hits = opened(client, "/search/?q=twelve+months&kind=bills")
    assert [link["href"] for link in hits.select("main h2 a, main h3 a")] == [bill.get_absolute_url()]


@pytest.mark.parametrize(
    ("kind", "house"), [(StageKind.ROYAL_ASSENT, COMMONS), (StageKind.REPORT, ""), (StageKind.FIRST_READING, "")]
)
def test_every_stage_but_royal_assent_is_in_a_house(kind: StageKind, house: str) -> None:
    bill = a_bill()
    with pytest.raises(IntegrityError, match="every_stage_but_royal_assent_is_in_a_house"), transaction.atomic():
        stage(bill, kind, house)


def test_a_bill_that_goes_on_has_no_day_of_its_end() -> None:
    with pytest.raises(IntegrityError, match="only_once_it_has_ended"), transaction.atomic():
        a_bill(ended_on=TODAY)


def test_the_demonstrations_history_is_whole_and_its_example_always_has_a_day_to_come() -> None:
    example = demo.make()
    assert bills.tracker(example).next_day is not None
    acts = Bill.objects.filter(end=BillEnd.ACT)
    assert list(acts.order_by("ended_on").values_list("ended_on__year", flat=True)) == [2015, 2022, 2023, 2024, 2026]
    for act in acts:
        told = bills.tracker(act)
        assert told.assent.first == act.ended_on, act
        days = [step.first for track in told.tracks for step in track.steps if step.first]
        assert days == sorted(days), act
    real = BillStage.objects.filter(bill__is_illustrative=False)
    assert not real.filter(is_verified=True, source="").exists()
    assert real.filter(is_verified=False).exists()


def test_staff_write_down_a_bill_with_its_stages_and_days(client: Client) -> None:
    client.force_login(factories.member_of("Campaign staff"))
    form = {
        "title": "Survivors Bill",
        "slug": "survivors-bill",
        "kind": "government",
        "starts_in": "lords",
        "sponsors": "Alex Sample\nBo Sample\n",
        "stages-TOTAL_FORMS": "1",
        "stages-INITIAL_FORMS": "0",
        "stages-0-house": "lords",
        "stages-0-kind": "first_reading",
        "stages-0-ORDER": "1",
        "stages-0-is_verified": "on",
        "stages-0-sittings-TOTAL_FORMS": "1",
        "stages-0-sittings-INITIAL_FORMS": "0",
        "stages-0-sittings-0-on": "2026-12-07",
    }
    assert client.post("/admin/bills/new/", form).status_code == 302
    bill = Bill.objects.get()
    assert bill.sponsor_names == ["Alex Sample", "Bo Sample"]
    assert BillSitting.objects.get().stage.bill == bill
    index = client.get("/admin/bills/").content.decode()
    assert re.search(r"7 December 2026", index)
    wrong = {**form, "slug": "other", "stages-0-house": ""}
    assert "Every stage is in one of the Houses" in client.post("/admin/bills/new/", wrong).content.decode()
