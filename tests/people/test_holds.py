import pytest

from people.enums import Access
from people.models import AccessRecord, LegalHold, Person, User
from people.selectors import records
from people.services import desk, erasure, holds, merging, people
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return factories.member_of("Data protection officers")


@pytest.fixture
def suzie() -> Person:
    return people.meet(email="suzie@example.org", name="Suzie Signer").person


def test_nothing_is_erased_while_a_hold_is_in_force(suzie: Person, officer: User) -> None:
    holds.place(person=suzie, reason="A claim in court.", by=officer)
    with pytest.raises(erasure.OnHold):
        desk.erase(person=suzie, by=officer)
    suzie.refresh_from_db()
    assert (suzie.name, suzie.erased_at) == ("Suzie Signer", None)
    assert not AccessRecord.objects.filter(action=Access.ERASED).exists()


def test_a_hold_is_lifted_once_and_then_the_data_may_go(suzie: Person, officer: User) -> None:
    holds.place(person=suzie, reason="A claim in court.", by=officer)
    with pytest.raises(holds.HeldAlready):
        holds.place(person=suzie, reason="Another.", by=officer)
    assert [holds.lift(person=suzie, by=officer) for _ in range(2)] == [True, False]
    desk.erase(person=suzie, by=officer)
    suzie.refresh_from_db()
    assert suzie.name == ""
    logged = AccessRecord.objects.order_by("pk").values_list("action", flat=True)
    assert list(logged) == [Access.HELD, Access.RELEASED, Access.ERASED]


def test_a_hold_on_a_record_that_was_merged_keeps_the_whole_person(suzie: Person, officer: User) -> None:
    other = people.meet(email="suzie@work.example.org", name="S. Signer").person
    for person in (suzie, other):
        holds.place(person=person, reason="A claim in court.", by=officer)
    merging.merge(kept=suzie, gone=other, by=officer, reason="The same")
    assert LegalHold.objects.in_force().filter(person=other).exists()  # the second stays where it is
    holds.lift(person=suzie, by=officer)
    with pytest.raises(erasure.OnHold):
        desk.erase(person=suzie, by=officer)
    suzie.refresh_from_db()
    assert suzie.name == "Suzie Signer"


def test_a_hold_on_a_person_keeps_the_records_that_were_merged_into_theirs(suzie: Person, officer: User) -> None:
    other = people.meet(email="suzie@work.example.org", name="S. Signer").person
    merging.merge(kept=suzie, gone=other, by=officer, reason="The same")
    holds.place(person=suzie, reason="A claim in court.", by=officer)
    other.refresh_from_db()
    assert records.hold_on(other) is not None
    with pytest.raises(erasure.OnHold):
        erasure.erase(other)


def test_what_an_officer_does_to_a_record_that_is_gone_meanwhile_is_refused(suzie: Person, officer: User) -> None:
    other = people.meet(email="suzie@work.example.org", name="S. Signer").person
    merging.merge(kept=suzie, gone=other, by=officer, reason="The same")
    before = AccessRecord.objects.count()
    for attempt in (
        lambda: holds.place(person=other, reason="Late.", by=officer),
        lambda: desk.correct_name(person=other, name="Late", by=officer),
        lambda: desk.record_objection(person=other, by=officer),
    ):
        with pytest.raises(Person.DoesNotExist):
            attempt()
    assert (LegalHold.objects.count(), AccessRecord.objects.count()) == (0, before)
