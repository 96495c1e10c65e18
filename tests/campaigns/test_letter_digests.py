"""Nearly the same letters to an office leave in one message a day, each text of theirs in exactly one."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine

from campaigns.letter_enums import HeldBecause, LetterState
from campaigns.models import Letter, LetterAction
from campaigns.services import letter_digests, letter_following, letter_turns, letters
from mail.enums import State
from mail.models import Delivery
from places.models import Constituency, GovernmentOffice
from tests import factories
from tests.campaigns.letters_leaving import NOON, from_writer, own_words, post, state, take_turn
from tests.campaigns.test_letters_leaving import received, text_of

pytestmark = pytest.mark.django_db
SAME = own_words(7)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=True) as clock:
        yield clock


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(email="minister@example.org", holder="Alex Holder")


@pytest.fixture
def action(office: GovernmentOffice) -> LetterAction:
    return factories.letter_action(office)


def alike(number: int, action: LetterAction, *to: GovernmentOffice | Constituency, **fields: Any) -> Letter:
    """All but the same as SAME, with something of its own."""
    return from_writer(number, action, *to, **{"body": f"{SAME} And thing {number} matters to me.", **fields})


def four_after_the_first(action: LetterAction) -> tuple[Letter, list[Letter]]:
    first = alike(0, action)
    take_turn()
    others = [alike(number, action, town="Leeds" if number < 3 else "York") for number in range(1, 5)]
    take_turn()
    return first, others


def texts(message: EmailMessage) -> str:
    [file] = list(message.iter_attachments())
    assert file.get_filename() == "letters.txt"
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def test_the_first_leaves_at_once_and_those_like_it_wait_for_the_digest(action: LetterAction, clock: Any) -> None:
    first, others = four_after_the_first(action)
    own = from_writer(9, action)
    take_turn()
    post()
    assert (state(first), state(own)) == (LetterState.SENT, LetterState.SENT)
    assert {state(each) for each in others} == {LetterState.CONFIRMED}
    assert letter_digests.make() == 0
    clock.shift(timedelta(hours=4, minutes=1))
    assert letter_digests.make() == 4
    assert letter_digests.make() == 0
    post()
    assert {state(each) for each in others} == {LetterState.IN_DIGEST}
    assert len({each.delivery_id for each in others}) == 1
    assert {each.steps.get(to_tell=True).move for each in others} == {"send_in_digest"}


def test_it_says_how_many_wrote_from_where_and_has_every_text_in_full(action: LetterAction, clock: Any) -> None:
    _, others = four_after_the_first(action)
    clock.shift(timedelta(hours=4, minutes=1))
    letter_digests.make()
    post()
    digest = received()[-1]
    assert str(digest["To"]) == "minister@example.org"
    assert str(digest["Subject"]) == "4 letters: Ask for a year of support"
    assert "4 people have written to you" in text_of(digest)
    assert "Leeds: 2\nYork: 2" in text_of(digest)
    assert text_of(digest).startswith("Alex Holder\n")
    whole = texts(digest)
    for letter in others:
        assert f"And thing {letter.name.split()[1]} matters to me." in whole
        assert f"L{letter.pk:06d}\n{letter.name}\n{letter.town}\n" in whole
    assert "@example.org" not in whole


def test_a_digest_says_nothing_in_the_post_room(action: LetterAction, office: GovernmentOffice, clock: Any) -> None:
    four_after_the_first(action)
    clock.shift(timedelta(hours=4, minutes=1))
    letter_digests.make()
    assert Delivery.objects.get(kind="letter_digest").context == {"office": office.pk, "action": action.pk}


def test_one_that_is_alone_at_the_hour_goes_by_itself(action: LetterAction, clock: Any) -> None:
    alike(0, action)
    take_turn()
    lone = alike(1, action)
    take_turn()
    clock.shift(timedelta(hours=4, minutes=1))
    letter_digests.make()
    post()
    assert (state(lone), lone.in_digest) == (LetterState.SENT, False)
    assert not Delivery.objects.filter(kind="letter_digest").exists()


def test_what_is_confirmed_after_the_hour_waits_for_the_next_working_day(action: LetterAction, clock: Any) -> None:
    first, others = four_after_the_first(action)
    clock.shift(timedelta(hours=4, minutes=1))
    late = [alike(number, action) for number in (5, 6)]
    take_turn()
    assert letter_digests.make() == 4
    clock.shift(timedelta(hours=20))
    assert letter_digests.make() == 0
    clock.shift(timedelta(hours=4))
    assert letter_digests.make() == 2
    post()
    assert {state(each) for each in (first, *others, *late)} <= {LetterState.SENT, LetterState.IN_DIGEST, "delivered"}
    assert Delivery.objects.filter(kind="letter_digest").count() == 2


def test_letters_to_an_mp_go_one_by_one_however_alike(clock: Any) -> None:
    seat: Constituency = Constituency.objects.current()[0]
    factories.representative(seat, email="mp@example.org")
    to_mp = factories.letter_action(slug="ask-your-mp")
    theirs = [alike(number, to_mp, seat) for number in range(4)]
    take_turn()
    post()
    assert {state(each) for each in theirs} == {LetterState.SENT}
    assert len(received()) == 4


def test_one_withdrawn_since_is_left_out(action: LetterAction, clock: Any) -> None:
    _, others = four_after_the_first(action)
    clock.shift(timedelta(hours=4, minutes=1))
    letter_digests.make()
    gone = others[0]
    assert letters.withdraw(person_id=gone.person_id, letter_id=gone.pk)
    post()
    whole = texts(received()[-1])
    assert gone.name not in whole
    assert "3 people have written" in text_of(received()[-1])
    assert [state(each) for each in others] == ["withdrawn", *["in_digest"] * 3]


def test_a_digest_that_could_not_leave_is_made_again_of_the_same_letters(
    action: LetterAction, office: GovernmentOffice, clock: Any
) -> None:
    _, others = four_after_the_first(action)
    clock.shift(timedelta(hours=4, minutes=1))
    letter_digests.make()
    GovernmentOffice.objects.update(email="new@example.org")
    assert letter_following.call_back() == 2  # the digest, and the first letter, which has not left yet
    letter_following.follow()
    assert {state(each) for each in others} == {LetterState.CONFIRMED}
    take_turn()
    letter_digests.make()
    post()
    assert {state(each) for each in others} == {LetterState.IN_DIGEST}
    assert str(received()[-1]["To"]) == "new@example.org"
    ids = list(Delivery.objects.filter(kind="letter_digest").values_list("message_id", flat=True))
    assert len(set(ids)) == 2


def test_a_digest_that_may_have_left_leaves_all_its_letters_in_doubt(action: LetterAction, clock: Any) -> None:
    _, others = four_after_the_first(action)
    clock.shift(timedelta(hours=4, minutes=1))
    letter_digests.make()
    Delivery.objects.filter(kind="letter_digest").update(state=State.UNCERTAIN)
    letter_following.follow()
    assert {state(each) for each in others} == {LetterState.UNCERTAIN}


def test_where_the_post_falls_vacant_they_wait(action: LetterAction, clock: Any) -> None:
    _, others = four_after_the_first(action)
    GovernmentOffice.objects.update(is_vacant=True)
    clock.shift(timedelta(hours=4, minutes=1))
    letter_digests.make()
    assert {(state(each), each.held_because) for each in others} == {(LetterState.HELD, HeldBecause.VACANT)}


def test_many_are_sent_in_parts_and_each_text_is_in_exactly_one(
    action: LetterAction, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_digests, "MOST_OCTETS", 2 * len(SAME) + 200)
    monkeypatch.setattr(letter_digests, "MOST_LETTERS", 5)
    alike(0, action)
    take_turn()
    others = [alike(number, action) for number in range(1, 8)]
    take_turn()
    clock.shift(timedelta(hours=4, minutes=1))
    assert [letter_digests.make(), letter_digests.make(), letter_digests.make()] == [5, 2, 0]
    post()
    digests = [each for each in received() if list(each.iter_attachments())]
    found = Counter(each.name for each in others for digest in digests if f"\n{each.name}\n" in texts(digest))
    singles = Counter(each.name for each in others if not Letter.objects.get(pk=each.pk).in_digest)
    assert found + singles == Counter(each.name for each in others)
    assert len(digests) == 3
    assert letter_turns.due().count() == 0
