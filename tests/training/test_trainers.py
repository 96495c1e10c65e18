"""Who teaches for us: accredited until when, how much they taught, and when somebody should see them at work."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.groups import people as cast
from training.enums import CourseKind
from training.models import Award, Course, CourseVersion, Observation
from training.selectors import trainers
from training.services import awards, observations

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 10)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2027-03-10 12:00Z", tick=False):
        yield


@pytest.fixture
def teaching() -> CourseVersion:
    course = factories.course("trainer", kind=CourseKind.TRAINER, validity_months=12)
    factories.course(taught_by=course)
    return factories.course_version(course)


def accredited(teaching: CourseVersion, name: str = "priya", on: date = date(2026, 9, 1)) -> Award:
    return factories.award(cast.person(name), teaching, completed_on=on)


def test_a_trainer_is_whoever_holds_what_courses_are_taught_by(teaching: CourseVersion) -> None:
    accredited(teaching)
    other = factories.course_version(Course.objects.get(slug="awareness"))
    factories.award(cast.person("suzie"), other)
    found = trainers.every(TODAY).get()
    assert (found.name, found.accreditation, found.accredited_until) == ("Priya Teacher", "valid", date(2027, 9, 30))
    assert (found.taught, found.observed_on, found.next_due) == (0, None, date(2027, 9, 1))


def test_next_due_is_a_year_after_they_were_seen_or_the_end_of_the_accreditation(teaching: CourseVersion) -> None:
    accredited(teaching)
    observations.note(trainer=cast.person("priya"), on=date(2026, 3, 5), text="Clear.", by=factories.dele())
    assert trainers.every(TODAY).get().next_due == date(2027, 3, 5)
    observations.note(trainer=cast.person("priya"), on=TODAY, text="Calm.", by=factories.user("other"))
    found = trainers.every(TODAY).get()
    assert (found.observed_on, found.next_due) == (TODAY, date(2027, 9, 30))


def test_a_revoked_accreditation_is_none_and_stays_in_the_list(teaching: CourseVersion) -> None:
    awards.revoke(award=accredited(teaching), reason="They asked for it.", by=None)
    found = trainers.every(TODAY).get()
    assert (found.accreditation, found.accredited_until) == (None, None)


def test_staff_see_them_note_what_they_saw_and_take_the_list_away(teaching: CourseVersion, client: Client) -> None:
    trainer = accredited(teaching).person
    client.force_login(factories.dele())
    assert "Priya Teacher" in client.get(reverse("trainers:index")).content.decode()
    assert "Priya Teacher" not in client.get(reverse("trainers:index") + "?stands=over").content.decode()
    observe = reverse("trainers:observe", args=[trainer.pk])
    assert client.post(observe, {"on": "2027-03-11", "note": "Too early."}).status_code == 422
    assert client.post(observe, {"on": "2027-03-09", "note": "Clear and calm."}).status_code == 302
    assert Observation.objects.filter(by__email="dele@example.org").count() == 1
    assert "Clear and calm." in client.get(reverse("trainers:page", args=[trainer.pk])).content.decode()
    lines = b"".join(client.get(reverse("trainers:index") + "?export=csv")).decode().splitlines()
    assert lines[0] == "Name,Accreditation,Until,Sessions in 12 months,Last seen at work,Next due"
    assert lines[1].startswith("Priya Teacher,valid,2027-09-30,0,2027-03-09,2027-09-30")


def test_only_those_who_may_open_them_and_whoever_is_no_trainer_has_no_page(
    teaching: CourseVersion, client: Client
) -> None:
    trainer = accredited(teaching).person
    client.force_login(factories.member_of("Campaign staff"))
    assert client.get(reverse("trainers:index")).status_code == 302
    assert client.get(reverse("trainers:page", args=[trainer.pk])).status_code == 302
    client.force_login(factories.member_of("Trainers"))
    assert client.get(reverse("trainers:page", args=[trainer.pk])).status_code == 200
    assert client.get(reverse("trainers:page", args=[cast.person("suzie").pk])).status_code == 404


def test_who_is_due_waits_on_the_home_of_staff(teaching: CourseVersion, client: Client) -> None:
    accredited(teaching, on=date(2026, 4, 2))
    client.force_login(factories.dele())
    assert "due to be seen at work" not in client.get("/admin/").content.decode()
    with time_machine.travel("2027-04-03 12:00Z", tick=False):
        client.force_login(factories.user("second", is_staff=True, is_superuser=True))
        assert "1 trainer is due to be seen at work" in client.get("/admin/").content.decode()
