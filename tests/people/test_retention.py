"""What is too old goes, what is held stays, and one row that can't be taken stops nothing."""

import re
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError
from django.test import Client
from django.utils import timezone

from campaigns.enums import PetitionState
from campaigns.models import Petition, Signature
from campaigns.services import signatures
from config import jobs
from mail.enums import State, SuppressionReason
from mail.models import Delivery, DeliveryCount, ProviderEvent, Suppression, TokenBucket
from mail.services import drain, suppressions
from pages import waiting
from people import own_retention
from people import retention as rules
from people.enums import Access, Ended, RequestKind
from people.models import (
    AccessRecord,
    Address,
    Consent,
    ConsentWording,
    DataRequest,
    EntryCode,
    LegalHold,
    Merge,
    Person,
    RetentionRun,
    User,
)
from people.services import people, retention
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def suzie() -> Person:
    met = people.meet(email=SUZIE["email"], name=SUZIE["name"])
    people.confirm_address(met.address.pk)
    met.person.refresh_from_db()
    return met.person


def hold(person: Person) -> LegalHold:
    return LegalHold.objects.create(person=person, reason="A court asks.", placed_by=factories.dele())


def signed(days_after_closing: int, slug: str, who: dict[str, str] = SUZIE) -> Signature:
    petition = factories.petition(slug=slug)
    signature = confirmed(petition, who)
    closed_on = timezone.localdate() - timedelta(days=days_after_closing)
    Petition.objects.filter(pk=petition.pk).update(state=PetitionState.CLOSED, closes_on=closed_on)
    return signature


def test_three_overdue_petitions_one_signer_on_hold_leave_exactly_two_without_names() -> None:
    held = signed(200, "first", MALLORY)
    gone = [signed(200, "second"), signed(184, "third")]
    recent = signed(182, "fourth")
    hold(held.person)
    run = retention.carry_out()
    assert (run.forgotten["petition-names"], run.held["petition-names"]) == (2, 1)
    names = dict(Signature.objects.values_list("pk", "name"))
    assert {pk for pk, name in names.items() if name} == {held.pk, recent.pk}
    assert set(names) == {held.pk, recent.pk, *(each.pk for each in gone)}


def test_a_row_that_cannot_be_taken_stops_no_other_and_the_run_fails_loudly(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [signed(200, f"petition-{number}") for number in range(3)]

    def blank(pks: list[int]) -> None:
        if rows[1].pk in pks:
            raise IntegrityError
        Signature.objects.filter(pk__in=pks).update(name="", postcode="")

    monkeypatch.setattr(signatures, "blank", blank)
    with pytest.raises(retention.NotClean, match="1 could not be forgotten by the rule petition-names"):
        retention.carry_out()
    assert list(Signature.objects.exclude(name="").values_list("pk", flat=True)) == [rows[1].pk]
    run = RetentionRun.objects.get()
    assert (run.forgotten["petition-names"], run.failed) == (2, {"petition-names": 1})
    assert not run.is_clean
    assert f"row {rows[1].pk}" in caplog.text
    assert "Suzie" not in caplog.text


def test_a_rule_that_is_itself_broken_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    signed(200, "old")

    def overdue(before: datetime) -> Any:
        raise DatabaseError

    broken = rules.Rule("broken", "Gone after {period}.", "deliveries", overdue, lambda rows: None)
    monkeypatch.setattr(rules, "_rules", [broken, *rules.registered()])
    with pytest.raises(retention.NotClean, match="The rule broken could not be used"):
        retention.carry_out()
    run = RetentionRun.objects.get()
    assert (run.forgotten["petition-names"], run.failed) == (1, {"broken": None})
    assert run.finished_at is not None


def test_the_schedule_carries_the_rules_out_every_night() -> None:
    job = jobs.find("retention")
    assert job is not None
    assert (job.every, job.is_due()) == (timedelta(days=1), True)
    signed(200, "old")
    job.do()
    assert RetentionRun.objects.get().forgotten["petition-names"] == 1


def test_a_hold_keeps_what_is_held_in_every_record_of_the_person(suzie: Person) -> None:
    make_one_of_everything_old(suzie)
    kept = people.meet(email="priya@example.org", name="Priya Teacher").person
    Person.objects.filter(pk=suzie.pk).update(merged_into=kept)
    delivery = Delivery.objects.get()
    ProviderEvent.objects.update(delivery=delivery.message_id)
    DataRequest.objects.update(person=suzie)
    hold(kept)
    run = retention.carry_out()
    for model in (Delivery, ProviderEvent, Consent, AccessRecord, DataRequest):
        assert model.objects.exists(), model
    assert run.held["provider-events"] == run.held["consents"] == run.held["deliveries"] == 1


def test_nobody_who_waits_for_an_answer_is_erased(idle: Person) -> None:
    Person.objects.update(active_at=ago(914), asked_at=ago(184))
    request = DataRequest.objects.create(reference="R2", kind=RequestKind.ACCESS, due_on=date(2030, 1, 1), person=idle)
    assert retention.carry_out().forgotten["inactive-people"] == 0
    DataRequest.objects.filter(pk=request.pk).update(closed_at=timezone.now())
    assert retention.carry_out().forgotten["inactive-people"] == 1


def told(user: User) -> list[str]:
    return [one.sentence for one in waiting.for_user(user) if "/retention/" in one.url]


def test_officers_are_told_when_the_rules_were_not_carried_out_or_something_stayed() -> None:
    officer, morgan = factories.member_of("Data protection officers"), factories.morgan()
    assert told(officer) == ["The retention rules have not been carried out yet."]
    run = retention.carry_out()
    assert told(officer) == []
    RetentionRun.objects.create(started_at=timezone.now() + timedelta(days=9))  # while a clock was ahead
    RetentionRun.objects.create()  # under way
    assert told(officer) == []
    RetentionRun.objects.filter(pk=run.pk).update(overdue={"deliveries": 3})
    assert "not everything went as it must" in told(officer)[0]
    RetentionRun.objects.filter(pk=run.pk).update(overdue={}, started_at=ago(2.1))
    assert told(officer)[0].startswith("The retention rules were last carried out on ")
    RetentionRun.objects.create(started_at=ago(0.5))  # killed
    assert "not everything went as it must" in told(officer)[0]
    assert told(morgan) == []


def test_officers_see_night_by_night_what_went_what_is_held_and_what_is_overdue(client: Client) -> None:
    hold(signed(200, "first", MALLORY).person)
    signed(200, "second")
    run = retention.carry_out()
    RetentionRun.objects.filter(pk=run.pk).update(overdue={"deliveries": 7}, failed={"merges": 2, "consents": None})
    listed, page = "/admin/data-protection/retention/", f"/admin/data-protection/retention/{run.pk}/"
    client.force_login(factories.morgan())
    assert {client.get(path).status_code for path in (listed, page)} <= {302, 403}
    client.force_login(factories.member_of("Data protection officers"))
    overview = client.get(listed).content.decode()
    assert "clock--overdue" in overview
    assert "Not clean" in overview
    assert 'role="alert"' in overview
    assert page in overview
    shown = {line.name: line[2:] for line in client.get(page).context["lines"]}
    assert shown["petition-names"] == (1, 1, 0, 0)
    assert (shown["deliveries"][3], shown["merges"][2], shown["consents"][2]) == (7, 2, None)
    spreadsheet: Any = client.get(listed, {"export": "csv"})
    assert "deliveries" in b"".join(spreadsheet.streaming_content).decode()


def test_the_check_names_what_is_older_than_the_policy_and_is_silent_otherwise() -> None:
    call_command("retention", "--check", stdout=StringIO())
    signed(183 + 3, "old")
    with pytest.raises(CommandError, match="1 are older than the rule petition-names allows"):
        call_command("retention", "--check")
    call_command("retention", stdout=StringIO())
    call_command("retention", "--check", stdout=StringIO())


def test_a_dry_run_says_what_a_run_then_does_and_changes_nothing(suzie: Person) -> None:
    signed(200, "old")
    make_one_of_everything_old(suzie)
    before = said(dry := StringIO(), "--dry-run")
    assert Signature.objects.exclude(name="").count() == 1
    after = said(StringIO())
    assert before == after, dry.getvalue()
    assert before["petition-names"] == 1


def said(out: StringIO, *arguments: str) -> dict[str, int]:
    call_command("retention", *arguments, stdout=out)
    return {name: int(number) for number, name in re.findall(r"(\d+) by ([\w-]+)", out.getvalue())}


def make_one_of_everything_old(person: Person) -> None:
    """A row for each rule of this app, just over its age."""
    TokenBucket.objects.create(key="form:code:abc", tokens=1, refilled_at=ago(31))
    TokenBucket.objects.create(key="provider:smtp:1", tokens=1, refilled_at=ago(31))
    EntryCode.objects.create(digest="0" * 64, created_at=ago(2), expires_at=ago(2))
    event = ProviderEvent.objects.create(provider="test", event_key="1", type="other")
    ProviderEvent.objects.filter(pk=event.pk).update(received_at=ago(91))
    delivery = Delivery.objects.create(kind="signed_before", stream="transactional", address=person.address)
    Delivery.objects.filter(pk=delivery.pk).update(created_at=ago(400), state=State.ACCEPTED)
    AccessRecord.objects.create(person=person, action=Access.VIEWED, at=ago(732))
    DataRequest.objects.create(
        reference="R1", kind=RequestKind.ACCESS, due_on=date(2019, 1, 1), closed_at=ago(6 * 365 + 3)
    )
    wording = ConsentWording.objects.create(purpose="campaign_news", version=1, text="Yes", published_at=ago(9))
    Consent.objects.create(
        person=person,
        purpose="campaign_news",
        wording=wording,
        form="a form",
        confirmed_at=ago(3000),
        withdrawn_at=ago(6 * 365 + 3),
        withdrawn_how=Ended.LINK,
    )
    Consent.objects.create(person=person, purpose="training", wording=wording, form="a form", given_at=ago(31))
    other = people.meet(email="charlie@example.org", name="Charlie Leader").person
    Address.objects.filter(pk=people.lock_address("login@example.org").pk).update(created_at=ago(31))
    Merge.objects.create(kept=person, gone=other, moved={"Signatures": [1]}, merged_at=ago(31))
    Person.objects.filter(pk=other.pk).update(merged_into=person)


def test_every_rule_takes_what_is_too_old_and_leaves_what_is_not(suzie: Person) -> None:
    make_one_of_everything_old(suzie)
    run = retention.carry_out()
    took = {name for name, number in run.forgotten.items() if number}
    assert took == {rule.name for rule in own_retention.OWN} - {"inactive-people", "inactive-people-asked"}
    assert list(TokenBucket.objects.values_list("key", flat=True)) == ["provider:smtp:1"]
    [counted] = DeliveryCount.objects.all()
    assert (counted.kind, counted.state, counted.number) == ("signed_before", State.ACCEPTED, 1)
    assert counted.month == timezone.localdate(ago(400)).replace(day=1)
    for model in (EntryCode, ProviderEvent, Delivery, AccessRecord, DataRequest, Consent):
        assert not model.objects.exists(), model
    merge = Merge.objects.get()
    assert (merge.moved, merge.final, merge.gone.name) == ({}, True, "")
    assert set(retention.carry_out().forgotten.values()) == {0}


def test_counts_of_messages_add_up_over_runs(suzie: Person) -> None:
    for _ in range(2):
        for state in (State.ACCEPTED, State.ACCEPTED, State.BOUNCED):
            made = Delivery.objects.create(
                kind="signed_before", stream="transactional", address=suzie.address, state=state
            )
            Delivery.objects.filter(pk=made.pk).update(created_at=ago(400))
        retention.carry_out()
    assert set(DeliveryCount.objects.values_list("state", "number")) == {(State.ACCEPTED, 4), (State.BOUNCED, 2)}


@pytest.fixture
def idle(suzie: Person) -> Person:
    Person.objects.filter(pk=suzie.pk).update(active_at=ago(731))
    return suzie


def test_somebody_idle_for_two_years_is_asked_once_and_one_press_keeps_them(idle: Person, client: Client) -> None:
    for _ in range(2):
        retention.carry_out()
    drain.send_due()
    [message] = outbox.outbox
    [path] = set(re.findall(r"/still-there/[\w-]+/", str(message.body)))
    for _ in range(50):
        assert client.get(path).status_code == client.head(path).status_code == 200
    idle.refresh_from_db()
    assert idle.asked_at is not None
    assert "We keep what you gave us" in client.post(path).content.decode()
    idle.refresh_from_db()
    assert idle.asked_at is None
    assert idle.active_at > ago(1)
    assert client.post("/still-there/nobody/").status_code == 404


def test_somebody_who_does_not_answer_for_half_a_year_is_erased_unless_held(idle: Person) -> None:
    retention.carry_out()
    Person.objects.update(active_at=ago(914), asked_at=ago(182))
    assert retention.carry_out().forgotten["inactive-people"] == 0
    Person.objects.update(asked_at=ago(184))
    held = hold(idle)
    run = retention.carry_out()
    assert (run.forgotten["inactive-people"], run.held["inactive-people"]) == (0, 1)
    LegalHold.objects.filter(pk=held.pk).update(lifted_at=timezone.now())
    assert retention.carry_out().forgotten["inactive-people"] == 1
    idle.refresh_from_db()
    assert (idle.name, idle.erased_at is not None) == ("", True)
    assert SUZIE["email"] not in Address.objects.values_list("typed", flat=True)


def test_the_help_of_the_command_is_the_policy_and_follows_the_settings(settings: Any) -> None:
    settings.KEEP_DAYS = {**settings.KEEP_DAYS, "ip_hashes": 7}
    sentences = {rule.name: rule.sentence for rule in rules.registered()}
    assert sentences["form-limits"].endswith("go after 7 days.")
    assert "after 13 months" in sentences["deliveries"]
    assert "for 24 months" in sentences["inactive-people-asked"] or "for 2 years" in sentences["inactive-people-asked"]
    assert all(rule.days in settings.KEEP_DAYS for rule in rules.registered())
    assert len(sentences) == len(rules.registered())


def test_an_address_of_nobody_goes_when_no_login_and_no_late_message_needs_it() -> None:
    def address(email: str, *, days: float = 40, written: float | None = None, state: str = State.ACCEPTED) -> int:
        pk = people.lock_address(email).pk
        Address.objects.filter(pk=pk).update(created_at=ago(days))
        if written is not None:
            message = Delivery.objects.create(kind="login_code", address_id=pk, stream="transactional", state=state)
            Delivery.objects.filter(pk=message.pk).update(created_at=ago(written))
        return pk

    with_person = people.meet(email=SUZIE["email"], name="Suzie").person.address_id
    Address.objects.filter(pk=with_person).update(created_at=ago(40))
    User.objects.create_user("mor.gan+work@gmail.com")
    User.objects.create_user("closed@example.org", is_active=False)
    stays = {
        with_person,
        address("MorGan@gmail.com"),
        address("young@example.org", days=29),
        address("written@example.org", written=29),
        address("uncertain@example.org", written=40, state=State.UNCERTAIN),
    }
    bounced = "bounced@example.org"
    suppressions.suppress(address_id=address(bounced), canonical=bounced, reason=SuppressionReason.HARD_BOUNCE)
    for email in ("closed@example.org", "nobody@example.org"):
        address(email, written=40)
    retention.carry_out()
    assert set(Address.objects.values_list("pk", flat=True)) == stays
    assert DeliveryCount.objects.get(kind="login_code").number == 2
    again = people.lock_address(bounced)
    assert Suppression.objects.in_force().filter(address=again).exists()


def test_an_address_that_is_met_again_before_its_turn_stays() -> None:
    address = people.lock_address(SUZIE["email"])
    Address.objects.update(created_at=ago(40))
    (rule,) = [each for each in rules.registered() if each.name == "unused-addresses"]
    rows = list(rule.due())
    people.meet(email=SUZIE["email"], name="Suzie")
    rule.forget(rows)
    assert [row.pk for row in rows] == [address.pk]
    assert Address.objects.filter(pk=address.pk).exists()
