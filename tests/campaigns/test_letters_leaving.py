"""A letter that was confirmed leaves once, for whoever is to get it when it leaves."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns import letter_compose
from campaigns.letter_enums import Channel, HeldBecause, LetterState
from campaigns.models import Election, Letter, LetterAction
from campaigns.services import letter_following, letter_moves, letter_turns, letters
from campaigns.services.letter_windows import LONDON
from mail.enums import State, SuppressionReason
from mail.models import Delivery
from mail.services import deliveries, suppressions
from pages.models import SiteDocument
from people.models import Address
from places.models import Constituency, GovernmentOffice
from tests import factories
from tests.campaigns.letters_leaving import NOON, from_writer, moves, own_words, post, state, take_turn, through
from tests.campaigns.written import BODY, confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_office_hours() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=True) as clock:
        yield clock


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(email="minister@example.org", holder="Alex Holder")


@pytest.fixture
def action(office: GovernmentOffice) -> LetterAction:
    return factories.letter_action(office)


@pytest.fixture
def leeds() -> Constituency:
    seat: Constituency = Constituency.objects.get(slug="leeds-central-and-headingley")
    factories.representative(seat, name="Robin Sample", address_as="Ms Sample", email="mp@example.org")
    return seat


@pytest.fixture
def to_mps() -> LetterAction:
    return factories.letter_action(slug="ask-your-mp")


def received() -> list[EmailMessage]:
    """Those that left as letters, as their recipients get them."""
    sent = [message_from_bytes(each.message().as_bytes(), policy=policy.default) for each in mail.outbox]
    return [each for each in sent if "Auto-Submitted" not in each]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_confirmed_letter_leaves_and_its_writer_is_told(action: LetterAction) -> None:
    letter = confirmed(action)
    through()
    assert (state(letter), letter.channel, letter.sent_to) == (LetterState.SENT, Channel.EMAIL, "Alex Holder")
    assert letter.sent_at is not None
    assert moves(letter) == ["confirm", "queue", "send"]
    post()
    assert [each.to for each in mail.outbox if "News" in each.subject] == [["suzie@example.org"]]


def test_its_headers_and_words_are_exact(action: LetterAction, settings: Any) -> None:
    settings.LETTER_ANSWERS_DOMAIN = "answers.example.org"
    letter = confirmed(action)
    through()
    [message] = received()
    letter.refresh_from_db()
    assert letter.delivery is not None
    assert str(message["From"]) == "Suzie Signer via ACTFORJUSTICE <hello@example.org>"
    assert str(message["Reply-To"]) == f"answer-{letter.answer_token.hex}@answers.example.org"
    assert str(message["To"]) == "minister@example.org"
    assert str(message["Subject"]) == "Support for a year"
    name = uuid.uuid5(letter_turns.NAMES, f"letter {letter.pk} 1")
    assert str(message["Message-ID"]).startswith(f"<{name}@")
    assert letter.delivery.message_id == name
    assert message["Content-Language"] == "en-gb"
    assert not [header for header in message if header.startswith("List-")]
    assert not message.is_multipart()
    text = text_of(message)
    order = ["Alex Holder", "Secretary of State for Examples", "Dear Secretary of State", *BODY.split("\n\n")]
    places = [text.index(words) for words in [*order, "Yours sincerely", "Suzie Signer", f"L{letter.pk:06d}"]]
    assert places == sorted(places)
    assert "confirmed it by e-mail on 25 November 2026" in text


def test_without_a_domain_for_answers_they_go_to_the_writer(action: LetterAction, settings: Any) -> None:
    settings.LETTER_ANSWERS_DOMAIN = ""
    confirmed(action)
    through()
    assert str(received()[0]["Reply-To"]) == "suzie@example.org"


def test_nothing_of_a_letter_waits_in_the_post_room(action: LetterAction) -> None:
    confirmed(action)
    letter_turns.take_turn()
    queued = Delivery.objects.get(kind="letter")
    assert queued.context == {"letter": Letter.objects.get().pk}
    assert (queued.stream, queued.domain) == ("bulk", "example.org")


def test_to_an_mp_the_postal_address_goes_along_and_to_an_office_it_does_not(
    action: LetterAction, to_mps: LetterAction, leeds: Constituency
) -> None:
    to_mp = confirmed(to_mps, leeds, postal_address="1 Example Street\nLeeds\nLS1 4DY")
    confirmed(action, name="Sam Signer", email="sam@example.org")
    through()
    mp, minister = (text_of(each) for each in sorted(received(), key=lambda each: "minister" in str(each["To"])))
    assert "Suzie Signer\n1 Example Street\nLeeds\nLS1 4DY" in mp
    assert "Dear Ms Sample" in mp
    assert "Example Street" not in minister
    to_mp.refresh_from_db()
    assert to_mp.representative is not None
    assert (to_mp.representative.name, to_mp.sent_to) == ("Robin Sample", "Robin Sample")


def test_a_letter_in_welsh_says_so(action: LetterAction) -> None:
    confirmed(action, language="cy", body="Rwy'n ysgrifennu atoch o Gaerdydd am fod hyn yn bwysig i mi ŵ ŷ.")
    through()
    [message] = received()
    assert message["Content-Language"] == "cy"
    assert "Rwy'n ysgrifennu atoch" in text_of(message)
    assert "Cyfeirnod: L" in text_of(message)
    assert "25 Tachwedd 2026" in text_of(message)


@pytest.mark.parametrize(
    "name", ["Suzie\r\nBcc: mallory@example.org", 'Suzie" <mallory@example.org>', "=?utf-8?q?Mallory?=", "Zoë Sîgner"]
)
def test_a_name_cannot_forge_a_header(name: str, action: LetterAction) -> None:
    letter = confirmed(action)
    Letter.objects.filter(pk=letter.pk).update(name=name, subject="One\r\nBcc: mallory@example.org")
    through()
    [message] = received()
    assert message["Bcc"] is None
    addresses = message["From"].addresses
    assert [each.addr_spec for each in addresses] == ["hello@example.org"]
    assert "\n" not in str(message["Subject"])
    assert message["To"].addresses[0].addr_spec == "minister@example.org"


def test_it_leaves_in_office_hours_alone(action: LetterAction, in_office_hours: Any) -> None:
    in_office_hours.move_to(NOON + timedelta(hours=10))
    letter = confirmed(action)
    letter_turns.take_turn()
    delivery = Delivery.objects.get(kind="letter")
    assert delivery.due_at == (NOON + timedelta(days=1)).replace(hour=8)
    assert delivery.due_at.astimezone(LONDON).hour == 8
    assert state(letter) == LetterState.QUEUED


def test_whoever_holds_the_post_when_it_leaves_gets_it(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    GovernmentOffice.objects.update(holder="Kit Successor")
    post()
    [message] = received()
    assert text_of(message).startswith("Kit Successor\nSecretary of State for Examples\n")
    assert "Alex Holder" not in text_of(message)
    assert (state(letter), letter.sent_to) == (LetterState.SENT, "Kit Successor")


def test_an_office_whose_address_changed_gets_it_there_and_nobody_gets_it_twice(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    GovernmentOffice.objects.update(email="new@example.org")
    post()  # what is composed for the old address does not leave
    assert (received(), state(letter), moves(letter)[-1]) == ([], LetterState.CONFIRMED, "recall")
    take_turn()
    post()
    assert [str(each["To"]) for each in received()] == ["new@example.org"]
    assert state(letter) == LetterState.SENT
    assert Delivery.objects.filter(kind="letter").count() == 1  # the same message, under the same Message-ID


def test_a_new_mp_gets_the_letters_to_their_seat(to_mps: LetterAction, leeds: Constituency) -> None:
    letter = confirmed(to_mps, leeds)
    letter_turns.take_turn()
    leeds.representatives.update(ended_on=timezone.localdate())
    successor = factories.representative(leeds, name="Kit Successor", address_as="Kit", email="kit@example.org")
    post()
    take_turn()
    post()
    [message] = received()
    assert str(message["To"]) == "kit@example.org"
    assert "Dear Kit" in text_of(message)
    assert state(letter) == LetterState.SENT
    assert letter.representative == successor


def test_a_vacant_post_holds_its_letters_until_it_is_filled(action: LetterAction) -> None:
    GovernmentOffice.objects.update(is_vacant=True)
    letter = confirmed(action)
    through()
    assert (state(letter), letter.held_because) == (LetterState.HELD, HeldBecause.VACANT)
    assert letter.steps.get(move="hold").told_at is not None
    assert letter_turns.release_over() == 0
    GovernmentOffice.objects.update(is_vacant=False)
    assert letter_turns.release_over() == 1
    through()
    assert state(letter) == LetterState.SENT


def test_an_address_that_is_written_to_no_more_holds_the_letter_for_staff_and_does_not_go_round_in_circles(
    action: LetterAction,
) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    address = Address.objects.get(canonical="minister@example.org")
    suppressions.suppress(address_id=address.pk, canonical=address.canonical, reason=SuppressionReason.HARD_BOUNCE)
    post()
    for _ in range(3):
        take_turn()
        letter_turns.release_over()
    assert (state(letter), letter.held_because) == (LetterState.HELD, HeldBecause.NO_CONTACT)
    assert moves(letter) == ["confirm", "queue", "recall", "hold"]
    GovernmentOffice.objects.update(email="new@example.org")
    assert letter_turns.release_over() == 1
    through()
    assert [str(each["To"]) for each in received()] == ["new@example.org"]


def test_what_staff_stop_in_the_post_room_is_held_for_them(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    deliveries.cancel(Delivery.objects.get(kind="letter"), reason="Stopped by staff.", by=factories.dele())
    take_turn()
    assert (state(letter), letter.held_because) == (LetterState.HELD, HeldBecause.STAFF)
    letter_moves.move([letter.pk], "release")
    through()
    assert state(letter) == LetterState.SENT
    assert len(received()) == 1


def test_a_letter_withdrawn_while_it_waits_never_leaves(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    assert letters.withdraw(person_id=letter.person_id, letter_id=letter.pk)
    through()
    assert (received(), state(letter)) == ([], LetterState.WITHDRAWN)


def test_a_letter_that_staff_hold_while_it_waits_does_not_leave(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    letter_moves.move([letter.pk], "hold", because=HeldBecause.STAFF)
    through()
    assert (received(), state(letter)) == ([], LetterState.HELD)
    letter_moves.move([letter.pk], "release")
    through()
    assert (len(received()), state(letter)) == (1, LetterState.SENT)


def test_without_an_email_it_waits_for_the_print_run(action: LetterAction) -> None:
    GovernmentOffice.objects.update(email="", address="1 Example Square\nLondon", postcode="SW1A 1AA")
    letter = confirmed(action)
    through()
    assert (state(letter), letter.channel, letter.delivery) == (LetterState.CONFIRMED, Channel.POST, None)
    assert not letter_turns.due().exists()


def test_one_that_the_server_refuses_has_come_back(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    Delivery.objects.filter(kind="letter").update(state=State.REJECTED, error="550 no such user")
    letter_following.follow()
    assert state(letter) == LetterState.BOUNCED
    assert letter.steps.get(move="bounce").note == "550 no such user"
    again = letter_turns.send_again([letter.pk], by=factories.dele())
    assert again == [letter.pk]
    through()
    assert (state(letter), letter.round) == (LetterState.SENT, 2)
    assert letter.delivery is not None
    assert letter.delivery.message_id == uuid.uuid5(letter_turns.NAMES, f"letter {letter.pk} 2")


def test_one_that_may_have_left_is_not_sent_again_by_itself(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    delivery = Delivery.objects.get(kind="letter")
    Delivery.objects.filter(pk=delivery.pk).update(state=State.UNCERTAIN)
    through()
    assert (state(letter), received()) == (LetterState.UNCERTAIN, [])
    delivery.refresh_from_db()
    assert deliveries.resolve(delivery, sent=False, by=factories.dele())
    post()
    assert letter_following.follow_late() == 1
    assert (state(letter), len(received())) == (LetterState.SENT, 1)


@pytest.mark.parametrize(("came_of_it", "ends"), [(State.ACCEPTED, "sent"), (State.BOUNCED, "bounced")])
def test_what_was_in_doubt_is_settled_by_what_the_provider_tells(
    came_of_it: State, ends: str, action: LetterAction
) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    Delivery.objects.filter(kind="letter").update(state=State.UNCERTAIN)
    letter_following.follow()
    Delivery.objects.filter(kind="letter").update(state=came_of_it)
    assert letter_following.follow_late() == 1
    assert state(letter) == ends


def test_what_does_not_come_back_in_two_days_counts_as_delivered(action: LetterAction, in_office_hours: Any) -> None:
    letter = confirmed(action)
    through()
    in_office_hours.shift(timedelta(days=1, hours=23))
    letter_following.follow()
    assert state(letter) == LetterState.SENT
    in_office_hours.shift(timedelta(hours=2))
    letter_following.follow()
    assert state(letter) == LetterState.DELIVERED
    assert letter.steps.get(move="deliver").to_tell is False


def test_one_that_comes_back_late_has_come_back_all_the_same(action: LetterAction, in_office_hours: Any) -> None:
    letter = confirmed(action)
    through()
    in_office_hours.shift(timedelta(days=4))
    letter_following.follow()
    assert state(letter) == LetterState.DELIVERED
    Delivery.objects.filter(kind="letter").update(state=State.BOUNCED)
    assert letter_following.follow() == 0
    assert letter_following.follow_late() == 1
    assert state(letter) == LetterState.BOUNCED


def test_one_whose_message_was_forgotten_is_in_doubt_and_not_sent_again(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    Delivery.objects.filter(kind="letter").delete()
    through()
    assert (state(letter), received()) == (LetterState.UNCERTAIN, [])


def test_being_sent_and_put_off_again_are_shown(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    soon = timezone.now() + timedelta(minutes=1)
    Delivery.objects.filter(kind="letter").update(state=State.SENDING, lease_until=soon)
    letter_following.follow()
    assert state(letter) == LetterState.SENDING
    Delivery.objects.filter(kind="letter").update(state=State.RETRY, lease_until=None)
    letter_following.follow()
    assert state(letter) == LetterState.QUEUED


def test_briefings_go_along_as_far_as_a_mail_server_takes_them(
    action: LetterAction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_compose, "MOST_ATTACHED", 1000)
    for name, size in (("facts", 600), ("too-big", 500), ("more", 300)):
        file = ContentFile(b"%PDF" + b"x" * (size - 4), name=f"{name}.pdf")
        action.briefings.add(SiteDocument.objects.create(title=name, file=file))
    confirmed(action)
    through()
    [message] = received()
    names = [re.sub(r"_\w{7}", "", str(each.get_filename())) for each in message.iter_attachments()]
    assert names == ["facts.pdf", "more.pdf"]
    assert {each.get_content_type() for each in message.iter_attachments()} == {"application/pdf"}


def test_the_database_takes_a_message_of_a_letter_once(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    address = Address.objects.get(canonical="minister@example.org")
    name = letter_turns.message_id_of(letter)
    with pytest.raises(IntegrityError), transaction.atomic():
        deliveries.queue(kind="letter", address_id=address.pk, context={}, message_id=name)


def test_taking_turns_twice_queues_nothing_twice(action: LetterAction) -> None:
    for number in range(3):
        from_writer(number, action)
    assert letter_turns.take_turn() == 3
    assert letter_turns.take_turn() == 0
    assert Delivery.objects.filter(kind="letter").count() == 3


def test_no_letter_is_lost_between_the_states(action: LetterAction, to_mps: LetterAction, leeds: Constituency) -> None:
    """Whatever became of their messages, each is in a state that its writer was told, or waits its turn."""
    everybody = [from_writer(number, action) for number in range(6)]
    everybody += [from_writer(number, to_mps, leeds) for number in range(6, 12)]
    take_turn()
    outcomes = [State.ACCEPTED, State.REJECTED, State.UNCERTAIN, State.CANCELLED, State.BOUNCED, State.DELIVERED]
    for number, delivery in enumerate(Delivery.objects.filter(kind="letter").order_by("pk")):
        Delivery.objects.filter(pk=delivery.pk).update(state=outcomes[number % 6], finished_at=timezone.now())
    through()
    states = [state(letter) for letter in everybody]
    assert sorted(states) == sorted([*["sent", "bounced", "uncertain", "held", "bounced", "delivered"] * 2])
    for letter in everybody:
        told = letter.steps.filter(to_tell=True)
        assert told.exists()
        assert not told.filter(told_at=None).exists()


def test_an_address_goes_with_its_postcode_which_proves_where_its_writer_lives(to_mps: LetterAction) -> None:
    seat = Constituency.objects.current()[0]
    factories.representative(seat, email="mp@example.org")
    confirmed(to_mps, seat, postal_address="1 Example Street\nLeeds", postcode="LS1 4DY")
    through()
    assert "Suzie Signer\n1 Example Street\nLeeds\nLS1 4DY" in text_of(received()[0])


def test_a_message_whose_words_were_blanked_is_queued_anew_with_them(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_turns.take_turn()
    [delivery] = Delivery.objects.filter(kind="letter")
    Delivery.objects.filter(pk=delivery.pk).update(state="cancelled", context={}, error=letter_compose.MOVED)
    take_turn()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.context) == ("queued", {"letter": letter.pk})
    post()
    assert state(letter) == LetterState.SENT


def test_a_letter_confirmed_before_an_election_was_announced_is_read_again_before_it_leaves(
    action: LetterAction,
) -> None:
    factories.representative(Constituency.objects.current()[0], party="Example Party")
    named = confirmed(action, body=f"{BODY} The Example Party promised this.")
    other = confirmed(action, email="sam@example.org", name="Sam", body=own_words(3))
    today = timezone.localdate()
    Election.objects.create(
        announced_on=today, dissolved_on=today + timedelta(days=5), polling_on=today + timedelta(days=30)
    )
    take_turn()
    assert (state(named), named.held_because) == (LetterState.HELD, HeldBecause.ELECTION)
    assert state(other) == LetterState.QUEUED
