"""Lists of supporters that staff bring in: matched, looked at, brought in, asked, and taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from campaigns.mailout_enums import ImportState, LineState
from campaigns.models import SupporterImport, SupporterLine
from campaigns.services import supporter_imports as imports
from mail.enums import State, SuppressionReason
from mail.models import Delivery, Suppression
from mail.services import deliveries, suppressions
from people import own_retention
from people.enums import Ended
from people.models import Address, Consent, Person, User
from people.services import consents, desk, erasure, people
from tests import factories
from tests.campaigns import supporters
from tests.campaigns.supporters import CHARLIE, EVIDENCE, NEWS, PRIYA, SUZIE, as_csv, as_xlsx, lines, states
from tests.people.deeds import confirmed, wording

pytestmark = pytest.mark.django_db
CONFIRM = "confirm_subscription"


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def second() -> User:
    return factories.user("second", groups=("Campaign staff",))


def met(row: tuple[str, ...]) -> Person:
    return people.meet(email=row[0], name=row[1]).person


def agreed(row: tuple[str, ...]) -> Consent:
    consent = consents.give(person=met(row), wording=wording(), form="a test")
    consents.confirm([consent])
    consent.refresh_from_db()
    return consent


def suppressed(row: tuple[str, ...], reason: SuppressionReason) -> None:
    address = met(row).address
    suppressions.suppress(address_id=address.pk, canonical=address.canonical, reason=reason)


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_a_line_becomes_a_person_with_a_name_and_a_consent_that_is_asleep(make: Any, morgan: User) -> None:
    batch = supporters.taken_in(make(SUZIE, CHARLIE), morgan)
    assert (batch.state, states(batch)) == (ImportState.DONE, [LineState.NEW] * 2)
    suzie = Person.objects.get(address__canonical=SUZIE[0])
    assert suzie.name == "Suzie Signer"
    consent = Consent.objects.get(person=suzie)
    assert (consent.purpose, consent.confirmed_at, consent.form) == (NEWS, None, f"supporter import {batch.pk}")
    assert [line.cells for line in lines(batch)] == [[], []]
    assert not Delivery.objects.exists()


def test_imported_never_means_consented(morgan: User, second: User) -> None:
    """Not before they press the button that a message to their own address leads to."""
    batch = supporters.taken_in(as_csv(SUZIE), morgan)
    consent = Consent.objects.get()
    assert not consents.is_written_to(consent.person, NEWS)
    refused_marketing(consent)
    supporters.asked(batch, second)
    assert Delivery.objects.get().kind == CONFIRM
    refused_marketing(consent)
    path = Delivery.objects.get(kind=CONFIRM).context["confirm_path"]
    Client().get(path)
    refused_marketing(consent)
    Client().post(path)
    consent.refresh_from_db()
    assert consent.confirmed_at is not None
    assert queue_news(consent).basis_id == consent.pk


def queue_news(consent: Consent) -> Delivery:
    return Delivery.objects.create(
        kind="news", stream="bulk", purpose=NEWS, basis=consent, address_id=consent.person.address_id
    )


def refused_marketing(consent: Consent) -> None:
    with pytest.raises(deliveries.NoBasis):
        deliveries.queue(kind="petition_update", address_id=consent.person.address_id, context={})
    with pytest.raises(IntegrityError), transaction.atomic():
        queue_news(consent)
    assert not Delivery.objects.exclude(purpose="").exists()


def test_without_a_purpose_nobody_has_a_consent_and_nobody_can_be_asked(morgan: User, second: User) -> None:
    batch = supporters.taken_in(as_csv(SUZIE), morgan, purpose="")
    assert not Consent.objects.exists()
    with pytest.raises(imports.NotPossible, match="Nobody on this list can be asked"):
        imports.ask(batch=batch, by=second)


def test_there_is_no_list_without_evidence_and_none_without_words_to_agree_to(morgan: User) -> None:
    batch = supporters.started(as_csv(SUZIE), morgan)
    with pytest.raises(imports.NotPossible, match="no published words"):
        imports.match(batch=batch, columns={"email": 0}, purpose=NEWS, evidence=EVIDENCE, by=morgan)
    with pytest.raises(imports.NotPossible, match="how and when these people agreed"):
        imports.match(batch=batch, columns={"email": 0}, purpose="", evidence="  ", by=morgan)
    with pytest.raises(imports.NotPossible, match="which column is the email address"):
        imports.match(batch=batch, columns={"name": 1}, purpose="", evidence=EVIDENCE, by=morgan)
    with pytest.raises(imports.NotPossible, match="matched with two fields"):
        imports.match(batch=batch, columns={"email": 0, "name": 0}, purpose="", evidence=EVIDENCE, by=morgan)
    batch.refresh_from_db()
    assert batch.state == ImportState.UPLOADED


@pytest.mark.parametrize("reason", SuppressionReason)
def test_an_address_that_is_not_written_to_is_left_out_and_the_line_says_why(
    reason: SuppressionReason, morgan: User
) -> None:
    suppressed(SUZIE, reason)
    batch = supporters.taken_in(as_csv(SUZIE, CHARLIE), morgan)
    left_out, brought = lines(batch)
    assert (left_out.state, left_out.error, left_out.person) == (LineState.SUPPRESSED, f"{reason.label}.", None)
    assert (brought.state, left_out.cells) == (LineState.NEW, [])
    assert Consent.objects.get().person_id == brought.person_id


def test_an_address_that_objected_and_was_erased_is_recognised_by_its_hash(morgan: User) -> None:
    suppressed(SUZIE, SuppressionReason.OBJECTION)
    erasure.erase(met(SUZIE))
    assert not Address.objects.filter(canonical=SUZIE[0]).exists()
    batch = supporters.taken_in(as_csv(SUZIE, CHARLIE), morgan)
    assert states(batch) == [LineState.SUPPRESSED, LineState.NEW]
    assert not Address.objects.filter(canonical=SUZIE[0]).exists()


def test_whoever_objects_between_the_look_and_the_bringing_in_is_left_out(morgan: User) -> None:
    batch = supporters.checked(as_csv(SUZIE, CHARLIE), morgan)
    assert states(batch) == [LineState.NEW] * 2
    suppressed(SUZIE, SuppressionReason.OBJECTION)
    batch = supporters.through(imports.take_in(batch=batch, by=morgan))
    assert states(batch) == [LineState.SUPPRESSED, LineState.NEW]


def test_whoever_ended_this_permission_is_left_out_and_whoever_ended_another_is_not(morgan: User) -> None:
    consents.withdraw(person=agreed(SUZIE).person, purposes=[NEWS], how=Ended.LINK)
    consents.withdraw(person=met(CHARLIE), purposes=["training"], how=Ended.LINK)
    batch = supporters.taken_in(as_csv(SUZIE, CHARLIE), morgan)
    assert states(batch) == [LineState.SUPPRESSED, LineState.KNOWN]
    assert not Consent.objects.asleep().filter(person=met(SUZIE)).exists()


def test_somebody_known_keeps_their_name_and_what_they_agreed_to(morgan: User) -> None:
    before = agreed(SUZIE)
    batch = supporters.taken_in(as_csv((SUZIE[0], "Mallory", "Meddler"), CHARLIE), morgan)
    known, new = lines(batch)
    assert (known.state, known.consent, known.made_person) == (LineState.KNOWN, None, False)
    assert (new.state, new.made_person) == (LineState.NEW, True)
    assert Person.objects.get(pk=before.person_id).name == "Suzie"
    assert Consent.objects.get(person=before.person) == before


def test_the_same_list_twice_makes_nobody_and_nothing_twice(morgan: User, second: User) -> None:
    first = supporters.taken_in(as_csv(SUZIE, CHARLIE), morgan)
    again = supporters.taken_in(as_csv(SUZIE, CHARLIE), morgan)
    assert states(again) == [LineState.KNOWN] * 2
    assert (Person.objects.count(), Consent.objects.count()) == (2, 2)
    assert {line.consent for line in lines(again)} == {None}
    supporters.asked(first, second)
    assert Delivery.objects.filter(kind=CONFIRM).count() == 2


def test_of_two_lines_with_one_address_however_typed_the_first_counts(
    morgan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(imports.SLICES, ImportState.CHECKING, 1)
    batch = supporters.taken_in(as_csv(("Suzie@Example.org", "Suzie", ""), SUZIE, CHARLIE), morgan)
    first, other, _ = lines(batch)
    assert (first.state, other.state, other.error) == (LineState.NEW, LineState.TWICE, "Line 2 has the same address.")
    assert Person.objects.count() == 2


class Killed(BaseException):
    """As a process is by kill -9: nothing after it runs."""


STEPS = ("check", "take_in", "ask", "undo")
ENDED = {
    "check": ImportState.CHECKED,
    "take_in": ImportState.DONE,
    "ask": ImportState.DONE,
    "undo": ImportState.UNDONE,
}


def begun(step: str, batch: SupporterImport, morgan: User, second: User) -> None:
    if step == "check":
        imports.match(batch=batch, columns={"email": 0, "first_name": 1}, purpose=NEWS, evidence=EVIDENCE, by=morgan)
    elif step == "take_in":
        imports.take_in(batch=batch, by=morgan)
    elif step == "ask":
        imports.ask(batch=batch, by=second)
    else:
        imports.undo(batch=batch, by=morgan)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_whatever_ends_it_the_next_one_goes_on_and_does_nothing_twice(
    step: str, after: int, morgan: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the work of a slice is written and before it is committed, at each place of a list of three."""
    for state in imports.SLICES:
        monkeypatch.setitem(imports.SLICES, state, 10)
    wording()
    batch = supporters.started(supporters.many(25), morgan)
    for before in STEPS[: STEPS.index(step)]:
        begun(before, batch, morgan, second)
        supporters.through(batch)
    begun(step, batch, morgan, second)
    for _ in range(after):
        imports.go_on(batch.pk)
    with pytest.raises(Killed):
        work_and_be_killed(batch)
    done_to = SupporterImport.objects.get(pk=batch.pk).done_to
    assert batch.lines.filter(number__lte=done_to).count() == after * 10
    batch = supporters.through(batch)
    assert batch.state == ENDED[step]
    here = 25 if step in ("take_in", "ask") else 0
    assert (Person.objects.count(), Consent.objects.count(), Address.objects.count()) == (here,) * 3
    assert Delivery.objects.filter(kind=CONFIRM).count() == (25 if step == "ask" else 0)


@transaction.atomic
def work_and_be_killed(batch: SupporterImport) -> None:
    imports.go_on(batch.pk)
    raise Killed


def test_calling_again_once_it_is_through_changes_nothing(morgan: User) -> None:
    batch = supporters.taken_in(as_csv(SUZIE), morgan)
    before = list(SupporterLine.objects.values())
    assert (imports.go_on(batch.pk), imports.go_on_with_all()) == (0, 0)
    assert list(SupporterLine.objects.values()) == before
    with pytest.raises(imports.NotPossible):
        imports.take_in(batch=batch, by=morgan)


def test_a_second_person_has_them_asked_once_each(morgan: User, second: User) -> None:
    batch = supporters.taken_in(as_csv(SUZIE, CHARLIE), morgan)
    with pytest.raises(imports.SamePerson):
        imports.ask(batch=batch, by=morgan)
    batch = supporters.asked(batch, second)
    sent = Delivery.objects.filter(kind=CONFIRM)
    assert {message.context["wording"] for message in sent} == {"Yes, write to me: Campaign news."}
    assert (batch.state, sent.count(), batch.asked_at is not None) == (ImportState.DONE, 2, True)
    with pytest.raises(imports.NotPossible, match="Nobody is asked twice"):
        imports.ask(batch=batch, by=second)


def test_whoever_objected_ended_it_or_signed_up_by_themselves_is_not_asked(morgan: User, second: User) -> None:
    robin = ("robin@example.org", "Robin", "Reader")
    batch = supporters.taken_in(as_csv(SUZIE, CHARLIE, PRIYA, robin), morgan)
    desk.record_objection(person=met(SUZIE), by=morgan)
    consents.withdraw(person=met(CHARLIE), how=Ended.STAFF)
    consents.confirm([consents.give(person=met(PRIYA), wording=Consent.objects.all()[0].wording, form="by herself")])
    supporters.asked(batch, second)
    assert Delivery.objects.get(kind=CONFIRM).address.canonical == robin[0]


def test_those_who_are_asked_go_a_few_at_a_time_so_that_nobody_else_waits(morgan: User, second: User) -> None:
    batch = supporters.taken_in(supporters.many(120), morgan)
    imports.ask(batch=batch, by=second)
    imports.go_on_with_all()
    assert Delivery.objects.filter(kind=CONFIRM).count() == 50


def test_whoever_never_confirms_is_forgotten_after_30_days_with_their_address(morgan: User, second: User) -> None:
    batch = supporters.asked(supporters.taken_in(as_csv(SUZIE), morgan), second)
    Consent.objects.update(given_at=timezone.now() - timedelta(days=31))
    own_retention.forget_asleep(list(own_retention.asleep(timezone.now() - timedelta(days=30))))
    assert (Person.objects.count(), Address.objects.count()) == (0, 0)
    assert [(line.person, line.consent, line.cells) for line in lines(batch)] == [(None, None, [])]


def test_taking_it_back_leaves_nothing_of_those_who_were_new(morgan: User, second: User) -> None:
    known = met(CHARLIE)
    batch = supporters.taken_in(as_csv(SUZIE, CHARLIE), morgan)
    supporters.asked(batch, second)
    batch = supporters.undone(batch, morgan)
    assert (batch.state, [line.person for line in lines(batch)]) == (ImportState.UNDONE, [None, None])
    assert (list(Person.objects.all()), Consent.objects.count()) == ([known], 0)
    assert list(Address.objects.values_list("canonical", flat=True)) == [CHARLIE[0]]
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.CANCELLED}


def test_what_somebody_used_since_stays_and_the_line_says_why(morgan: User, second: User) -> None:
    robin, sam = ("robin@example.org", "Robin", "Reader"), ("sam@example.org", "Sam", "Sample")
    batch = supporters.taken_in(as_csv(SUZIE, CHARLIE, PRIYA, robin, sam), morgan)
    supporters.asked(batch, second)
    Client().post(Delivery.objects.get(kind=CONFIRM, address__canonical=SUZIE[0]).context["confirm_path"])
    confirmed(factories.petition(), {"name": "Charlie", "email": CHARLIE[0], "postcode": "LS1 4DY"})
    people.confirm_address(met(PRIYA).address_id)
    supporters.taken_in(as_csv(robin), morgan)
    batch = supporters.undone(batch, morgan)
    answered, signed, used, on_two, untouched = lines(batch)
    assert answered.error == "They answered since, so it stays."
    assert "signatures" in signed.error
    assert used.error == "They used this address since, so it stays."
    assert "another list" in on_two.error
    assert (untouched.person, untouched.error) == (None, "")
    assert consents.is_written_to(met(SUZIE), NEWS)
    assert Person.objects.count() == 4


def test_it_is_taken_back_once_and_within_30_days(morgan: User) -> None:
    batch = supporters.taken_in(as_csv(SUZIE), morgan)
    SupporterImport.objects.update(finished_at=timezone.now() - timedelta(days=31))
    with pytest.raises(imports.NotPossible, match="time for taking it back is over"):
        imports.undo(batch=batch, by=morgan)
    SupporterImport.objects.update(finished_at=timezone.now() - timedelta(days=29))
    supporters.undone(batch, morgan)
    with pytest.raises(imports.NotPossible, match="not taken back yet"):
        imports.undo(batch=batch, by=morgan)


def test_a_second_person_of_a_shared_address_stays_when_the_list_is_taken_back(morgan: User) -> None:
    batch = supporters.taken_in(as_csv(SUZIE), morgan)
    suzie = lines(batch)[0].person
    assert suzie is not None
    other = Person.objects.create(address=suzie.address, slot=2, name="Sam Sample")
    supporters.undone(batch, morgan)
    assert list(Person.objects.all()) == [other]
    assert Address.objects.filter(pk=other.address_id).exists()


def test_a_suppression_that_comes_after_is_not_lifted_by_bringing_in_the_list_again(morgan: User) -> None:
    batch = supporters.taken_in(as_csv(SUZIE), morgan)
    desk.record_objection(person=met(SUZIE), by=morgan)
    supporters.undone(batch, morgan)
    again = supporters.taken_in(as_csv(SUZIE, CHARLIE), morgan)
    assert states(again) == [LineState.SUPPRESSED, LineState.NEW]
    assert Suppression.objects.in_force().count() == 1


def test_no_more_than_a_few_questions_are_asked_for_a_slice(morgan: User, django_assert_max_num_queries: Any) -> None:
    batch = supporters.matched(supporters.many(300), morgan)
    with django_assert_max_num_queries(20):
        imports.go_on(batch.pk)
    imports.take_in(batch=batch, by=morgan)
    with django_assert_max_num_queries(60):
        imports.go_on(batch.pk)
    assert Consent.objects.asleep().count() == 300
    imports.undo(batch=batch, by=morgan)
    with django_assert_max_num_queries(300):
        imports.go_on(batch.pk)
    assert Person.objects.count() == 0
