"""What somebody could learn, or bring about, who is not meant to: strangers, leaders and trainers who try."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import Person
from people.services import erasure
from places import disclosure, layers
from places.models import Constituency
from tests import factories
from tests.groups import people as cast
from tests.groups.sheets import as_csv
from tests.training import registers, taught
from tests.training.registers import html
from training import codes, families
from training.enums import MarkSource
from training.models import Award, CoveredChange, ImportRow, Mark, Session, TrainingLog
from training.selectors import coverage
from training.services import awards, marks
from training.views import here

pytestmark = pytest.mark.django_db
REPORT = "There is a girl locked in the flat above the shop, she is crying and they took her passport"


def with_code(session: Session, code: str) -> str:
    return reverse("training_here_with_code", args=[session.pk, code])


def wrong_code(session: Session) -> str:
    right = int(codes.now(session.code_secret, timezone.now()))
    return f"{(right + 500_000) % 1_000_000:06}"


def test_codes_can_not_be_guessed_by_opening_addresses(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    session = registers.session("Suzie")
    monkeypatch.setattr(here, "FROM_A_MACHINE", 3)
    statuses = [client.get(with_code(session, wrong_code(session))).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = client.get(with_code(session, codes.now(session.code_secret, timezone.now())))
    assert answer.status_code == 429
    assert 'name="ticket" value' not in html(answer)
    assert client.get(reverse("training_here", args=[session.pk])).status_code == 200


def test_a_leader_learns_nothing_of_somebody_whose_address_they_type(client: Client) -> None:
    """A course that needs another would tell whether its owner holds that, and their name."""
    leeds = cast.group()
    first = factories.course_version(factories.course())
    further = factories.course_version(factories.course("further"))
    further.course.prerequisites.add(first.course)
    factories.award(cast.person("suzie"), first, completed_on=timezone.localdate() - timedelta(days=9))
    charlie, answers = cast.leading(leeds), []
    for email in ("suzie@example.org", "mallory@example.org"):
        sent = {
            "key": str(uuid.uuid4()),
            "course": str(further.course_id),
            "on": str(timezone.localdate()),
            "evidence": "We keep the list that everybody signed.",
            "others": f"Any Name, {email}",
            "is_agreed": "1",
        }
        answers.append(charlie.post(reverse("training_log_new", args=["leeds"]), sent))
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "only people of your group" in html(answers[0])
    assert "Suzie Signer" not in html(answers[0])
    assert not TrainingLog.objects.exists()


def test_a_trainer_learns_no_name_from_an_address_that_they_add(client: Client) -> None:
    cast.person("suzie")
    first = factories.course_version(factories.course())
    further = factories.course_version(factories.course("further"))
    further.course.prerequisites.add(first.course)
    priya = registers.trainer()
    session = registers.over(registers.session(teacher=priya.person, version=further))
    marks.take(session, [registers.walk_in("Somebody", "suzie@example.org")], source=MarkSource.TRAINER)
    client.force_login(priya)
    answer = client.post(reverse("training_session_close", args=[session.pk]), follow=True)
    assert "Somebody has none yet." in html(answer)
    assert "Suzie Signer" not in html(answer)


@pytest.mark.parametrize("name", [REPORT, "See https://bad.example now", "=HYPERLINK(1)", "<b>Suzie</b>"])
def test_a_device_can_not_send_as_a_name_what_is_none(client: Client, name: str) -> None:
    priya = registers.trainer()
    session = registers.session(teacher=priya.person)
    client.force_login(priya)
    mark = {
        "id": str(uuid.uuid4()),
        "key": f"w{uuid.uuid4()}",
        "name": name,
        "email": "suzie@example.org",
        "came": True,
        "at": timezone.now().isoformat(),
    }
    address = reverse("training_session_marks", args=[session.pk])
    answer = client.post(address, json.dumps([mark]), content_type="application/json").json()
    assert list(answer["refused"]) == [mark["id"]]
    assert not Mark.objects.exists()
    assert not Person.objects.filter(name__contains=name).exists()


def test_a_report_typed_as_a_name_is_not_kept_on_the_register(client: Client) -> None:
    priya = registers.trainer()
    session = registers.session(teacher=priya.person)
    client.force_login(priya)
    address = reverse("training_session_register", args=[session.pk])
    answer = client.post(address, {"name": REPORT, "email": ""})
    assert answer.status_code == 422
    assert not Mark.objects.exists()


def rows_that_name(*words: str) -> list[ImportRow]:
    said = [(row, json.dumps([row.values, row.fields, row.matched, row.errors, row.misread])) for row in all_rows()]
    return [row for row, text in said if any(word in text.casefold() for word in words)]


def all_rows() -> Any:
    return ImportRow.objects.all()


def test_erasing_somebody_empties_every_line_about_them_in_lists() -> None:
    """Those that were noted, those that were not, and those with errors; of bookings, walk-ins and past training."""
    booked = registers.session("Suzie")
    suzie = registers.booking(booked, "Suzie").person
    heads = ("Name", "Email")
    registers.noted(as_csv(("Suzie", "suzie@example.org"), headings=heads), None, booked)
    registers.checked(as_csv(("Suzie", ""), headings=heads), None, booked)
    other = registers.session(version=booked.version)
    registers.checked(as_csv(("Suzie S", "Suzie@Example.org"), headings=heads), None, other)
    past = ("Name", "Email", "Course", "Date")
    registers.checked(as_csv(("Suzie Signer", "suzie@example.org", "No such course", "1/1/2026"), headings=past), None)
    registers.started(as_csv(("Suzie Signer", "suzie@example.org", "", ""), headings=past), None)
    registers.checked(as_csv(("Dele Desk", "dele.suzie@example.org"), headings=heads), None, other)
    assert len(rows_that_name("suzie")) == 6
    assert erasure.erase(suzie)
    assert [row.fields["name"] for row in rows_that_name("suzie")] == ["Dele Desk"]


def test_whoever_lost_their_accreditation_reaches_no_register(client: Client) -> None:
    """They could give awards to anybody, and read who came."""
    session = taught.move_into_the_past(taught.session())
    priya = factories.user("priya")
    priya.person = session.trainer
    priya.save()
    client.force_login(priya)
    address = reverse("training_session_register", args=[session.pk])
    assert client.get(address).status_code == 200
    accreditation = Award.objects.get(key="trainer:priya")
    revocation = awards.revoke(award=accreditation, reason="Did not keep to the rules.", by=None)
    assert client.get(address).status_code == 404
    awards.reinstate(revocation=revocation, reason="A mistake.", by=None)
    assert client.get(address).status_code == 200


def knowing(family: str, *numbers: int) -> None:
    """So many in each of the first constituencies of one region, and sixty in each of the others."""
    region = Constituency.objects.current().exclude(region=None).earliest("pk").region
    for place, seat in enumerate(Constituency.objects.current().filter(region=region).order_by("pk")):
        number = numbers[place] if place < len(numbers) else 60
        CoveredChange.objects.create(family=family, constituency=seat, on=timezone.localdate(), change=number)


def shown(family: str) -> list[int | None]:
    return list(coverage.published(family, timezone.localdate()).cells.values())


def test_what_one_family_of_signs_shows_tells_no_number_that_another_hides() -> None:
    """Of the nine in two places eight know labour exploitation in the second: so the first has one."""
    knowing(families.ANY, 1, 8)
    knowing("labour", 0, 8)
    region = Constituency.objects.current().exclude(region=None).earliest("pk").region
    seats = list(Constituency.objects.current().filter(region=region).order_by("pk")[:2])
    for family in (families.ANY, "labour"):
        cells = coverage.published(family, timezone.localdate()).cells
        assert [cells[seat.pk] for seat in seats] == [None, None]


def test_what_is_left_of_two_numbers_names_nobody_either() -> None:
    """Twenty know any sign and nineteen that of children: one does not."""
    knowing(families.ANY, 20, 30)
    knowing("child", 19, 30)
    assert not {19, 20} & set(shown("child") + shown(families.ANY))
    layer = layers.by_key("trained")
    assert layer is not None
    assert list(disclosure.of(layer).cells.values()) == shown(families.ANY)


def test_where_everybody_learnt_the_same_no_more_is_hidden_than_for_one_family_alone() -> None:
    for family in families.LABELS:
        knowing(family, 3, 7, 9)
    alone = disclosure.published(coverage.today(), disclosure.areas_of_constituencies())
    assert shown("labour") == shown(families.ANY) == list(alone.cells.values())
