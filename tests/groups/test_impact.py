"""What a group achieved, as everybody may see it: no small number, and nothing that would give one away."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from campaigns import group_blocks
from campaigns.enums import PaperState
from campaigns.models import GroupTotal, PaperBatch, Petition, PetitionTotal
from campaigns.selectors import of_group
from groups import blocks, reviews
from groups.blocks import Figure
from groups.models import Activity, CommunityGroup, Event
from groups.selectors import activities, impact
from pages import generation
from tests import factories
from tests.campaigns import folded
from tests.groups import people, planned

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def leeds() -> CommunityGroup:
    return people.group()


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def only() -> Iterator[list[blocks.Block]]:
    """The blocks that are registered: none but those that a test puts there."""
    with mock.patch.object(blocks, "_blocks", list[blocks.Block]()) as held:
        yield held


def did(group: CommunityGroup, on: date, people_reached: int = 0, **fields: object) -> Activity:
    values = {"kind": "stall", "title": f"On {on}", "people_reached": people_reached, **fields}
    return Activity.objects.create(group=group, on=on, **values)


def held(group: CommunityGroup, at: datetime, **fields: object) -> Event:
    made = planned.event(group, title=f"At {at}")
    Event.objects.filter(pk=made.pk).update(starts_at=at, ends_at=at + timedelta(hours=2), **fields)
    return made


def shown(client: Client, path: str = "/groups/leeds/") -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def facts(page: BeautifulSoup) -> dict[str, str]:
    pairs = [(each.select_one(".fact__sentence"), each.select_one(".fact__value")) for each in page.select(".fact")]
    return {sentence.text: " ".join(value.text.split()) for sentence, value in pairs if sentence and value}


def test_its_page_adds_up_what_the_group_did_and_says_whose_word_it_is(leeds: CommunityGroup, client: Client) -> None:
    today = timezone.localdate()
    did(leeds, today, 1200)
    did(leeds, today - timedelta(days=400), 34)
    did(leeds, today, 999, removed_at=timezone.now())
    held(leeds, timezone.now() - timedelta(days=3))
    held(leeds, timezone.now() - timedelta(days=4), state="cancelled")
    planned.event(leeds, title="To come")
    page = shown(client)
    assert facts(page) == {"activities": "2", "event held": "1", "people reached": "1,234"}
    assert "As the group itself tells us." in page.text


def test_a_group_that_did_nothing_yet_has_no_empty_panel(leeds: CommunityGroup, client: Client) -> None:
    page = shown(client)
    assert not page.select("#impact, .fact, .chart")


def test_few_people_are_hidden_in_all_and_in_each_year(leeds: CommunityGroup, only: list[blocks.Block]) -> None:
    did(leeds, date(2024, 3, 1), 4)
    assert {year: each.people_reached for year, each in impact.by_year(leeds).items()} == {None: None, 2024: None}
    did(leeds, date(2025, 3, 1), 40)
    did(leeds, date(2023, 3, 1), 20)
    found = {year: each.people_reached for year, each in impact.by_year(leeds).items()}
    assert found == {None: 64, 2025: 40, 2024: None, 2023: None}


def test_the_chart_has_a_column_for_each_of_twelve_months_and_the_same_as_a_table(
    leeds: CommunityGroup, client: Client
) -> None:
    today = timezone.localdate()
    for _ in range(3):
        did(leeds, today)
    months = reviews.lately(leeds)
    assert (len(months), months[-1]) == (12, (today.replace(day=1), 3))
    assert [number for _, number in months[:-1]] == [0] * 11
    page = shown(client)
    assert page.select_one(".chart svg title")
    assert [cell.text for cell in page.select(".chart tbody td")][-1] == "3"
    did(leeds, today - timedelta(days=800))
    assert sum(number for _, number in reviews.lately(leeds)) == 3


def test_months_go_on_over_the_turn_of_a_year() -> None:
    found = activities.months(date(2025, 11, 30), date(2026, 2, 1))
    assert found == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_two_activities_make_no_chart(leeds: CommunityGroup) -> None:
    for _ in range(2):
        did(leeds, timezone.localdate())
    assert reviews.chart(reviews.lately(leeds)) is None


def test_an_event_on_new_years_eve_belongs_to_the_year_in_which_it_began_here(
    leeds: CommunityGroup, only: list[blocks.Block]
) -> None:
    held(leeds, datetime(2025, 1, 1, 0, 15, tzinfo=LONDON))
    held(leeds, datetime(2024, 7, 1, 0, 15, tzinfo=LONDON))
    found = {year: each.events for year, each in impact.by_year(leeds).items()}
    assert found == {None: 2, 2025: 1, 2024: 1}


def test_figures_of_other_apps_stand_in_their_order_and_noughts_are_left_out(
    leeds: CommunityGroup, only: list[blocks.Block]
) -> None:
    later = blocks.Block("Later", lambda group: {None: [Figure("letters", None), Figure("awards", 0)]}, order=20)
    first = blocks.Block("First", lambda group: {None: [Figure("signatures", 7)], 2025: [Figure("signatures", 7)]})
    only.extend([later, blocks.Block("Early", first.figures, order=10)])
    found = impact.by_year(leeds)
    assert [each.label for each in found[None].figures] == ["signatures", "letters"]
    assert reviews.years(found) == [2025]
    assert reviews.figures(found[None])[1] == {"value": "Under 5", "unit": "or hidden", "label": "letters"}


def by_link(petition: Petition, total: int, **counts: int) -> None:
    """So many signatures in all, and by the link of each group."""
    PetitionTotal.objects.update_or_create(petition=petition, defaults={"counted": total})
    for slug, counted in counts.items():
        group = CommunityGroup.objects.get(slug=slug)
        GroupTotal.objects.update_or_create(petition=petition, group=group, defaults={"counted": counted})
    generation.count()


def test_signatures_by_its_link_are_shown_as_far_as_the_petitions_page_shows_them(
    leeds: CommunityGroup, petition: Petition, client: Client
) -> None:
    people.group("York")
    by_link(petition, 100, leeds=40, york=3)
    assert facts(shown(client))["signatures by its link"] == "40"
    assert facts(shown(client, "/groups/york/"))["signatures by its link"] == "Under 5 or hidden"
    other = factories.petition(slug="another", title="Another")
    by_link(other, 43, leeds=40, york=3)  # less the 40 the others were 3
    assert of_group.by_petition(leeds) == {petition.pk: 40, other.pk: None}
    assert facts(shown(client))["signatures by its link"] == "40"


def test_its_page_follows_when_counts_are_folded(leeds: CommunityGroup, petition: Petition, client: Client) -> None:
    by_link(petition, 100, leeds=40)
    assert facts(shown(client))["signatures by its link"] == "40"
    by_link(petition, 110, leeds=50)
    assert facts(shown(client))["signatures by its link"] == "50"


def test_the_years_of_its_signatures_hide_what_would_give_a_small_one_away(
    leeds: CommunityGroup, petition: Petition
) -> None:
    for year, number in ((2024, 3), (2025, 20), (2026, 30)):
        at = datetime(year, 6, 1, tzinfo=LONDON)
        for _ in range(number):
            folded.confirmed(petition, "Somebody", group=leeds, confirmed_at=at)
    by_link(petition, 200, leeds=53)
    assert of_group.by_link(leeds) == {None: 53, 2024: None, 2025: None, 2026: 30}
    by_link(petition, 55, leeds=53)  # now its page hides the group altogether
    assert set(of_group.by_link(leeds).values()) == {None}


def on_paper(petition: Petition, group: CommunityGroup | None, number: int, overlap: int = 0, **fields: object) -> None:
    at = datetime(2025, 6, 1, tzinfo=LONDON)
    values = {"state": PaperState.APPROVED, "checked_at": at, "sampled": 1, **fields}
    PaperBatch.objects.create(petition=petition, group=group, number=number, overlap=overlap, **values)


def test_paper_counts_once_it_is_approved_and_without_those_who_signed_online_too(
    leeds: CommunityGroup, petition: Petition
) -> None:
    on_paper(petition, leeds, 30, 6)
    on_paper(petition, None, 50)
    on_paper(petition, leeds, 500, state=PaperState.ENTERED, checked_at=None)
    assert of_group.on_paper(leeds) == {None: 24, 2025: 24}
    found = group_blocks.figures(leeds)
    assert found == {None: [Figure("signatures on paper", 24)], 2025: [Figure("signatures on paper", 24)]}


def test_a_few_on_paper_are_hidden_and_so_is_the_group_that_the_total_would_tell_them_from(
    leeds: CommunityGroup, petition: Petition
) -> None:
    york = people.group("York")
    on_paper(petition, leeds, 24)
    on_paper(petition, york, 4)
    assert of_group.on_paper(york) == {None: None, 2025: None}
    assert of_group.on_paper(leeds) == {None: None, 2025: None}
    on_paper(petition, None, 100)
    assert of_group.on_paper(leeds) == {None: 24, 2025: 24}


def test_sums_are_of_what_is_shown_and_hidden_where_all_is() -> None:
    assert of_group.together([{None: None, 2024: None}, {None: 7, 2025: 7}]) == {None: 7, 2024: None, 2025: 7}
    assert of_group.together([{None: 7}, {None: 8}, {None: None}]) == {None: 15}
    assert of_group.together([]) == {}
