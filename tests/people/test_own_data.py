"""What somebody sees and does on the page of their own data."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.models import Petition, Signature
from campaigns.services import counting
from mail.enums import SuppressionReason
from mail.models import Delivery, Suppression
from mail.services import deliveries, suppressions
from pages import generation
from people import holdings, wordings
from people.enums import Access, Ended, Purpose, RequestKind
from people.models import AccessRecord, Consent, DataRequest, LegalHold, Merge, Person
from people.services import asking, consents
from people.views import own_data
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import YOURS, confirmed, opened, signed, wording

pytestmark = pytest.mark.django_db
INSIDE = [
    YOURS,
    f"{YOURS}my-data.json",
    f"{YOURS}my-data.html",
    f"{YOURS}1/name/",
    f"{YOURS}1/erase/",
    f"{YOURS}1/held/signatures/",
]


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def suzie(petition: Petition) -> Person:
    return confirmed(petition).person


def page(browser: Client, address: str = YOURS) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def send(browser: Client, address: str, person: Person, **fields: Any) -> Any:
    return browser.post(f"{YOURS}1/{address}/", {"person": person.pk, **fields})


def test_everything_held_is_named_with_why_how_many_and_how_long(suzie: Person) -> None:
    shown = page(opened())
    for words in (SUZIE["name"], SUZIE["email"], "Signatures", "Messages sent", "Codes you asked for"):
        assert words in shown
    holding = next(each for each in holdings.registered() if each.title == "Signatures")
    assert holding.why in shown
    assert holding.retention in shown
    assert "Legal holds" not in shown


def test_each_kind_shows_its_rows(suzie: Person, petition: Petition) -> None:
    shown = page(opened(), f"{YOURS}1/held/signatures/")
    for words in (petition.title, SUZIE["postcode"], "Signed at", "Withdraw this signature"):
        assert words in shown


@pytest.mark.parametrize("address", INSIDE)
def test_without_a_code_nothing_is_shown(address: str, suzie: Person, client: Client) -> None:
    client.post("/your-data/", {"email": SUZIE["email"]})
    for answer in (client.get(address), client.post(address, {"person": suzie.pk, "row": 1, "name": "Mallory"})):
        assert answer.status_code in (303, 405)
        assert SUZIE["name"] not in answer.content.decode()
    assert Person.objects.get().name == SUZIE["name"]
    assert Signature.objects.get().name == SUZIE["name"]


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_that_is_shown_is_kept_by_a_browser_or_a_proxy(address: str, suzie: Person) -> None:
    answer = opened().get(address)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "X-Accel-Expires" not in answer.headers


@pytest.mark.parametrize("end", ["/your-data/finished/", "/exit/"])
def test_being_finished_or_leaving_closes_it(end: str, suzie: Person) -> None:
    browser = opened()
    browser.post(end) if end != "/exit/" else browser.get(end)
    assert "sessionid" not in {name for name, cookie in browser.cookies.items() if cookie.value}
    browser.cookies.pop("exit_marker", None)
    assert browser.get(YOURS).headers["Location"] == "/your-data/closed/"


def test_it_closes_by_itself_after_a_quarter_of_an_hour(suzie: Person) -> None:
    browser = opened()
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert browser.get(YOURS).headers["Location"] == "/your-data/closed/"


def test_being_finished_signs_nobody_of_the_staff_out(suzie: Person) -> None:
    browser = opened()
    browser.force_login(factories.mallory())
    browser.post("/your-data/finished/")
    assert browser.session["_auth_user_id"]
    assert browser.get(YOURS).status_code == 303


def test_choices_are_given_with_the_words_shown_and_taken_back(suzie: Person) -> None:
    news, appeals = wording(Purpose.CAMPAIGN_NEWS), wording(Purpose.FUNDRAISING)
    suppressions.suppress(
        address_id=suzie.address_id, canonical=suzie.address.canonical, reason=SuppressionReason.OBJECTION
    )
    browser = opened()
    shown = page(browser)
    assert news.text in shown
    assert "checked" not in shown
    both = {"shown": ["campaign_news", "fundraising"]}
    send(browser, "choices", suzie, **both, **{"wanted-campaign_news": news.pk})
    consent = Consent.objects.live().get()
    assert (consent.purpose, consent.wording, consent.form) == ("campaign_news", news, "what we hold about you")
    assert not Suppression.objects.in_force().exists()
    assert page(browser).count("checked") == 1
    assert "Your choices are saved" not in page(browser)
    send(browser, "choices", suzie, **both, **{"wanted-fundraising": appeals.pk})
    consent.refresh_from_db()
    assert (consent.withdrawn_how, Consent.objects.live().get().wording) == (Ended.OWN_DATA, appeals)


def test_a_purpose_that_was_not_shown_is_left_alone(suzie: Person) -> None:
    browser = opened()
    consents.confirm([consents.give(person=suzie, wording=wording(), form="a test")])
    send(browser, "choices", suzie)
    assert Consent.objects.live().count() == 1


def test_words_that_were_never_published_can_not_be_agreed_to(suzie: Person) -> None:
    wording()
    draft = wordings.draft(purpose=Purpose.CAMPAIGN_NEWS, text="Anything else.")
    browser = opened()
    for key in (str(draft.pk), "999999", "x", "-1", ""):
        send(browser, "choices", suzie, **{"shown": "campaign_news", "wanted-campaign_news": key})
    assert not Consent.objects.exists()


def test_a_message_of_a_choice_that_was_taken_back_is_stopped(suzie: Person) -> None:
    news = wording()
    consents.confirm([consents.give(person=suzie, wording=news, form="a test")])
    waiting = Delivery.objects.create(
        kind="news",
        address_id=suzie.address_id,
        stream="bulk",
        purpose=Purpose.CAMPAIGN_NEWS,
        basis=Consent.objects.live().get(),
    )
    send(opened(), "choices", suzie, shown="campaign_news")
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"


def test_a_name_is_corrected_and_what_was_signed_keeps_its_own(suzie: Person) -> None:
    browser = opened()
    assert send(browser, "name", suzie, name="https://example.org").status_code == 422
    assert send(browser, "name", suzie, name="  Suzie   Signed ").headers["Location"] == YOURS
    suzie.refresh_from_db()
    assert suzie.name == "Suzie Signed"
    assert Signature.objects.get().name == SUZIE["name"]


def test_a_signature_is_withdrawn(suzie: Person, petition: Petition) -> None:
    browser = opened()
    row = Signature.objects.get().pk
    assert send(browser, "held/signatures", suzie, row=row).headers["Location"] == YOURS
    assert not Signature.objects.exists()
    assert "It is withdrawn" in page(browser)
    assert browser.get(f"{YOURS}1/held/signatures/").headers["Location"] == YOURS


def test_the_row_of_somebody_else_is_not_withdrawn(suzie: Person, petition: Petition) -> None:
    theirs = signed(petition, MALLORY)
    browser = opened()
    for row in (str(theirs.pk), "x", "", "9" * 30, "-1", "\u0661"):
        assert send(browser, "held/signatures", suzie, row=row).status_code == 303
    assert Signature.objects.count() == 2


def test_what_has_no_button_can_not_be_withdrawn(suzie: Person) -> None:
    send(opened(), "held/messages-sent", suzie, row=Delivery.objects.first().pk)  # type: ignore[union-attr]
    assert Delivery.objects.filter(kind="confirm_signature").exists()


def test_a_form_from_before_the_records_changed_does_nothing(suzie: Person, petition: Petition) -> None:
    browser = opened()
    assert browser.post(f"{YOURS}1/erase/", {"person": suzie.pk + 1}).headers["Location"] == YOURS
    assert browser.post(f"{YOURS}1/erase/").headers["Location"] == YOURS
    suzie.refresh_from_db()
    assert suzie.erased_at is None
    assert browser.post(f"{YOURS}7/erase/", {"person": suzie.pk}).status_code == 404


def test_the_file_has_everything_and_the_page_asks_for_nothing(suzie: Person, petition: Petition) -> None:
    Person.objects.update(name="Suzie <b>Signer</b>")
    browser = opened()
    answer = browser.get(f"{YOURS}my-data.json")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="my-data-')
    held = {kind["what"]: kind for kind in json.loads(answer.content)["records"][0]["held"]}
    assert held["Signatures"]["rows"][0]["petition"] == petition.title
    assert held["Name"]["rows"][0]["name"] == "Suzie <b>Signer</b>"
    assert all(kind["why"] and kind["how_long"] for kind in held.values())
    readable = page(browser, f"{YOURS}my-data.html")
    assert "Suzie &lt;b&gt;Signer" in readable
    assert petition.title in readable
    assert not re.search(r"<script|\ssrc=|<link|@import|url\(|https?://(?!localhost)", readable)


def test_the_page_shows_the_newest_and_says_how_many_more_while_the_file_has_all(
    suzie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_data, "MOST_SHOWN", 3)
    for _ in range(5):
        deliveries.queue(kind="still_there", address_id=suzie.address_id, context={})
    browser = opened()
    shown = page(browser, f"{YOURS}1/held/messages-sent/")
    assert shown.count("Settled at") == 3
    assert "And 4 more" in shown
    file = json.loads(browser.get(f"{YOURS}my-data.json").content)
    held = {kind["what"]: kind["rows"] for kind in file["records"][0]["held"]}
    assert len(held["Messages sent"]) == 7


def test_a_code_that_waits_to_be_sent_is_in_no_file(suzie: Person) -> None:
    browser = opened()
    digits = Delivery.objects.get(kind="entry_code").context["code"]
    assert digits not in re.sub(r"\.\d+", "", page(browser, f"{YOURS}my-data.json"))


def test_erasing_says_what_goes_and_stays_then_does_it_and_closes(suzie: Person) -> None:
    browser = opened()
    asked = page(browser, f"{YOURS}1/erase/")
    assert "Signatures: 1" in asked
    assert "stay counted, with no name" in asked
    suzie.refresh_from_db()
    assert suzie.erased_at is None
    done = send(browser, "erase", suzie)
    assert "It is erased" in done.content.decode()
    suzie.refresh_from_db()
    assert (suzie.name, suzie.erased_at is None) == ("", False)
    counting.fold()
    assert Signature.objects.confirmed().count() == 1
    assert browser.get(YOURS).headers["Location"] == "/your-data/closed/"


def test_a_legal_hold_turns_erasing_into_one_request_for_the_officer(suzie: Person) -> None:
    LegalHold.objects.create(person=suzie, reason="A court asked.", placed_by=factories.dele())
    browser = opened()
    answers = [send(browser, "erase", suzie).content.decode() for _ in range(2)]
    asked = DataRequest.objects.get()
    assert (asked.kind, asked.person, asked.contact) == (RequestKind.ERASURE, suzie, SUZIE["email"])
    assert all(asked.reference in answer and "A court" not in answer for answer in answers)
    suzie.refresh_from_db()
    assert suzie.name == SUZIE["name"]
    assert browser.get(YOURS).status_code == 200


def test_two_who_share_an_address_are_shown_apart_and_erased_apart(suzie: Person) -> None:
    other = Person.objects.create(address=suzie.address, slot=2, name="Charlie Sharer")
    browser = opened()
    shown = page(browser)
    assert shown.index("Record of Suzie") < shown.index("Record of Charlie")
    browser.post(f"{YOURS}2/erase/", {"person": other.pk})
    assert [person.name for person in Person.objects.order_by("pk")] == [SUZIE["name"], ""]


def test_a_record_that_was_found_to_be_somebodys_is_shown_to_them(suzie: Person, petition: Petition) -> None:
    gone = signed(petition, MALLORY).person
    Person.objects.filter(pk=gone.pk).update(merged_into=suzie)
    Merge.objects.create(kept=suzie, gone=gone)
    shown = page(opened())
    assert MALLORY["email"] in shown
    assert opened().get(f"{YOURS}2/erase/").status_code == 404
    elsewhere = page(opened(MALLORY["email"]))
    assert "at another address" in elsewhere
    assert SUZIE["email"] not in elsewhere


def everything_about(person: Person) -> None:
    """At least two rows of every kind that a person can have."""
    for purpose in (Purpose.CAMPAIGN_NEWS, Purpose.FUNDRAISING, Purpose.TRAINING):
        consents.confirm([consents.give(person=person, wording=wording(purpose), form="a test")])
    for _ in range(2):
        asking.receive(kind="access", name=SUZIE["name"], email=SUZIE["email"], details="")
        AccessRecord.objects.create(by=None, person=person, action=Access.VIEWED)
    factories.user("login", person=person)
    suppressions.suppress(
        address_id=person.address_id, canonical=person.address.canonical, reason=SuppressionReason.OBJECTION
    )
    LegalHold.objects.create(person=person, reason="A court asked.", placed_by=factories.dele())


def test_the_page_costs_at_most_eight_queries_whatever_is_held(suzie: Person, settings: Any) -> None:
    """Of a process that has answered before, and so knows what stands on every page."""
    settings.PAGE_GENERATION_MEMORY = 60
    browser = opened()
    page(browser)
    with CaptureQueriesContext(connection) as few:
        page(browser)
    everything_about(suzie)
    generation.forget()
    page(browser)
    with CaptureQueriesContext(connection) as many:
        shown = page(browser)
    assert "Legal holds" in shown
    generation.forget()
    assert len(few) == len(many) <= 8, [query["sql"] for query in many]
