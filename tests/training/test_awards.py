"""What is given to whom, once, and what becomes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from groups.services import membership
from mail.models import Delivery
from people import retention
from people.models import Person
from people.services import erasure, merging
from people.services import people as people_service
from tests import factories
from tests.groups import people as cast
from training.enums import Method, Standing
from training.models import Award, CourseVersion, TrainedChange
from training.selectors.validity import facts_of
from training.services import awards
from training.services.awards import Given, NotEligible
from training.validity import standing

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 10)


@pytest.fixture(autouse=True)
def on_a_day(time_machine: Any) -> None:
    time_machine.move_to("2027-03-10 12:00")


@pytest.fixture
def suzie() -> Person:
    return cast.person("suzie")


@pytest.fixture
def version() -> CourseVersion:
    return factories.course_version(factories.course())


def test_an_award_lasts_to_the_end_of_the_month_and_says_where_its_holder_belongs(
    suzie: Person, version: CourseVersion
) -> None:
    leeds = cast.group()
    membership.give(group=leeds, person=suzie, role="member")
    award = factories.award(suzie, version, evidence="Sheet 4")
    assert (award.name, award.issued_on, award.valid_from, award.valid_until) == (
        "Suzie Signer",
        TODAY,
        TODAY,
        date(2030, 3, 31),
    )
    assert (award.group, award.renews, award.evidence) == (leeds, None, "Sheet 4")


def test_the_same_key_gives_the_same_award_and_counts_once(suzie: Person, version: CourseVersion) -> None:
    first = factories.award(suzie, version, key="quiz:7")
    assert factories.award(suzie, version, key="quiz:7", evidence="Other") == first
    assert Award.objects.count() == 1
    assert sorted(TrainedChange.objects.values_list("on", "change")) == [(TODAY, 1), (date(2030, 4, 1), -1)]


def test_renewing_inside_the_window_costs_nothing_and_afterwards_begins_anew(
    suzie: Person, version: CourseVersion
) -> None:
    old = factories.award(suzie, version, completed_on=date(2024, 4, 5))
    assert old.valid_until == date(2027, 4, 30)
    new = factories.award(suzie, version)
    assert (new.renews, new.valid_from, new.valid_until) == (old, date(2027, 5, 1), date(2030, 5, 31))
    assert standing(facts_of(old), date(2027, 4, 30)) == Standing.EXPIRING
    assert standing(facts_of(old), date(2027, 5, 1)) == Standing.SUPERSEDED
    charlie = cast.person("charlie")
    ran_out = factories.award(charlie, version, completed_on=date(2023, 11, 5))
    refreshed = factories.award(charlie, version)
    assert (refreshed.renews, refreshed.valid_from) == (ran_out, TODAY)


def test_what_would_end_sooner_stands_beside_the_longer_one(suzie: Person, version: CourseVersion) -> None:
    old = factories.award(suzie, version, completed_on=date(2026, 1, 5))
    awards.extend(award=old, until=date(2031, 12, 31), reason="A long illness.", by=None)
    assert factories.award(suzie, version).renews is None
    assert standing(facts_of(old), TODAY) == Standing.VALID


def test_prerequisites_are_asked_for_on_the_day_of_completion(suzie: Person, version: CourseVersion) -> None:
    leaders = factories.course("leaders", validity_months=24)
    leaders.prerequisites.add(version.course)
    of_leaders = factories.course_version(leaders)
    with pytest.raises(NotEligible) as caught:
        factories.award(suzie, of_leaders)
    assert caught.value.reasons == ("It needs, valid on that day: Awareness.",)
    factories.award(suzie, version, completed_on=TODAY - timedelta(days=1))
    with pytest.raises(NotEligible):
        factories.award(suzie, of_leaders, completed_on=TODAY - timedelta(days=2))
    assert factories.award(suzie, of_leaders).valid_until == date(2029, 3, 31)


def test_many_are_given_in_the_order_of_completion_and_whoever_is_not_eligible_is_named(
    suzie: Person, version: CourseVersion
) -> None:
    leaders = factories.course("leaders")
    leaders.prerequisites.add(version.course)
    of_leaders = factories.course_version(leaders)
    charlie = cast.person("charlie")

    def row(person: Person, what: CourseVersion, on: date, key: str) -> Given:
        return Given(person=person, version=what, method=Method.IMPORT, completed_on=on, key=key)

    rows = [
        row(suzie, of_leaders, date(2027, 2, 2), "import:1:1"),
        row(suzie, version, date(2027, 2, 1), "import:1:2"),
        row(charlie, of_leaders, date(2027, 2, 2), "import:1:3"),
        row(charlie, version, TODAY + timedelta(days=1), "import:1:4"),
        row(suzie, version, date(2027, 2, 1), "import:1:2"),
    ]
    counts = awards.give_many(rows)
    assert (counts.given, counts.known, sorted(counts.refused)) == (2, 0, ["import:1:3", "import:1:4"])
    again = awards.give_many(rows)
    assert (again.given, again.known, Award.objects.count()) == (0, 2, 2)


def test_revoking_tells_the_holder_once_and_reinstating_makes_it_count_again(
    suzie: Person, version: CourseVersion
) -> None:
    award = factories.award(suzie, version)
    first = awards.revoke(award=award, reason="The session was called off.", by=None)
    assert awards.revoke(award=award, reason="Again.", by=None) == first
    assert standing(facts_of(award), TODAY) == Standing.REVOKED
    assert [each.context["reason"] for each in Delivery.objects.filter(kind="award_revoked")] == [first.reason]
    awards.reinstate(revocation=first, reason="It was held after all.", by=None)
    assert standing(facts_of(award), TODAY) == Standing.VALID
    assert Delivery.objects.filter(kind="award_reinstated").count() == 1
    assert sum(TrainedChange.objects.filter(on__lte=TODAY).values_list("change", flat=True)) == 1


def test_when_a_renewal_is_revoked_the_old_award_is_worth_what_it_was(suzie: Person, version: CourseVersion) -> None:
    old = factories.award(suzie, version, completed_on=date(2025, 1, 5))
    new = factories.award(suzie, version)
    assert (new.renews, standing(facts_of(old), TODAY)) == (old, Standing.SUPERSEDED)
    awards.revoke(award=new, reason="An import of the wrong list.", by=None)
    assert standing(facts_of(old), TODAY) == Standing.VALID
    assert factories.award(suzie, version).renews == old


def test_extensions_count_from_the_day_on_which_they_are_given_and_can_be_undone(
    suzie: Person, version: CourseVersion
) -> None:
    award = factories.award(suzie, version, completed_on=date(2024, 1, 5))
    assert standing(facts_of(award), TODAY) == Standing.GRACE
    with pytest.raises(awards.NotLater):
        awards.extend(award=award, until=date(2027, 1, 31), reason="By mistake.", by=None)
    made = awards.extend(award=award, until=date(2027, 12, 31), reason="No sessions in winter.", by=None)
    assert standing(facts_of(award), TODAY) == Standing.VALID
    assert standing(facts_of(award), TODAY - timedelta(days=1)) == Standing.GRACE
    assert awards.undo_extensions(extensions=[made], reason="There were sessions.", by=None) == 1
    assert awards.undo_extensions(extensions=[made], reason="There were sessions.", by=None) == 0
    assert standing(facts_of(award), TODAY) == Standing.GRACE


@pytest.mark.parametrize("change", [{"valid_until": date(2040, 1, 1)}, {"issued_on": TODAY}, {"key": "other"}])
def test_the_database_refuses_another_award_in_its_place(
    suzie: Person, version: CourseVersion, change: dict[str, Any]
) -> None:
    award = factories.award(suzie, version, completed_on=date(2026, 1, 5))
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(**change)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        TrainedChange.objects.all().delete()


def test_giving_takes_few_statements(suzie: Person, version: CourseVersion, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        awards.give(person=suzie, version=version, method=Method.QUIZ, completed_on=timezone.localdate(), key="quiz:1")


def test_giving_to_many_takes_as_few_statements_as_giving_to_one(
    version: CourseVersion, django_assert_max_num_queries: Any
) -> None:
    people = [people_service.meet(email=f"person-{number}@example.org").person for number in range(40)]
    rows = [
        Given(person=person, version=version, method=Method.IMPORT, completed_on=TODAY, key=f"import:1:{person.pk}")
        for person in people
    ]
    with django_assert_max_num_queries(6):
        assert awards.give_many(rows).given == 40
    assert sorted(TrainedChange.objects.values_list("change", flat=True)) == [-40, 40]


def test_an_award_given_to_a_record_that_was_merged_goes_to_the_one_that_is_kept(
    suzie: Person, version: CourseVersion
) -> None:
    charlie = cast.person("charlie")
    merging.merge(kept=suzie, gone=charlie, by=factories.user("dele"), reason="The same person.")
    assert factories.award(charlie, version).person == suzie


def test_whoever_was_erased_is_given_nothing_and_keeps_what_counts_without_a_name(
    suzie: Person, version: CourseVersion
) -> None:
    award = factories.award(suzie, version, evidence="Suzie's sheet")
    revocation = awards.revoke(award=award, reason="Suzie was not there.", by=None)
    erasure.erase(suzie)
    award.refresh_from_db()
    revocation.refresh_from_db()
    assert (award.name, award.evidence, revocation.reason) == ("", "", "")
    assert (award.issued_on, award.valid_until) == (TODAY, date(2030, 3, 31))
    with pytest.raises(NotEligible, match="erased"):
        factories.award(suzie, version)


def test_names_go_two_years_after_the_end_and_dates_stay(suzie: Person, version: CourseVersion) -> None:
    over = factories.award(suzie, version, completed_on=date(2022, 2, 5))
    held = factories.award(suzie, version, completed_on=date(2022, 3, 5))
    rule = next(rule for rule in retention.registered() if rule.name == "awards-that-ran-out")
    rule.forget(list(rule.due()))
    assert list(Award.objects.filter(name="").values_list("pk", "valid_until")) == [(over.pk, date(2025, 2, 28))]
    assert not rule.due().exists()
    assert Award.objects.get(pk=held.pk).name == "Suzie Signer"
