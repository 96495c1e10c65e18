"""A group's year, for everybody: as a page and on paper."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from groups import reviews
from groups.enums import GroupState, Health
from groups.models import Activity, CommunityGroup
from tests.groups import people, planned

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LAST = TODAY.year - 1


@pytest.fixture
def leeds() -> CommunityGroup:
    made = people.group(kind="church")
    people.give(made, "charlie", "leader")
    return made


def did(group: CommunityGroup, on: date, title: str, number: int = 20) -> Activity:
    return Activity.objects.create(
        group=group,
        on=on,
        title=title,
        kind="talk",
        people_reached=number,
        by=people.person("charlie"),
        description="X.",
    )


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_year_that_is_over_says_what_was_done_in_it_and_nothing_else(leeds: CommunityGroup, client: Client) -> None:
    did(leeds, date(LAST, 3, 1), "A talk in March")
    did(leeds, date(LAST, 12, 31), "On the last day")
    did(leeds, date(LAST - 1, 12, 31), "The year before")
    answer = client.get(f"/groups/leeds/year/{LAST}/")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert ("A talk in March" in shown, "On the last day" in shown, "The year before" in shown) == (True, True, False)
    assert "As of" not in shown
    assert f'href="/groups/leeds/year/{LAST}/"' in client.get("/groups/leeds/").content.decode()
    assert not client.cookies


def test_the_current_year_says_as_of_which_day(leeds: CommunityGroup, client: Client) -> None:
    did(leeds, TODAY, "Today")
    words = f"As of {TODAY.day} {TODAY:%B %Y}"
    assert words in client.get(f"/groups/leeds/year/{TODAY.year}/").content.decode()
    pdf = client.get(f"/groups/leeds/year/{TODAY.year}/review.pdf").content
    assert words in text_of(pdf)


@pytest.mark.parametrize("year", [0, 1, TODAY.year - 3, TODAY.year + 1, 9999, 10**30])
def test_a_year_without_anything_is_not_found(year: int, leeds: CommunityGroup, client: Client) -> None:
    did(leeds, date(LAST, 3, 1), "Last year")
    for path in ("", "review.pdf"):
        assert client.get(f"/groups/leeds/year/{year}/{path}").status_code == 404


def test_what_is_only_planned_makes_no_year(leeds: CommunityGroup, client: Client) -> None:
    planned.event(leeds, starts_at=timezone.now() + timedelta(days=400))
    did(leeds, TODAY, "Taken back")
    Activity.objects.update(removed_at=timezone.now())
    for year in (TODAY.year, TODAY.year + 1, TODAY.year + 2):
        assert client.get(f"/groups/leeds/year/{year}/").status_code == 404


def test_on_paper_it_says_the_same_is_accessible_and_names_nobody(leeds: CommunityGroup, client: Client) -> None:
    did(leeds, date(LAST, 3, 1), 'A talk: #set page(fill: red) "quoted"', 1200)
    did(leeds, date(LAST, 5, 2), "A stall in May")
    answer = client.get(f"/groups/leeds/year/{LAST}/review.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    said = text_of(answer.content)
    for words in (f"ACTFORJUSTICE Leeds in {LAST}", "1,220", "people reached", "March", "A stall in May", "#set page"):
        assert words in said
    assert "Charlie" not in said
    assert "Charlie" not in client.get(f"/groups/leeds/year/{LAST}/").content.decode()
    root: Any = PdfReader(io.BytesIO(answer.content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert client.get(f"/groups/leeds/year/{LAST}/review.pdf").content == answer.content


def test_a_full_year_is_cut_after_a_hundred_and_says_so(leeds: CommunityGroup, client: Client) -> None:
    start = date(LAST, 1, 1)
    Activity.objects.bulk_create(
        Activity(group=leeds, on=start + timedelta(days=number), title=f"Talk {number:03}", kind="talk")
        for number in range(130)
    )
    shown = client.get(f"/groups/leeds/year/{LAST}/").content.decode()
    assert (shown.count("done__item"), "only the first hundred" in shown) == (100, True)
    assert "And 30 more." in text_of(client.get(f"/groups/leeds/year/{LAST}/review.pdf").content)


def test_a_small_year_hides_how_many_people_it_reached(leeds: CommunityGroup, client: Client) -> None:
    did(leeds, date(LAST, 3, 1), "A quiet talk", 3)
    review = reviews.of(leeds, LAST)
    assert review is not None
    assert review.impact.people_reached is None
    assert "Under" in text_of(client.get(f"/groups/leeds/year/{LAST}/review.pdf").content)


@pytest.mark.parametrize(
    ("so", "status"),
    [
        ({"health": Health.DORMANT}, 200),
        ({"state": GroupState.CLOSED, "closed_at": timezone.now()}, 200),
        ({"state": GroupState.SUBMITTED}, 404),
        ({"state": GroupState.REJECTED}, 404),
    ],
)
def test_it_is_there_as_long_as_the_groups_page(
    so: dict[str, object], status: int, leeds: CommunityGroup, client: Client
) -> None:
    did(leeds, date(LAST, 3, 1), "A talk")
    CommunityGroup.objects.update(**so)
    answer = client.get(f"/groups/leeds/year/{LAST}/")
    assert answer.status_code == status
    assert client.get(f"/groups/leeds/year/{LAST}/review.pdf").status_code == status
    if status == 200:
        assert 'name="robots" content="noindex' in answer.content.decode()
