"""Finding a session by where, what, how and when."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from groups.models import Event
from groups.services import events
from places.models import Position
from tests import factories
from tests.training import taught
from training.enums import Way, When
from training.models import Session
from training.selectors import sessions
from training.selectors.sessions import Wanted

pytestmark = pytest.mark.django_db
LEEDS, YORK, LONDON = Position(53.80, -1.55), Position(53.96, -1.08), Position(51.51, -0.13)


def at(place: Position, title: str, **fields: Any) -> Session:
    made = taught.session(title=title, **fields)
    Event.objects.filter(pk=made.event_id).update(latitude=place.latitude, longitude=place.longitude)
    return made


def titles(address: str = "/training/sessions/") -> list[str]:
    page = Client().get(address).content.decode()
    return [title for title in ("In Leeds", "In York", "In London", "Online", "Far ahead") if f">{title}</a>" in page]


@pytest.fixture
def four() -> list[Session]:
    return [
        at(YORK, "In York"),
        at(LEEDS, "In Leeds"),
        at(LONDON, "In London", starts_at=timezone.now() + timedelta(days=60)),
        taught.session(title="Online", place="", online="https://meet.example.org/signs"),
    ]


def test_the_nearest_comes_first_and_what_is_too_far_not_at_all(four: list[Session]) -> None:
    found = sessions.near(LEEDS, Wanted())
    assert [each.session.event.title for each in found] == ["In Leeds", "In York"]
    assert found[0].miles == 0
    assert 20 < (found[1].miles or 0) < 30


def test_a_postcode_finds_what_is_near_and_stands_in_no_address(four: list[Session]) -> None:
    answer = Client().post("/training/sessions/", {"postcode": "ls1 4dy"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index(">In Leeds</a>") < page.index(">In York</a>") < page.index("Online, from anywhere")
    assert "no-store" in answer["Cache-Control"]
    assert "session" not in answer.cookies
    assert Client().post("/training/sessions/", {"postcode": "nonsense"}).status_code == 422
    cross = Client().post("/training/sessions/", {"postcode": "LS1 4DY"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert cross.status_code == 403


def test_without_a_postcode_the_choices_go_into_the_address(four: list[Session]) -> None:
    answer = Client().post("/training/sessions/", {"postcode": "", "way": "online", "when": "month", "course": ""})
    assert (answer.status_code, answer["Location"]) == (303, "/training/sessions/?way=online&when=month")
    assert titles(answer["Location"]) == ["Online"]


def test_it_is_narrowed_by_course_way_and_time(four: list[Session]) -> None:
    other = factories.course("advanced", taught_by=taught.awareness().course.taught_by)
    at(LEEDS, "Far ahead", version=factories.course_version(other), starts_at=timezone.now() + timedelta(days=120))
    assert titles("/training/sessions/?course=advanced") == ["Far ahead"]
    assert titles("/training/sessions/?way=here") == ["In Leeds", "In York", "In London", "Far ahead"]
    assert titles("/training/sessions/?when=quarter") == ["In Leeds", "In York", "In London", "Online"]
    assert titles("/training/sessions/?course=no-such&way=x&when=y") == [*titles("/training/sessions/")]
    assert [each.session.event.title for each in sessions.near(LEEDS, Wanted(when=When.MONTH, way=Way.HERE))] == [
        "In Leeds",
        "In York",
    ]


def test_drafts_the_cancelled_the_past_and_those_of_groups_that_are_not_listed_are_not_found() -> None:
    draft = at(LEEDS, "In Leeds")
    Event.objects.update(state="draft")
    cancelled = at(YORK, "In York")
    events.cancel(cancelled.event, because="No heating.")
    taught.move_into_the_past(at(LONDON, "In London"))
    assert titles() == []
    assert draft not in sessions.to_come()
    empty = Client().get("/training/sessions/").content.decode()
    assert all(words in empty for words in ("No session is planned just now", 'href="/training/"', 'href="/groups/"'))


def test_the_catalogue_shows_the_next_three(four: list[Session]) -> None:
    taught.session(title="Far ahead", starts_at=timezone.now() + timedelta(days=90))
    shown = render_to_string("training/next_sessions.html", {"course": None})
    assert [title for title in ("In York", "In Leeds", "Online", "In London", "Far ahead") if title in shown] == [
        "In York",
        "In Leeds",
        "Online",
    ]


def test_ten_sessions_are_listed_in_as_many_questions_as_two() -> None:
    def asked(number: int) -> int:
        """Of an address that nobody asked for yet, by a site that has read its menus."""
        Client().get(f"/training/sessions/?page=1&look={number}")
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"/training/sessions/?page=1&again={number}")
        return len(queries)

    for _ in range(2):
        taught.session()
    few = asked(2)
    for _ in range(8):
        taught.session()
    assert asked(10) <= few
    assert few > 0


def test_the_map_leads_to_each_session_that_has_a_place_and_its_list_names_the_day(four: list[Session]) -> None:
    points = sessions.on_map(Wanted())
    assert [point.name for point in points] == ["In York", "In Leeds", "In London"]
    assert points[2].note == date_format(timezone.localtime(four[2].event.starts_at), "DATE_FORMAT")
    page = Client().get("/training/sessions/").content.decode()
    assert (
        page.count('<circle class="map__dot"') == page.count('<circle class="map__circle"') == 1
    )  # York is near Leeds
    figure = page.split('<figure class="map')[1].split("</figure>")[0]
    assert all(f'<a href="{each.get_absolute_url()}">' in figure for each in four[:3])
    assert four[3].get_absolute_url() not in figure
    assert "meet.example.org" not in page
    assert '<figure class="map' not in Client().get("/training/sessions/?way=online").content.decode()


def test_courses_stand_in_the_header_of_every_page() -> None:
    page = Client().get("/training/sessions/").content.decode()
    menu = page.split('id="main-menu"')[1].split("</ul>")[0]
    assert " ".join(menu.split()).endswith('href="/training/" aria-current="true">Training</a></li>')
    elsewhere = Client().get("/groups/").content.decode().split('id="main-menu"')[1].split("</ul>")[0]
    assert 'href="/training/" >Training</a>' in elsewhere
