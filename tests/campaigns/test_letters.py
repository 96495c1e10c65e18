"""A letter from being handed in to being confirmed, held, withdrawn or expired."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from campaigns import letter_life
from campaigns.letter_enums import HeldBecause, LetterActionState, LetterState
from campaigns.models import Election, Letter, LetterAction, LetterDraft, LetterStep
from campaigns.selectors import elections, letter_totals, recipients
from campaigns.services import letter_asking, letter_codes, letter_moves, letters
from mail.enums import State
from mail.models import Delivery
from mail.services import deliveries
from people.models import Person
from places.models import Constituency, GovernmentOffice
from tests import factories
from tests.campaigns.test_signing import in_threads
from tests.campaigns.written import BODY, confirmed, given, to_confirm

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(email="minister@example.org")


@pytest.fixture
def action(office: GovernmentOffice) -> LetterAction:
    return factories.letter_action(office)


def moves(letter: Letter) -> list[str]:
    return list(letter.steps.values_list("move", flat=True))


def asked() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("kind", flat=True))


def test_a_letter_waits_for_its_writer_and_one_message_asks_them(action: LetterAction) -> None:
    letter = to_confirm(action)
    assert (letter.state, letter.confirmed_at, asked()) == (LetterState.TO_CONFIRM, None, ["confirm_letter"])
    assert letter_totals.of_action(action) == 0
    assert BODY not in str(Delivery.objects.get().context)


def test_confirming_counts_it_once_however_often_it_is_done(action: LetterAction) -> None:
    letter = to_confirm(action)
    assert [letters.confirm(letter.token) for _ in range(3)] == [True, False, False]
    letter.refresh_from_db()
    assert (letter.state, moves(letter), letter_totals.of_action(action)) == (LetterState.CONFIRMED, ["confirm"], 1)


def test_letters_to_several_offices_are_confirmed_in_one_go() -> None:
    first, second = factories.office(email="a@example.org"), factories.office(email="b@example.org", post="Second")
    action = factories.letter_action(first, second)
    made = letters.write(given(action))
    assert [letter.office for letter in made] == [first, second]
    assert (len({letter.token for letter in made}), asked()) == (1, ["confirm_letter"])
    letters.confirm(made[0].token)
    assert Letter.objects.confirmed().count() == 2


def test_what_is_written_anew_before_it_is_confirmed_takes_the_older_ones_place(action: LetterAction) -> None:
    first = to_confirm(action)
    second = to_confirm(action, body="Quite another text of mine, which says it better.")
    assert (first.pk, Letter.objects.count()) == (second.pk, 1)
    assert not letters.confirm(first.token)
    assert letters.confirm(second.token)
    assert Letter.objects.get().body.startswith("Quite another")


def test_however_often_a_letter_is_written_anew_a_message_has_the_link_that_works(action: LetterAction) -> None:
    letters_ = [to_confirm(action, body=f"Draft number {number} of what I want to say.") for number in range(5)]
    paths = [row.context["confirm_path"] for row in Delivery.objects.order_by("pk")]
    assert paths == [letter.get_confirm_path() for letter in letters_]
    assert letters.confirm(letters_[-1].token)


def test_where_no_message_may_be_sent_any_more_the_letter_before_keeps_its_link(action: LetterAction) -> None:
    for number in range(letter_asking.MOST_TO_AN_ADDRESS):
        last = to_confirm(action, body=f"Draft number {number} of what I want to say.")
    with pytest.raises(letters.TooMany):
        letters.write(given(action, body="One draft more."))
    assert letters.confirm(last.token)
    assert "number 9" in Letter.objects.get().body


def test_a_second_letter_to_the_same_office_is_refused_kindly_and_only_its_writer_hears(action: LetterAction) -> None:
    letter = confirmed(action)
    assert letters.write(given(action, body="Once more, with feeling.")) == []
    assert (asked(), Letter.objects.get().pk) == (["confirm_letter", "letter_before"], letter.pk)
    assert Letter.objects.get().body == BODY


def test_after_withdrawing_somebody_may_write_again(action: LetterAction) -> None:
    letter = confirmed(action)
    assert letters.withdraw(person_id=letter.person_id, letter_id=letter.pk)
    assert not letters.withdraw(person_id=letter.person_id, letter_id=letter.pk)
    assert confirmed(action).pk != letter.pk
    assert letter_totals.of_action(action) == 1


def test_nobody_withdraws_a_letter_of_somebody_else(action: LetterAction) -> None:
    letter = confirmed(action)
    other = confirmed(action, name="Mallory Meddler", email="mallory@example.org")
    assert not letters.withdraw(person_id=other.person_id, letter_id=letter.pk)
    letter.refresh_from_db()
    assert letter.state == LetterState.CONFIRMED


def test_two_people_who_share_an_address_write_a_letter_each(action: LetterAction) -> None:
    suzie = confirmed(action)
    sam = confirmed(action, name="Sam Signer")
    assert suzie.address_id == sam.address_id
    assert suzie.person_id != sam.person_id
    assert letters.write(given(action, name="sam  signer")) == []


def test_the_database_refuses_a_second_letter_to_one_recipient_whoever_writes_it(action: LetterAction) -> None:
    letter = confirmed(action)
    letter.pk, letter.answer_token = None, uuid.uuid4()
    with pytest.raises(IntegrityError, match="one_letter_of_a_person_to_an_office_per_action"), transaction.atomic():
        letter.save(force_insert=True)


def test_a_closed_action_takes_no_letter(action: LetterAction) -> None:
    LetterAction.objects.update(state=LetterActionState.CLOSED)
    with pytest.raises(letters.ActionClosed):
        letters.write(given(action))
    LetterAction.objects.update(state=LetterActionState.OPEN, closes_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(letters.ActionClosed):
        letters.write(given(action))
    assert not Person.objects.exists()


def test_whoever_wrote_in_the_last_minute_has_a_day_to_confirm(action: LetterAction) -> None:
    early, late = to_confirm(action), to_confirm(action, email="sam@example.org", name="Sam")
    LetterAction.objects.update(state=LetterActionState.CLOSED, closed_at=timezone.now())
    assert letters.confirm(early.token)
    LetterAction.objects.update(closed_at=timezone.now() - timedelta(days=1, minutes=1))
    with pytest.raises(letters.TooLate):
        letters.confirm(late.token)


@pytest.mark.parametrize("state", [LetterActionState.PAUSED, LetterActionState.IN_REVIEW])
def test_while_an_action_is_paused_or_read_again_what_was_written_may_be_confirmed(
    state: LetterActionState, action: LetterAction, client: Client
) -> None:
    letter = to_confirm(action)
    LetterAction.objects.update(state=state)
    assert "Confirm my letter" in client.get(letter.get_confirm_path()).content.decode()
    assert letters.confirm(letter.token)


def test_what_perhaps_left_is_not_withdrawn_while_it_is_sent_once_more(action: LetterAction) -> None:
    letter = confirmed(action)
    delivery = deliveries.queue(kind="letter", address_id=letter.address_id, context={"letter": letter.pk})
    letter_moves.move([letter.pk], "queue", delivery=delivery)
    letter_moves.move([letter.pk], "doubt")
    Delivery.objects.filter(pk=delivery.pk).update(state=State.CLAIMED, lease_until=timezone.now())
    assert not letters.withdraw(person_id=letter.person_id, letter_id=letter.pk)
    Delivery.objects.filter(pk=delivery.pk).update(state=State.QUEUED, lease_until=None)
    assert letters.withdraw(person_id=letter.person_id, letter_id=letter.pk)
    delivery.refresh_from_db()
    assert delivery.state == State.CANCELLED


def test_one_address_cannot_begin_letters_without_end(action: LetterAction, office: GovernmentOffice) -> None:
    with pytest.raises(letters.TooMany):
        letters.write(given(action, *[office] * (letters.MOST_A_DAY + 1)))
    assert not Letter.objects.exists()


def test_a_code_finds_the_letter_of_its_address_alone(action: LetterAction) -> None:
    letter = to_confirm(action)
    digits = letter_codes.of(letter.token)
    assert letter_codes.enter(action=action, email="SUZIE@example.org", digits=digits) == letter.token
    assert letter_codes.enter(action=action, email="mallory@example.org", digits=digits) is None
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    assert letter_codes.enter(action=action, email="suzie@example.org", digits=wrong) is None
    for _ in range(8):
        letter_codes.enter(action=action, email="suzie@example.org", digits=wrong)
    with pytest.raises(letter_codes.TooManyTries):
        letter_codes.enter(action=action, email="suzie@example.org", digits=digits)


@pytest.mark.parametrize(
    ("body", "because"),
    [
        ("I will kill you and burn your house down.", HeldBecause.ABUSE),
        (
            "My neighbour locks the girl in the house, she has no passport and he hits her every night. Help her.",
            HeldBecause.REPORT,
        ),
    ],
)
def test_what_staff_must_read_first_is_held_and_its_writer_is_told(
    body: str, because: HeldBecause, action: LetterAction
) -> None:
    letter = confirmed(action, body=body)
    assert (letter.state, letter.held_because) == (LetterState.HELD, because)
    assert letter.steps.get(move="hold").to_tell
    letter_moves.move([letter.pk], "release", looked_at=True)
    letter.refresh_from_db()
    assert (letter.state, letter.held_because) == (LetterState.CONFIRMED, "")


def test_before_an_election_a_letter_that_names_a_party_is_held(action: LetterAction) -> None:
    factories.representative(Constituency.objects.current()[0], party="Example Party")
    body = f"{BODY}\nThe Example Party promised this."
    assert confirmed(action, body=body).state == LetterState.CONFIRMED
    today = timezone.localdate()
    Election.objects.create(announced_on=today, dissolved_on=today + timedelta(5), polling_on=today + timedelta(30))
    held = confirmed(action, body=body, email="sam@example.org", name="Sam")
    assert held.held_because == HeldBecause.ELECTION
    assert confirmed(action, email="dele@example.org", name="Dele").state == LetterState.CONFIRMED


def test_before_an_election_a_letter_that_names_somebody_who_sits_in_parliament_is_held(action: LetterAction) -> None:
    factories.representative(Constituency.objects.current()[0], name="Kit Candidate")
    today = timezone.localdate()
    Election.objects.create(announced_on=today, dissolved_on=today + timedelta(5), polling_on=today + timedelta(30))
    assert confirmed(action, body=f"{BODY}\nI trust KIT Candidate.").held_because == HeldBecause.ELECTION
    other = confirmed(action, body=f"{BODY}\nNo candidate has a kit.", email="sam@example.org", name="Sam")
    assert other.state == LetterState.CONFIRMED


def test_parliament_is_dissolved_until_the_new_house_is_said_to_meet() -> None:
    election = Election.objects.create(
        announced_on=date(2024, 5, 22), dissolved_on=date(2024, 5, 30), polling_on=date(2024, 7, 4)
    )
    assert elections.dissolved(date(2024, 5, 29)) is None
    assert elections.dissolved(date(2024, 5, 30)) == election
    assert elections.dissolved(date(2024, 8, 1)) == election
    assert elections.in_campaign(date(2024, 7, 4)) == election
    assert elections.in_campaign(date(2024, 7, 5)) is None
    election.returned_on = date(2024, 7, 9)
    election.save()
    assert elections.dissolved(date(2024, 7, 8)) == election
    assert elections.dissolved(date(2024, 7, 9)) is None


def test_a_recipient_is_whoever_holds_the_post_now(office: GovernmentOffice) -> None:
    office.holder, office.address, office.postcode = "Jo Example", "1 Example Street\nLondon", "SW1A 2AA"
    found = recipients.of_office(office)
    assert isinstance(found, recipients.Recipient)
    assert found.name_lines == ("Jo Example", "Secretary of State for Examples")
    assert found.address_lines == ("1 Example Street", "London", "SW1A 2AA")
    office.is_vacant = True
    assert recipients.of_office(office) == HeldBecause.VACANT
    office.is_vacant, office.email, office.address, office.postcode = False, "", "", ""
    assert recipients.of_office(office) == HeldBecause.NO_CONTACT


def test_a_letter_to_an_mp_follows_the_seat() -> None:
    seat = Constituency.objects.current()[0]
    assert recipients.of_seat(seat) == HeldBecause.VACANT
    member = factories.representative(seat, address_as="Ms Sample")
    found = recipients.of_seat(seat, "cy")
    assert isinstance(found, recipients.Recipient)
    assert (found.salutation, found.closing, found.representative) == ("Annwyl Ms Sample", "Yn gywir", member)
    assert found.address_lines == recipients.COMMONS
    today = timezone.localdate()
    Election.objects.create(announced_on=today - timedelta(9), dissolved_on=today, polling_on=today + timedelta(25))
    assert recipients.of_seat(seat) == HeldBecause.DISSOLVED


def test_two_reminders_come_and_no_third(action: LetterAction) -> None:
    letter = to_confirm(action)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for day in range(1, 7):
            clock.shift(timedelta(days=1))
            letter_asking.remind()
            assert letter_asking.remind() == 0, day
    assert asked() == ["confirm_letter"] * 3
    letter.refresh_from_db()
    assert letter.asked == 3


def test_an_unconfirmed_letter_expires_after_a_week_and_nobody_is_written_to(action: LetterAction) -> None:
    letter = to_confirm(action)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert (letter_asking.expire(), letter_asking.expire()) == (1, 0)
    letter.refresh_from_db()
    assert letter.state == LetterState.EXPIRED
    assert not LetterStep.objects.filter(to_tell=True).exists()


def test_a_letter_held_for_four_months_expires_and_its_writer_is_told(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_moves.move([letter.pk], "hold", because=HeldBecause.VACANT)
    with time_machine.travel(timezone.now() + timedelta(days=121)):
        assert letter_asking.expire() == 1
    assert letter.steps.get(move="expire").to_tell


def test_a_draft_that_nobody_touches_is_forgotten(action: LetterAction) -> None:
    now = timezone.now()
    for days in (29, 31):
        LetterDraft.objects.create(
            digest=str(days), action=action, content=b"sealed", touched_at=now - timedelta(days=days)
        )
    assert letter_asking.expire() == 1
    assert LetterDraft.objects.get().digest == "29"


def test_sending_the_message_again_tells_nobody_whether_an_address_wrote(action: LetterAction) -> None:
    to_confirm(action)
    assert letter_asking.send_again(action=action, email="suzie@example.org") == 1
    assert letter_asking.send_again(action=action, email="suzie@example.org") == 1
    assert letter_asking.send_again(action=action, email="suzie@example.org") == 0  # three in all
    assert letter_asking.send_again(action=action, email="mallory@example.org") == 0
    assert asked() == ["confirm_letter"] * 3


def test_a_move_from_another_state_changes_nothing(action: LetterAction) -> None:
    letter = to_confirm(action)
    assert letter_moves.move([letter.pk], "queue") == []
    with pytest.raises(KeyError):
        letter_moves.move([letter.pk], "teleport")
    assert moves(letter) == []


def test_every_state_can_be_reached_and_every_end_is_an_end() -> None:
    reached = {LetterState.TO_CONFIRM, LetterState.DRAFT}
    for _ in letter_life.MOVES:
        reached |= {move.to for move in letter_life.MOVES.values() if move.since & reached}
    assert reached == set(LetterState)
    leads_on = {state for move in letter_life.MOVES.values() for state in move.since}
    ends = {LetterState.ANSWERED, LetterState.REFUSED, LetterState.WITHDRAWN, LetterState.EXPIRED}
    assert set(LetterState) - leads_on == ends | {LetterState.DRAFT}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_letter_confirmed_by_many_at_once_is_confirmed_once() -> None:
    action = factories.letter_action(factories.office(email="minister@example.org"))
    letter = to_confirm(action)
    answers: list[bool] = []
    in_threads(lambda: answers.append(letters.confirm(letter.token)), 8)
    assert sorted(answers) == [False] * 7 + [True]
    assert moves(letter) == ["confirm"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_letter_comes_of_many_sent_at_once() -> None:
    action = factories.letter_action(factories.office(email="minister@example.org"))
    in_threads(lambda: letters.write(given(action)), 8)
    assert Letter.objects.count() == 1
