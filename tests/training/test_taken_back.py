"""What was taken back, or moved to another record, and is then said again: it counts once, and it counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import Person, User
from people.services import merging
from tests import factories
from tests.groups import people as cast
from tests.groups.sheets import as_csv
from tests.training import quizzing, registers
from training.enums import MarkSource, RowOutcome, Standing
from training.models import Award, Session, TrainedChange
from training.services import attempts, awards, marks, sessions

pytestmark = pytest.mark.django_db
LIST = as_csv(("Suzie", ""), ("Morgan", "morgan@example.org"), headings=("Name", "Email"))
PAST = as_csv(
    ("Suzie Signs", "suzie@example.org", "Spot the signs", "2026-03-02"), headings=("Name", "Email", "Course", "Date")
)


@pytest.fixture
def dele() -> User:
    return factories.user("dele")


@pytest.fixture
def session() -> Session:
    return registers.over(registers.session("Suzie", "Charlie"))


def counting(name: str) -> list[Award]:
    return list(Award.objects.counting_on(timezone.localdate()).filter(person__name=name))


def came(session: Session, name: str) -> None:
    new = registers.mark(registers.booking(session, name), True, timezone.now())
    marks.take(session, [new], source=MarkSource.TRAINER)


def test_whoever_was_on_a_list_that_was_taken_back_and_is_then_marked_is_trained(session: Session, dele: User) -> None:
    registers.undone(registers.noted(LIST, dele, session))
    assert not counting("Suzie")
    came(session, "Suzie")
    closed = sessions.close_register(session, dele)
    assert [award.person.name for award in closed.given] == ["Suzie"]
    assert len(counting("Suzie")) == 1
    assert not counting("Morgan")
    assert sum(TrainedChange.objects.filter(on__lte=timezone.localdate()).values_list("change", flat=True)) == 1
    assert sessions.close_register(session, dele).given == []


def test_a_list_of_who_came_that_was_taken_back_can_be_brought_in_again(session: Session, dele: User) -> None:
    registers.undone(registers.noted(LIST, dele, session))
    again = registers.noted(LIST, dele, session)
    assert [row.outcome for row in registers.rows(again)] == [RowOutcome.DONE, RowOutcome.DONE]
    assert len(counting("Suzie")) == len(counting("Morgan")) == 1
    registers.undone(again)
    assert not counting("Suzie")
    assert not counting("Morgan")


def test_a_list_of_the_past_that_was_taken_back_can_be_brought_in_again(dele: User) -> None:
    factories.course_version(factories.course(title="Spot the signs"))
    registers.undone(registers.noted(PAST, dele))
    registers.noted(PAST, dele)
    assert len(counting("Suzie Signs")) == 1


def test_closing_a_register_never_gives_back_what_staff_revoked(session: Session, dele: User) -> None:
    came(session, "Suzie")
    (award,) = sessions.close_register(session, dele).given
    awards.revoke(award=award, reason="She left after ten minutes.", by=dele)
    assert sessions.close_register(session, dele).given == []
    assert not counting("Suzie")


def test_a_renewal_that_counts_again_keeps_what_it_renewed_from_being_taken_back(dele: User) -> None:
    version = factories.course_version(factories.course(title="Spot the signs"))
    batch = registers.noted(PAST, dele)
    renewal = factories.award(Person.objects.get(name="Suzie Signs"), version)
    assert renewal.renews is not None
    awards.reinstate(revocation=awards.revoke(award=renewal, reason="By mistake.", by=dele), reason="Sorry.", by=dele)
    assert [row.outcome for row in registers.rows(registers.undone(batch))] == [RowOutcome.KEPT]


def test_closing_a_register_again_after_two_records_became_one_gives_nothing_twice(
    session: Session, dele: User
) -> None:
    came(session, "Suzie")
    (award,) = sessions.close_register(session, dele).given
    kept = cast.person("mallory")
    merge = merging.merge(kept=kept, gone=award.person, by=dele, reason="The same person.")
    assert sessions.close_register(session, dele).given == []
    assert Award.objects.get().person == kept
    merging.undo(merge, by=dele)
    assert sessions.close_register(session, dele).given == []


def test_marks_that_come_in_after_the_register_was_closed_bring_the_session_back_to_staff(
    session: Session, dele: User
) -> None:
    came(session, "Suzie")
    assert session in Session.objects.awaiting_register()
    sessions.close_register(session, dele)
    assert session not in Session.objects.awaiting_register()
    came(session, "Charlie")
    assert session in Session.objects.awaiting_register()
    assert [award.person.name for award in sessions.close_register(session, dele).given] == ["Charlie"]
    assert session not in Session.objects.awaiting_register()


def test_revoking_at_once_is_not_put_off_by_a_revocation_of_a_later_day(dele: User) -> None:
    award = factories.award(cast.person("suzie"), factories.course_version(factories.course()))
    today = timezone.localdate()
    awards.revoke(award=award, reason="Their licence ends.", by=dele, on=today + timedelta(days=30))
    assert awards.revoke_many(awards=[award], reason="They cheated.", by=dele) == 1
    assert Award.objects.standing_on(today).get().standing == Standing.REVOKED
    assert awards.revoke_many(awards=[award], reason="They cheated.", by=dele) == 0


def test_an_attempt_begun_with_a_record_that_was_merged_meanwhile_is_of_the_one_that_is_kept(dele: User) -> None:
    version = quizzing.version()
    gone, kept = cast.person("suzie"), cast.person("mallory")
    merging.merge(kept=kept, gone=Person.objects.get(pk=gone.pk), by=dele, reason="The same person.")
    assert gone.merged_into is None
    assert attempts.begin(person=gone, version=version).person == kept
