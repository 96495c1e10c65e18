"""Requests and complaints from people who use no code."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from mail.models import Delivery
from mail.services import drain
from pages import victim_reports
from pages.models import Fact
from people.enums import RequestKind
from people.models import Address, DataRequest, Person
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed, opened

pytestmark = pytest.mark.django_db
ASK, RECEIVED = "/your-data/ask/", "/your-data/ask/received/"
DETAILS = "Please correct my postcode. It is unusualword."
REPORT = "A girl of fifteen is locked in a flat and is made to work."
GIVEN = {"kind": "rectification", "name": SUZIE["name"], "email": SUZIE["email"], "details": DETAILS}


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule, whatever the real ones are."""
    monkeypatch.setattr(victim_reports, "recognise", lambda text: ["a-rule"] if "locked in" in text else [])


def nothing_is_kept() -> bool:
    return not any(model.objects.exists() for model in (DataRequest, Person, Address, Delivery))


def test_a_request_is_kept_sealed_with_a_reference_and_a_day(client: Client) -> None:
    answer = client.post(ASK, GIVEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, RECEIVED)
    asked = DataRequest.objects.get()
    assert (asked.kind, asked.details) == (RequestKind.RECTIFICATION, DETAILS)
    assert SUZIE["email"] in asked.contact
    assert asked.person == Person.objects.get()
    assert timezone.localdate() + timedelta(days=27) < asked.due_on < timezone.localdate() + timedelta(days=32)
    assert asked.reference in client.get(RECEIVED).content.decode()
    assert asked.reference not in Client().get(RECEIVED).content.decode()


def test_a_complaint_is_acknowledged_within_thirty_days_and_says_what_is_wrong(client: Client) -> None:
    assert client.post(ASK, {**GIVEN, "kind": "complaint", "details": ""}).status_code == 422
    assert nothing_is_kept()
    client.post(ASK, {**GIVEN, "kind": "complaint"})
    assert DataRequest.objects.get().due_on == timezone.localdate() + timedelta(days=30)


def test_one_message_says_by_when_we_answer_and_nothing_that_was_typed(client: Client) -> None:
    client.post(ASK, GIVEN)
    drain.send_due()
    asked = DataRequest.objects.get()
    [message] = mail.outbox
    assert message.to == [SUZIE["email"]]
    assert isinstance(message, mail.EmailMultiAlternatives)
    for part in (str(message.body), str(message.alternatives[0][0])):
        assert asked.reference in part
        assert date_format(asked.due_on, "j F Y") in part
        for typed in ("unusualword", "Suzie", "postcode"):
            assert typed not in part


def test_nobody_is_flooded_with_messages_by_the_form(client: Client) -> None:
    for _ in range(5):
        assert client.post(ASK, GIVEN).status_code == 303
    assert DataRequest.objects.count() == 5
    assert Delivery.objects.count() == 3
    statuses = [client.post(ASK, {**GIVEN, "email": MALLORY["email"]}).status_code for _ in range(6)]
    assert statuses == [303] * 5 + [429]


def test_somebody_known_keeps_their_name_and_the_answer_tells_nothing(client: Client) -> None:
    confirmed(factories.petition())
    known = client.post(ASK, {**GIVEN, "name": "Somebody Else"})
    unknown = Client().post(ASK, {**GIVEN, "email": "nobody@example.org"})
    assert (known.status_code, known.headers["Location"], known.content) == (
        unknown.status_code,
        unknown.headers["Location"],
        unknown.content,
    )
    assert Person.objects.get(address__canonical=SUZIE["email"]).name == SUZIE["name"]
    assert DataRequest.objects.earliest("pk").person == Person.objects.get(address__canonical=SUZIE["email"])


def test_its_sender_sees_the_request_behind_a_code(client: Client) -> None:
    client.post(ASK, GIVEN)
    shown = opened().get("/your-data/yours/1/held/your-requests-and-complaints/").content.decode()
    assert "unusualword" in shown


@pytest.mark.usefixtures("reports")
def test_what_looks_like_a_report_is_shown_back_with_the_numbers_and_not_kept(client: Client) -> None:
    for given in ({**GIVEN, "details": REPORT}, {"details": REPORT}, {**GIVEN, "details": REPORT, "email": "x"}):
        answer = client.post(ASK, given)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert answer.headers["Cache-Control"] == "no-store"
        body = shown[shown.index("<main") : shown.index("</main")]
        for words in (REPORT, *Fact.objects.filter(key__in=("emergency", "helpline")).values_list("value", flat=True)):
            assert words in body
    assert nothing_is_kept()


@pytest.mark.usefixtures("reports")
def test_what_its_writer_says_is_no_report_is_kept_and_flagged(client: Client) -> None:
    said: dict[str, Any] = {**GIVEN, "details": REPORT, "no_report": "1"}
    assert client.post(ASK, said).status_code == 303
    asked = DataRequest.objects.get()
    assert asked.details == REPORT
    assert "looked like a report" in asked.events.get().note
    client.post(ASK, {**GIVEN, "no_report": "1"})
    assert DataRequest.objects.latest("pk").events.get().note == ""


def test_a_mistake_is_said_and_nothing_is_lost(client: Client) -> None:
    answer = client.post(ASK, {**GIVEN, "kind": "", "email": "suzie@gmial.com"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Choose what you would like", "Did you mean suzie@gmail.com", "unusualword", SUZIE["name"]):
        assert words in shown
    assert nothing_is_kept()
    assert client.post(ASK, {**GIVEN, "details": "x" * 5001}).status_code == 422
    assert client.post(ASK, {**GIVEN, "details": "x" * 3_000_000}).status_code == 413
    assert client.post(ASK, {**GIVEN, "kind": "everything"}).status_code == 422
    assert nothing_is_kept()


def test_a_form_of_another_site_is_refused(client: Client) -> None:
    assert client.post(ASK, GIVEN, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert nothing_is_kept()


def test_the_reference_is_shown_for_a_quarter_of_an_hour(client: Client) -> None:
    client.post(ASK, GIVEN)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert DataRequest.objects.get().reference not in client.get(RECEIVED).content.decode()
