"""What is kept of letters, and how long: the counts stay, and nothing that says who wrote or what."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.letter_enums import LetterActionState, LetterState, PrintRunState, Publication
from campaigns.models import (
    Letter,
    LetterAction,
    LetterAnswer,
    LetterBand,
    LetterDraft,
    LetterSketch,
    LetterStep,
    PrintFile,
    Questionnaire,
)
from campaigns.selectors import letter_totals
from campaigns.services import letter_desk, letter_moves, letters, print_runs, signatures
from mail.enums import State
from mail.models import Delivery
from people.models import Address, LegalHold, Person
from people.services import erasure, merging, retention
from tests import factories
from tests.campaigns.people import ADDRESS, answered, draft, printed, sent
from tests.campaigns.test_keeping import dump, traces
from tests.campaigns.written import BODY, SUZIE, confirmed, to_confirm
from tests.cast import MALLORY
from tests.people.deeds import signed

pytestmark = pytest.mark.django_db
CHARLIE = {"name": "Charlie Organiser", "email": "charlie@example.org", "postcode": "SW1A 1AA", "town": "London"}
OTHERS = {"deliveries", "unused-addresses", "inactive-people-asked"}
WRITERS: tuple[dict[str, Any], ...] = (SUZIE, {**MALLORY, "town": "Manchester"}, CHARLIE)


@pytest.fixture
def action() -> LetterAction:
    return factories.letter_action(factories.office(email="minister@example.org"))


def words_of(number: int) -> str:
    return f"{BODY} I am the writer number {number} of {number} letters."


def hold(person: Person) -> None:
    LegalHold.objects.create(person=person, reason="A court asks.", placed_by=factories.dele())


def age(days: float, **also: Any) -> None:
    """All letters, as if everything had happened so much earlier."""
    moment = timezone.now() - timedelta(days=days)
    Letter.objects.exclude(confirmed_at=None).update(confirmed_at=moment)
    Letter.objects.exclude(sent_at=None).update(sent_at=moment)
    Letter.objects.update(created_at=moment, since=moment, **also)
    Letter.objects.exclude(asked_at=None).update(asked_at=moment)
    Delivery.objects.update(created_at=moment)
    Person.objects.update(active_at=moment)


def took(run: Any) -> set[str]:
    return {name for name, number in run.forgotten.items() if number}


def test_of_three_letters_one_on_hold_two_leave_no_trace_of_who_wrote_anywhere(action: LetterAction) -> None:
    rows = [sent(action, body=words_of(number), **who) for number, who in enumerate(WRITERS)]
    for row in rows:
        answered(row)
        LetterAnswer.objects.update(publication=Publication.PRIVATE, published_text="", published_at=None)
    assert all(traces(who, dump()) for who in WRITERS)
    hold(rows[1].person)
    age(732)
    LetterAnswer.objects.update(received_at=timezone.now() - timedelta(days=366))
    run = retention.carry_out()
    assert (run.forgotten["letter-names"], run.held["letter-names"]) == (2, 1)
    left = dump()
    assert [traces(who, left) for who in WRITERS] == [[], ["Mallory", "Meddler", MALLORY["email"], "M1 1AA"], []]
    texts = {row.pk: (row.body, row.postal_address, row.subject) for row in Letter.objects.all()}
    assert texts[rows[1].pk] == (words_of(1), ADDRESS, "Support for a year")
    assert texts[rows[0].pk] == texts[rows[2].pk] == ("", "", "")
    assert letter_totals.of_action(action) == 3


def test_texts_and_addresses_go_sixty_days_after_a_letter_left_and_names_stay_two_years(action: LetterAction) -> None:
    row = sent(action)
    for days, expected in ((59, set()), (61, {"letter-texts"}), (730, set()), (732, {"letter-names", "letter-people"})):
        age(days)
        assert took(retention.carry_out()) - OTHERS == expected, days
    row.refresh_from_db()
    assert (row.name, row.body, row.postal_address, row.postcode, row.town, row.digest) == ("", "", "", "", "", "")
    assert not LetterStep.objects.exclude(note="").exists()
    assert (row.state, row.sent_to, letter_totals.of_action(action)) == (LetterState.SENT, "Alex Sample", 1)
    assert Person.objects.get().erased_at is not None


@pytest.mark.parametrize("state", [LetterState.CONFIRMED, LetterState.HELD, LetterState.QUEUED, LetterState.BOUNCED])
def test_a_letter_that_may_still_leave_keeps_its_words_however_long_it_waits(
    state: LetterState, action: LetterAction
) -> None:
    row = confirmed(action)
    Letter.objects.update(state=state, held_because="vacant" if state == LetterState.HELD else "")
    age(800)
    run = retention.carry_out()
    assert not took(run) & {"letter-texts", "letter-names", "letter-people"}
    row.refresh_from_db()
    assert (row.name, row.body) == (SUZIE["name"], BODY)


def test_what_was_taken_back_or_given_up_loses_its_words_as_what_left_does(action: LetterAction) -> None:
    row = confirmed(action)
    assert letters.withdraw(person_id=row.person_id, letter_id=row.pk)
    age(61)
    assert retention.carry_out().forgotten["letter-texts"] == 1
    assert Letter.objects.get().body == ""


def test_a_letter_that_nobody_confirmed_goes_whole_with_whoever_wrote_nothing_else(action: LetterAction) -> None:
    to_confirm(action)
    age(29)
    assert retention.carry_out().forgotten["unconfirmed-letters"] == 0
    letter_moves.move([Letter.objects.get().pk], "expire")
    age(31)
    assert retention.carry_out().forgotten["unconfirmed-letters"] == 1
    assert not Letter.objects.exists()
    assert not Person.objects.exists()
    assert traces(SUZIE, dump()) == []


def test_one_that_was_asked_about_or_confirmed_meanwhile_stays(action: LetterAction) -> None:
    row = to_confirm(action)
    age(31, asked_at=timezone.now() - timedelta(days=29))
    Letter.objects.update(asked_at=timezone.now() - timedelta(days=29))
    assert retention.carry_out().forgotten["unconfirmed-letters"] == 0
    assert letters.confirm(row.token)
    age(31)
    assert retention.carry_out().forgotten["unconfirmed-letters"] == 0
    assert Letter.objects.get().state == LetterState.CONFIRMED


def test_whoever_signed_too_stays_known_when_their_unconfirmed_letter_goes(action: LetterAction) -> None:
    to_confirm(action)
    person = signed(factories.petition()).person
    age(31)
    assert retention.carry_out().forgotten["unconfirmed-letters"] == 1
    assert Person.objects.get() == person


def test_drafts_go_thirty_days_after_they_were_last_changed(action: LetterAction) -> None:
    old, young = draft(action, days_ago=31), draft(action, days_ago=29)
    assert retention.carry_out().forgotten["letter-drafts"] == 1
    assert list(LetterDraft.objects.all()) == [young] != [old]


def test_answers_lose_their_text_after_a_year_and_what_is_published_of_them_stays(action: LetterAction) -> None:
    answered(sent(action))
    LetterAnswer.objects.update(received_at=timezone.now() - timedelta(days=364))
    assert retention.carry_out().forgotten["letter-answers"] == 0
    LetterAnswer.objects.update(received_at=timezone.now() - timedelta(days=366))
    assert retention.carry_out().forgotten["letter-answers"] == 1
    kept = LetterAnswer.objects.get()
    assert (kept.text, kept.subject, kept.published_text) == ("", "", "We read what you wrote.")


def test_the_file_of_a_print_run_goes_two_weeks_after_it_was_posted_unless_a_writer_is_on_hold(
    action: LetterAction,
) -> None:
    today = timezone.localdate()
    rows = [confirmed(action, **who) for who in WRITERS]
    posted = {"state": PrintRunState.POSTED}
    printed(rows[0], posted_on=today - timedelta(days=13), **posted)
    gone = printed(rows[1], posted_on=today - timedelta(days=15), **posted)
    printed(rows[2], posted_on=today - timedelta(days=15), **posted)
    hold(rows[2].person)
    run = retention.carry_out()
    assert (run.forgotten["print-files"], run.held["print-files"]) == (1, 1)
    assert not PrintFile.objects.filter(run=gone).exists()
    assert PrintFile.objects.count() == 2


def test_the_file_of_a_run_that_waits_to_be_posted_stays_and_one_that_nobody_waits_for_goes(
    action: LetterAction,
) -> None:
    row = confirmed(action)
    run = printed(row, state=PrintRunState.READY, asked_at=timezone.now() - timedelta(days=90))
    Letter.objects.update(state=LetterState.QUEUED, print_run=run)
    assert retention.carry_out().forgotten["print-files"] == 0
    letter_moves.move([row.pk], "withdraw")
    assert retention.carry_out().forgotten["print-files"] == 1


def test_hashes_of_letters_go_half_a_year_after_their_action_ended(action: LetterAction) -> None:
    confirmed(action)
    assert LetterSketch.objects.exists()
    LetterAction.objects.update(closes_on=timezone.localdate() - timedelta(days=182))
    assert retention.carry_out().forgotten["letter-sketches"] == 0
    LetterAction.objects.update(
        closes_on=None, state=LetterActionState.CLOSED, closed_at=timezone.now() - timedelta(days=184)
    )
    assert retention.carry_out().forgotten["letter-sketches"] >= 1
    assert not LetterSketch.objects.exists()
    assert not LetterBand.objects.exists()


def test_erasing_blanks_who_wrote_and_what_and_its_count_stays(action: LetterAction) -> None:
    row = sent(action)
    answered(row)
    erasure.erase(row.person)
    row.refresh_from_db()
    assert (row.name, row.body, row.postal_address, row.state) == ("", "", "", LetterState.ANSWERED)
    answer = LetterAnswer.objects.get()
    assert (answer.text, answer.published_text, answer.publication) == ("", "", Publication.DECLINED)
    assert not LetterSketch.objects.filter(letter=row).exists()
    assert not LetterStep.objects.filter(to_tell=True, told_at=None).exists()
    assert Questionnaire.objects.count() == letter_totals.of_action(action) == 1
    assert traces(SUZIE, dump()) == []


def test_erasing_stops_what_has_not_left_and_takes_what_was_never_confirmed_away(action: LetterAction) -> None:
    other = factories.office(email="other@example.org", post="Another minister")
    waiting = confirmed(action)
    never = to_confirm(action, other)
    message = Delivery.objects.create(kind="letter", stream="transactional", address=waiting.address)
    letter_moves.move([waiting.pk], "queue", delivery=message)
    erasure.erase(waiting.person)
    waiting.refresh_from_db()
    message.refresh_from_db()
    assert (waiting.state, waiting.body, message.state) == (LetterState.WITHDRAWN, "", State.CANCELLED)
    assert not Letter.objects.filter(pk=never.pk).exists()
    assert letter_totals.of_action(action) == 0


def test_erasing_takes_the_file_away_in_which_a_letter_is_printed_and_it_is_made_again_without(
    action: LetterAction,
) -> None:
    rows = [confirmed(action, **who) for who in WRITERS[:2]]
    run = printed(rows[0], state=PrintRunState.READY, number=2)
    Letter.objects.update(state=LetterState.QUEUED, channel="post", print_run=run)
    erasure.erase(rows[0].person)
    assert not PrintFile.objects.exists()
    assert list(print_runs.outdated()) == [run]
    assert [letter.pk for letter in print_runs.in_run(run)] == [rows[1].pk]


@pytest.mark.parametrize("state", [LetterState.BOUNCED, LetterState.UNCERTAIN, LetterState.SENDING, LetterState.HELD])
def test_no_letter_without_words_can_be_sent_after_its_writer_was_erased(
    state: LetterState, action: LetterAction
) -> None:
    row = confirmed(action)
    Letter.objects.update(state=state, held_because="abuse" if state == LetterState.HELD else "")
    erasure.erase(row.person)
    row.refresh_from_db()
    assert (row.state, row.body) == (LetterState.WITHDRAWN, "")


def test_a_letter_that_was_perhaps_sent_can_not_be_sent_again_once_its_words_are_gone(action: LetterAction) -> None:
    row = confirmed(action)
    letter_moves.move([row.pk], "queue")
    letter_moves.move([row.pk], "doubt")
    age(61)
    assert retention.carry_out().forgotten["letter-texts"] == 1
    assert letter_desk.send_again([row.pk], by=factories.morgan()).done == 0
    assert Letter.objects.get().state == LetterState.UNCERTAIN


def test_a_message_with_letters_of_others_in_it_goes_on_without_the_one_that_was_erased(action: LetterAction) -> None:
    rows = [confirmed(action, **who) for who in WRITERS[:2]]
    message = Delivery.objects.create(kind="letter_digest", stream="transactional", address=rows[0].address)
    Delivery.objects.filter(pk=message.pk).update(address=Address.objects.create(canonical="m", typed="m"))
    letter_moves.move([row.pk for row in rows], "queue", delivery=message, in_digest=True)
    erasure.erase(rows[0].person)
    message.refresh_from_db()
    assert message.state == State.QUEUED
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states == {rows[0].pk: LetterState.WITHDRAWN, rows[1].pk: LetterState.QUEUED}


def test_a_hold_keeps_every_word_of_a_letter(action: LetterAction) -> None:
    row = sent(action)
    answered(row)
    hold(row.person)
    age(800)
    LetterAnswer.objects.update(received_at=timezone.now() - timedelta(days=800))
    LetterAction.objects.update(closes_on=timezone.localdate() - timedelta(days=800))
    run = retention.carry_out()
    kept = {"letter-texts", "letter-names", "letter-answers", "letter-sketches"}
    assert {name for name in kept if run.held[name] == 1} == kept
    row.refresh_from_db()
    assert (row.name, row.body, LetterSketch.objects.filter(letter=row).count()) == (SUZIE["name"], BODY, 1)
    with pytest.raises(erasure.OnHold):
        erasure.erase(row.person)


def test_merging_two_records_moves_letters_but_for_a_second_one_to_the_same_office(action: LetterAction) -> None:
    other = factories.office(email="other@example.org", post="Another minister")
    kept, double = confirmed(action), confirmed(action, **CHARLIE)
    moves = confirmed(action, other, **CHARLIE)
    merge = merging.merge(kept=kept.person, gone=double.person, by=factories.dele(), reason="One person.")
    owners = dict(Letter.objects.values_list("pk", "person"))
    assert owners == {kept.pk: kept.person_id, double.pk: double.person_id, moves.pk: kept.person_id}
    merging.undo(merge, by=factories.user("another"))
    assert Letter.objects.get(pk=moves.pk).person_id == double.person_id


def test_erasing_somebody_erases_the_letters_that_stayed_with_the_record_merged_into_theirs(
    action: LetterAction,
) -> None:
    kept, double = sent(action), sent(action, **CHARLIE)
    merging.merge(kept=kept.person, gone=double.person, by=factories.dele(), reason="One person.")
    erasure.erase(kept.person)
    assert traces(SUZIE, dump()) == traces(CHARLIE, dump()) == []


def test_names_under_petitions_and_letters_both_have_to_go_before_somebody_is_forgotten(action: LetterAction) -> None:
    sent(action)
    signature = signed(factories.petition())
    assert signature.person == Letter.objects.get().person
    age(732)
    signature.state, signature.confirmed_at = "confirmed", timezone.now()
    signature.save()
    assert not took(retention.carry_out()) & {"letter-people", "petition-people"}
    signatures.blank([signature.pk])
    assert "letter-people" in took(retention.carry_out())
