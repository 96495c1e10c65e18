"""Meeting many people at once comes to what meeting each of them would."""

import pytest

from mail.enums import SuppressionReason
from mail.models import Suppression
from mail.services import suppressions
from people.models import Address, Person, User
from people.services import erasure, meeting, merging, people
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def dele() -> User:
    return factories.dele()


def somebody(name: str) -> Person:
    return people.meet(email=f"{name.lower()}@example.org", name=name).person


def test_whoever_is_known_stays_as_they_are_and_others_are_made_once(dele: User) -> None:
    suzie, charlie, priya = somebody("Suzie"), somebody("Charlie"), somebody("Priya")
    merging.merge(kept=suzie, gone=charlie, by=dele, reason="The same person.")
    named = [
        ("SUZIE@example.org", "Somebody else"),
        ("charlie@example.org", "Charlie"),
        ("morgan@example.org", "Morgan"),
        ("Morgan@Example.org", "Morgan again"),
    ]
    found = meeting.meet_many(named)
    assert found == {
        "suzie@example.org": suzie,
        "charlie@example.org": suzie,
        "morgan@example.org": Person.objects.get(name="Morgan"),
    }
    suzie.refresh_from_db()
    assert suzie.name == "Suzie"
    before = Person.objects.count()
    assert meeting.meet_many(named) == found == {key: people.meet(email=key).person for key in found}
    assert Person.objects.count() == before
    assert priya not in found.values()


def test_an_address_that_was_suppressed_and_forgotten_is_recalled() -> None:
    morgan = somebody("Morgan")
    suppressions.suppress(
        address_id=morgan.address_id, canonical=morgan.address.canonical, reason=SuppressionReason.HARD_BOUNCE
    )
    erasure.forget_if_unused(morgan)
    assert not Address.objects.filter(canonical="morgan@example.org").exists()
    found = meeting.meet_many([("suzie@example.org", "Suzie"), ("morgan@example.org", "Morgan")])
    assert Suppression.objects.get().address_id == found["morgan@example.org"].address_id


def test_many_are_met_in_a_few_questions_and_nobody_in_none(django_assert_max_num_queries: object) -> None:
    named = [(f"person-{number}@example.org", f"Person {number}") for number in range(500)]
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert len(meeting.meet_many(named)) == 500
    assert meeting.meet_many([]) == {}
