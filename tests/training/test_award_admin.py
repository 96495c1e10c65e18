"""What staff see of awards, and do about them."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from people.models import AccessRecord, Person
from tests import factories
from tests.groups import people as cast
from training.models import Award, CourseExtension, CourseVersion, Revocation

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 10)


@pytest.fixture(autouse=True)
def on_a_day(time_machine: Any) -> None:
    time_machine.move_to("2027-03-10 12:00")


def signed_in(group: str) -> Client:
    client = Client()
    client.force_login(factories.member_of(group))
    return client


@pytest.fixture
def trainer() -> Any:
    return signed_in("Trainers")


@pytest.fixture
def version() -> CourseVersion:
    return factories.course_version(factories.course())


@pytest.fixture
def suzie() -> Person:
    return cast.person("suzie")


def names(client: Client, **filters: str) -> list[str]:
    page = client.get(reverse("training_awards:index"), filters)
    assert page.status_code == 200
    return [row.name for row in page.context["object_list"]]


def test_the_list_says_how_awards_stand_on_any_day(trainer: Any, version: CourseVersion, suzie: Person) -> None:
    factories.award(suzie, version, completed_on=date(2024, 1, 5))
    factories.award(cast.person("charlie"), version)
    assert names(trainer, standing="grace") == ["Suzie Signer"]
    assert names(trainer, standing="valid") == ["Charlie Leader"]
    assert names(trainer, standing="valid", on="2026-03-10") == ["Suzie Signer"]
    assert names(trainer, standing="upcoming", on="2026-03-10") == ["Charlie Leader"]
    assert names(trainer, q="suzie") == ["Suzie Signer"]
    assert set(names(trainer, on="nonsense")) == {"Suzie Signer", "Charlie Leader"}


def test_a_list_is_read_in_a_bounded_number_of_statements(
    trainer: Any, version: CourseVersion, django_assert_max_num_queries: Any
) -> None:
    for name in ("suzie", "charlie", "priya", "morgan"):
        factories.award(cast.person(name), version)
    with django_assert_max_num_queries(30):
        assert len(names(trainer)) == 4


def test_an_award_given_by_hand_renews_and_is_shown_with_its_history(
    trainer: Any, version: CourseVersion, suzie: Person
) -> None:
    old = factories.award(suzie, version, completed_on=date(2024, 4, 5))
    form = {
        "email": "suzie@example.org",
        "name": "Sue",
        "version": version.pk,
        "completed_on": "2027-03-09",
        "evidence": "The register of 9 March.",
    }
    answer = trainer.post(reverse("training_awards:give"), form)
    new = Award.objects.get(renews=old)
    assert answer.url == reverse("training_awards:page", args=[new.pk])
    assert (new.name, new.valid_from, new.method) == ("Sue", date(2027, 5, 1), "staff")
    page = trainer.get(answer.url).content.decode()
    assert "The register of 9 March." in page
    assert "Renewed from 1 May 2027" in trainer.get(reverse("training_awards:page", args=[old.pk])).content.decode()


def test_what_is_missing_for_an_award_is_said_and_nothing_is_given(
    trainer: Any, version: CourseVersion, suzie: Person
) -> None:
    leaders = factories.course("leaders")
    leaders.prerequisites.add(version.course)
    form = {
        "email": "suzie@example.org",
        "name": "Suzie",
        "version": factories.course_version(leaders).pk,
        "completed_on": "2027-03-09",
        "evidence": "The register.",
    }
    answer = trainer.post(reverse("training_awards:give"), form)
    assert answer.status_code == 422
    assert "It needs, valid on that day: Awareness." in answer.content.decode()
    later = trainer.post(reverse("training_awards:give"), {**form, "completed_on": "2027-03-11"})
    assert "This day is still to come." in later.content.decode()
    assert not Award.objects.exists()


def test_extending_revoking_and_taking_either_back_need_a_reason(
    trainer: Any, version: CourseVersion, suzie: Person
) -> None:
    award = factories.award(suzie, version)
    page, extend = (reverse(f"training_awards:{name}", args=[award.pk]) for name in ("page", "extend"))
    assert trainer.post(extend, {"until": "2031-01-31", "reason": ""}).status_code == 422
    assert trainer.post(extend, {"until": "2030-01-31", "reason": "No sessions."}).status_code == 422
    assert trainer.post(extend, {"until": "2031-01-31", "reason": "No sessions."}).url == page
    undo = reverse("training_awards:undo_extension", args=[award.extensions.get().pk])
    assert undo in trainer.get(page).content.decode()
    assert trainer.post(undo, {"reason": "There were sessions."}).url == page
    assert undo not in trainer.get(page).content.decode()
    trainer.post(reverse("training_awards:revoke", args=[award.pk]), {"reason": "Called off."})
    reinstate = reverse("training_awards:reinstate", args=[award.revocations.get().pk])
    shown = trainer.get(page).content.decode()
    assert reinstate in shown
    assert "<strong>Revoked</strong>" in shown
    trainer.post(reinstate, {"reason": "It was held."})
    assert "<strong>Valid</strong>" in trainer.get(page).content.decode()


def test_a_whole_course_is_extended_after_a_preview_and_undone(
    trainer: Any, version: CourseVersion, suzie: Person
) -> None:
    soon, over = date(2024, 4, 5), date(2022, 1, 5)
    held = factories.award(suzie, version, completed_on=soon)
    factories.award(cast.person("charlie"), version, completed_on=over)
    factories.award(cast.person("priya"), version)
    url, form = reverse("training_awards:extend_all"), {"course": version.course.pk, "until": "2027-12-31"}
    asked = trainer.post(url, {**form, "reason": "No hall is open."})
    assert asked.status_code == 422
    assert "This would extend 1 person&#x27;s award" in asked.content.decode()
    assert not CourseExtension.objects.exists()
    done = trainer.post(url, {**form, "reason": "No hall is open.", "expected": "1"})
    assert done.url == reverse("training_awards:extensions")
    assert [each.award for each in CourseExtension.objects.get().extensions.all()] == [held]
    assert trainer.post(url, {**form, "reason": "Once more.", "expected": "0"}).status_code == 422
    undo = reverse("training_awards:undo_all", args=[CourseExtension.objects.get().pk])
    assert undo in trainer.get(reverse("training_awards:extensions")).content.decode()
    trainer.post(undo, {"reason": "Halls are open."})
    assert undo not in trainer.get(reverse("training_awards:extensions")).content.decode()
    assert Award.objects.standing_on(TODAY).get(pk=held.pk).end == held.valid_until


def test_the_list_is_taken_away_with_formulas_defused_and_a_note_of_who_took_it(
    trainer: Any, version: CourseVersion, suzie: Person
) -> None:
    factories.award(suzie, version, evidence="=1+1")
    url = reverse("training_awards:index")
    answer = trainer.get(url, {"export": "csv"})
    [row] = csv.DictReader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines())
    assert (row["Name"], row["Email"], row["Last day"]) == ("Suzie Signer", "suzie@example.org", "2030-03-31")
    assert row["Evidence"] == "'=1+1"
    book = load_workbook(io.BytesIO(b"".join(trainer.get(url, {"export": "xlsx"}).streaming_content)))
    assert [cell.value for cell in book["Awards"][2]][:4] == [
        "Suzie Signer",
        "suzie@example.org",
        "Awareness",
        "2027-03-10",
    ]
    assert AccessRecord.objects.filter(reason__startswith="list of awards").count() == 2


def test_approvers_look_on_and_nobody_else_sees_names(version: CourseVersion, suzie: Person) -> None:
    award = factories.award(suzie, version)
    looked_at = [reverse("training_awards:page", args=[award.pk]), reverse("training_awards:extensions")]
    steps = [
        reverse("training_awards:give"),
        reverse("training_awards:extend_all"),
        *(reverse(f"training_awards:{name}", args=[award.pk]) for name in ("extend", "revoke")),
    ]
    approver = signed_in("Approvers")
    page = approver.get(looked_at[0])
    assert page.status_code == 200
    assert reverse("training_awards:revoke", args=[award.pk]) not in page.content.decode()
    assert names(approver) == ["Suzie Signer"]
    refused = [approver.post(url, {"reason": "No"}).status_code for url in steps]
    assert refused == [302] * len(steps)
    assert approver.get(reverse("training_awards:index"), {"export": "csv"}).status_code == 302
    editor = signed_in("Editors")
    assert [editor.get(url).status_code for url in [*looked_at, *steps]] == [302] * (len(looked_at) + len(steps))
    assert Revocation.objects.count() == 0


def test_somebody_sees_their_own_training_and_where_it_can_be_renewed(version: CourseVersion, suzie: Person) -> None:
    url = reverse("training_mine")
    assert Client().get(url).headers["Location"] == reverse("your_data")
    suzies = Client()
    suzies.force_login(factories.user("suzie", person=suzie))
    assert "Nothing yet." in suzies.get(url).content.decode()
    factories.award(suzie, version, completed_on=TODAY - timedelta(days=36 * 30))
    factories.award(cast.person("charlie"), factories.course_version(factories.course("leaders")))
    page = suzies.get(url).content.decode()
    assert "Runs out soon" in page
    assert reverse("training_quiz_start", args=["awareness"]) in page
    assert "Leaders" not in page
    assert "no-store" in suzies.get(url).headers["Cache-Control"]
