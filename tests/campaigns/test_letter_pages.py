"""What everybody can read about letters: the list, the page of an action, its count, and the beginning of a letter."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.letter_enums import LetterActionState
from campaigns.models import Election, LetterAction, LetterDraft
from pages import generation, outline
from places.models import Constituency, Postcode
from tests import factories
from tests.campaigns.written import confirmed
from tests.groups import planned

pytestmark = pytest.mark.django_db
PAGE = "/letters/ask-for-a-year/"


@pytest.fixture
def action() -> LetterAction:
    office = factories.office(holder="Alex Sample", holder_since=date(2025, 9, 5), email="office@example.org")
    return factories.letter_action(office, background="Six weeks are too short.")


@pytest.fixture
def to_mps() -> LetterAction:
    return factories.letter_action()


def html(path: str = PAGE, status: int = 200, **sent: Any) -> str:
    caches["pages"].clear()
    answer = Client().post(path, sent) if sent else Client().get(path)
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


def write_letters(action: LetterAction, number: int) -> None:
    for each in range(number):
        confirmed(action, name=f"Suzie Signer {each}", email=f"suzie-{each}@example.org")


def test_the_page_says_what_for_to_whom_and_who_holds_the_post(action: LetterAction) -> None:
    page = html()
    for said in (
        "To have support for survivors last for a year.",
        "Six weeks are too short.",
        "Secretary of State for Examples",
        "Held now by Alex Sample, since 5 September 2025",
        "100 to 400 words",
        "Your MP can help your letter along",
        "What makes a letter count",
        "How it works",
    ):
        assert said in page
    assert f'href="{PAGE}write/"' in page


def test_our_usual_advice_on_the_tone_stands_where_the_action_has_none(action: LetterAction) -> None:
    assert "somebody whom you respect" in html()
    LetterAction.objects.update(tone="Be brief: this office reads a thousand a day.")
    page = html()
    assert "Be brief: this office" in page
    assert "somebody whom you respect" not in page


def test_a_vacant_post_says_that_letters_wait(action: LetterAction) -> None:
    action.offices.update(is_vacant=True)
    assert "Nobody holds this post just now" in html()


@pytest.mark.parametrize(("number", "shown"), [(0, "Under 5"), (4, "Under 5"), (5, ">5</b> letters so far")])
def test_few_letters_are_not_counted_in_public(action: LetterAction, number: int, shown: str) -> None:
    write_letters(action, number)
    assert shown in html()
    said = Client().get(f"{PAGE}count.json").json()
    assert said["count"] == (number if number >= 5 else None)


@pytest.mark.parametrize("state", [LetterActionState.DRAFT, LetterActionState.IN_REVIEW])
def test_what_is_not_published_is_not_there(action: LetterAction, state: LetterActionState) -> None:
    LetterAction.objects.update(state=state, opened_at=None)
    for path in ("", "write/", "count.json", "code/", "send-again/", "check-your-inbox/", "for/leeds/"):
        html(PAGE + path, status=404)
    assert action.title not in html("/letters/")
    assert action.slug not in html("/letters/sitemap.xml")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": "paused"}, "write just now. Please come back soon"),
        ({"state": "closed"}, "This is over"),
        ({"closes_on": date(2026, 1, 1)}, "This is over"),
    ],
)
def test_what_is_over_says_so_and_takes_no_letter(action: LetterAction, fields: dict[str, Any], says: str) -> None:
    LetterAction.objects.update(**fields)
    page = html()
    assert says in page
    assert "Write your letter" not in page
    assert "Begin your letter" not in html(f"{PAGE}write/")
    html(f"{PAGE}write/", points=[action.points.all()[0].pk], language="en")
    assert not LetterDraft.objects.exists()


def test_the_list_has_open_ones_first_and_says_to_whom(action: LetterAction) -> None:
    factories.letter_action(title="An older one", slug="older", state="closed")
    two = (factories.office(post=f"Minister for {name}", salutation="") for name in ("Tests", "Trials"))
    factories.letter_action(*two, title="To two", slug="to-two")
    page = html("/letters/")
    assert page.index("Ask for a year") < page.index("An older one")
    assert "To the Secretary of State for Examples" in page
    assert "To the Minister for Tests and the Minister for Trials" in page
    assert "To your own MP" in page


def test_the_sitemap_names_the_list_and_each_page(action: LetterAction) -> None:
    found = html("/letters/sitemap.xml")
    assert "/letters/</loc>" in found
    assert f"{PAGE}</loc>" in found


def test_without_any_the_list_says_what_else_there_is_to_do() -> None:
    page = html("/letters/")
    assert "There is nothing to write about just now" in page
    assert 'href="/petitions/"' in page


def test_the_list_goes_on_page_after_page() -> None:
    for number in range(21):
        factories.letter_action(title=f"Action {number:02}", slug=f"action-{number}")
    first, second = html("/letters/"), html("/letters/?page=2")
    assert first.count("petition-list__title") == 20
    assert second.count("petition-list__title") == 1
    assert "Page 2 of 2" in html("/letters/?page=999")


def test_a_groups_link_is_named_and_leads_on_to_its_own_form(action: LetterAction) -> None:
    group = planned.leeds()
    page = html(f"{PAGE}for/leeds/")
    assert f"You came by the link of <b>{group.name}</b>" in page
    assert f'href="{PAGE}write/for/leeds/"' in page
    html(f"{PAGE}write/for/leeds/", status=303, points=[action.points.all()[0].pk], language="en")
    assert LetterDraft.objects.get().group == group


def test_a_group_that_is_not_there_leads_to_the_plain_page(action: LetterAction) -> None:
    assert Client().get(f"{PAGE}for/nowhere/").headers["Location"] == PAGE
    assert Client().get(f"{PAGE}write/for/nowhere/").headers["Location"] == f"{PAGE}write/"


@pytest.mark.parametrize(
    ("days", "to_mp", "to_office"),
    [
        (-10, "Once Parliament closes for the election", "An election is near"),
        (-40, "Until it is over, nobody is an MP", "Ministers stay in office"),
    ],
)
def test_before_an_election_the_page_says_what_happens_to_letters(
    action: LetterAction, days: int, to_mp: str, to_office: str
) -> None:
    announced = timezone.localdate() + timedelta(days=days)
    dissolved = announced + timedelta(days=25)
    Election.objects.create(announced_on=announced, dissolved_on=dissolved, polling_on=announced + timedelta(days=60))
    factories.letter_action(slug="to-mps")
    assert to_office in html()
    assert to_mp in html("/letters/to-mps/")
    assert "name no candidate and no party" in html(f"{PAGE}write/")


def test_nothing_is_ticked_before_somebody_ticks_it(action: LetterAction) -> None:
    action.offices.add(factories.office(post="Minister for Tests"))
    page = html(f"{PAGE}write/")
    assert page.count('type="checkbox"') == 4
    assert page.count(" checked") == 1  # the language
    refused = html(f"{PAGE}write/", status=422, language="en")
    for said in ("Choose at least one thing to say", "Choose at least one person to write to"):
        assert said in refused
    assert 'href="#id_points_0"' in refused
    assert not LetterDraft.objects.exists()


def test_more_than_five_points_are_too_many(action: LetterAction) -> None:
    for order in range(3, 8):
        action.points.create(order=order, title=f"Point {order}", text=f"Words {order}.")
    keys = [point.pk for point in action.points.all()]
    assert "Choose five at most" in html(f"{PAGE}write/", status=422, points=keys[:6], language="en")
    html(f"{PAGE}write/", status=303, points=keys[:5], language="en")


def test_points_of_another_action_are_not_taken(action: LetterAction) -> None:
    other = factories.letter_action(slug="other").points.all()[0]
    html(f"{PAGE}write/", status=422, points=[other.pk], language="en")
    assert not LetterDraft.objects.exists()


def test_ones_own_mp_is_found_by_the_postcode(to_mps: LetterAction, leeds_south: Constituency) -> None:
    points = [point.pk for point in to_mps.points.all()]
    assert "Enter your postcode" in html(f"{PAGE}write/", status=422, points=points, language="en")
    html(f"{PAGE}write/", status=303, points=points, language="en", postcode="ls1 4dy")


@pytest.fixture
def leeds_south() -> Constituency:
    seat = Constituency.objects.get(slug="leeds-south")
    Postcode.objects.create(code="LS14DY", constituency=seat, latitude=53.79, longitude=-1.55)
    return seat


def test_an_unknown_postcode_asks_for_the_constituency(to_mps: LetterAction) -> None:
    points = [point.pk for point in to_mps.points.all()]
    given = {"points": points, "language": "en", "postcode": "LS1 4DY"}
    page = html(f"{PAGE}write/", status=422, **given)
    assert '<select id="id_constituency"' in page
    assert 'value="LS1 4DY"' in page
    seat = Constituency.objects.current()[0]
    html(f"{PAGE}write/", status=303, constituency=seat.code, **given)
    assert LetterDraft.objects.count() == 1


@pytest.mark.parametrize("postcode", ["JE2 3AB", "nonsense", "<script>"])
def test_where_no_mp_sits_nobody_is_written_to(to_mps: LetterAction, postcode: str) -> None:
    points = [point.pk for point in to_mps.points.all()]
    page = html(f"{PAGE}write/", status=422, points=points, language="en", postcode=postcode)
    assert "field--wrong" in page
    assert not LetterDraft.objects.exists()


@pytest.mark.parametrize(
    ("path", "most"),
    [("/letters/", 12), (PAGE, 13), (f"{PAGE}write/", 11), (f"{PAGE}count.json", 5), (f"{PAGE}check-your-inbox/", 8)],
)
def test_pages_take_few_queries_however_many_wrote(action: LetterAction, path: str, most: int, settings: Any) -> None:
    write_letters(action, 6)
    for number in range(5):
        factories.letter_action(factories.office(post=f"Minister {number}"), slug=f"action-{number}")
    html(path)
    settings.PAGE_GENERATION_MEMORY = 60
    outline.forget()
    generation.forget()
    with CaptureQueriesContext(connection) as queries:
        html(path)
    generation.forget()
    asked = [query["sql"] for query in queries]
    assert len(asked) <= most, "\n".join(asked)


def test_readers_get_no_cookie_and_the_page_may_be_kept(action: LetterAction) -> None:
    for path in ("/letters/", PAGE, f"{PAGE}write/"):
        answer = Client().get(path)
        assert not answer.cookies
        assert "X-Accel-Expires" in answer.headers


def test_a_campaigns_page_leads_to_what_can_be_written_about_it(action: LetterAction) -> None:
    campaign = factories.campaign()
    LetterAction.objects.update(campaign=campaign)
    assert f'href="{PAGE}"' in html(str(campaign.get_url()))
    LetterAction.objects.update(state=LetterActionState.CLOSED)
    assert f'href="{PAGE}"' not in html(str(campaign.get_url()))


def test_another_site_can_begin_nothing(action: LetterAction) -> None:
    sent = {"points": [action.points.all()[0].pk], "language": "en"}
    answer = Client().post(f"{PAGE}write/", sent, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not LetterDraft.objects.exists()
