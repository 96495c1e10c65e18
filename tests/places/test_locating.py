from datetime import date

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from places import postcodes
from places.enums import Outcome
from places.models import Constituency, Outcode, Position, Postcode
from places.selectors import places

pytestmark = pytest.mark.django_db


def leeds_south() -> Constituency:
    return Constituency.objects.get(slug="leeds-south")


def hold(code: str, **fields: object) -> Postcode:
    row = {"latitude": 53.79, "longitude": -1.55, "constituency": leeds_south(), **fields}
    return Postcode.objects.create(code=code, **row)


@pytest.mark.parametrize("typed", ["LS11 5AA", "ls115aa", " L S 1 1 5 A A ", "ls11-5aa", "Ls11 5aA."])
def test_a_postcode_is_found_however_it_is_typed(typed: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    hold("LS115AA")
    with django_assert_num_queries(1):
        place = places.locate(postcode=typed)
        assert place.constituency
        assert place.constituency.place == "Yorkshire and The Humber"
    assert (place.outcome, place.postcode) == (Outcome.FOUND, "LS11 5AA")
    assert (place.position, place.constituency, place.hint) == (Position(53.79, -1.55), leeds_south(), "")


def test_one_that_ended_says_when_and_where_it_was() -> None:
    hold("LS115AA", terminated_on=date(2019, 6, 1))
    place = places.locate(postcode="LS11 5AA")
    assert (place.outcome, place.terminated_on) == (Outcome.TERMINATED, date(2019, 6, 1))
    assert place.constituency == leeds_south()
    assert place.hint == "LS11 5AA is no longer in use: it ended in June 2019."


def test_one_that_is_in_no_table_has_the_middle_of_its_outcode_and_no_constituency() -> None:
    hold("LS115AA")
    place = places.locate(postcode="LS1 5ZZ")
    assert place.outcome == Outcome.UNKNOWN
    assert place.position == Outcode.objects.get(code="LS1").position
    assert place.constituency is None
    assert place.may_choose


def test_one_whose_outcode_is_not_known_either_has_no_position() -> None:
    place = places.locate(postcode="LS99 5ZZ")
    assert (place.outcome, place.position, place.constituency) == (Outcome.UNKNOWN, None, None)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("LSO 4DY", "Did you mean LS0 4DY?"),
        ("LS1 4D", "Enter a postcode in the right shape"),
        ("", "Enter a full UK postcode"),
        ("ZZ99 9ZZ", "No postcode begins with ZZ."),
        ("Leeds", "Enter a postcode in the right shape"),
        ("10115 Berlin", "Enter a full UK postcode"),
    ],
)
def test_what_is_no_postcode_gets_a_hint_and_nothing_else(typed: str, hint: str) -> None:
    place = places.locate(postcode=typed)
    assert (place.outcome, place.position, place.constituency) == (Outcome.MALFORMED, None, None)
    assert hint in place.hint
    assert not place.may_choose


@pytest.mark.parametrize("typed", ["JE2 3AB", "GY1 1AA", "IM1 1AA"])
def test_the_crown_dependencies_have_no_constituency_to_choose(typed: str) -> None:
    place = places.locate(postcode=typed)
    assert (place.outcome, place.may_choose) == (Outcome.NO_GEOGRAPHY, False)
    assert "its own parliament" in place.hint


def test_northern_ireland_is_said_to_need_a_licence_until_its_postcodes_are_held() -> None:
    place = places.locate(postcode="BT1 1AA")
    assert (place.outcome, place.may_choose) == (Outcome.NO_GEOGRAPHY, True)
    assert "need a licence of their own" in place.hint
    Outcode.objects.update_or_create(code="BT2", defaults={"latitude": 54.6, "longitude": -5.9, "postcodes": 12})
    assert places.locate(postcode="BT1 1AA").outcome == Outcome.UNKNOWN


def test_one_that_is_held_without_a_place_is_no_place() -> None:
    hold("LS988AA", latitude=None, longitude=None, constituency=None)
    place = places.locate(postcode="LS98 8AA")
    assert (place.outcome, place.position, place.constituency) == (Outcome.NO_GEOGRAPHY, None, None)


def test_one_that_is_held_with_its_position_alone_is_found_and_its_constituency_is_to_be_chosen() -> None:
    hold("LS115AA", constituency=None)
    place = places.locate(postcode="LS11 5AA")
    assert (place.outcome, place.constituency, place.may_choose) == (Outcome.FOUND, None, True)
    assert place.position == Position(53.79, -1.55)


def test_one_in_a_constituency_that_ended_is_found_and_its_constituency_is_to_be_chosen() -> None:
    hold("LS115AA")
    Constituency.objects.filter(pk=leeds_south().pk).update(valid_to=date(2029, 1, 1))
    place = places.locate(postcode="LS11 5AA")
    assert (place.outcome, place.constituency, place.may_choose) == (Outcome.FOUND, None, True)


def test_the_areas_are_those_of_the_embedded_outcodes_and_as_many_as_royal_mail_has() -> None:
    crown = len(postcodes.CROWN_DEPENDENCIES)
    assert len(postcodes.AREAS) + crown == 124
    assert {postcodes.area(code) for code in Outcode.objects.values_list("code", flat=True)} <= postcodes.AREAS


class AnyText(TestCase):
    @given(st.text(max_size=12))
    @hypothesis_settings(max_examples=200, deadline=None)
    def test_whatever_is_typed_gets_an_answer_and_no_seat_that_was_not_looked_up(self, typed: str) -> None:
        place = places.locate(postcode=typed)
        assert place.outcome in Outcome.values
        assert place.constituency is None


def test_nothing_about_a_postcode_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        places.locate(postcode="LS11 5AA")
    logged = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert logged == [], settings.LOGGING
