"""Writers are told what became of their letters, each of each thing once, in words that help."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.utils import timezone

from campaigns import letter_life
from campaigns.letter_enums import Channel, HeldBecause, LetterState
from campaigns.models import Letter, LetterAction, LetterStep
from campaigns.services import letter_moves, letter_telling, letters
from mail import rendering
from mail.models import Delivery
from people.models import Person
from places.models import GovernmentOffice
from tests import factories
from tests.campaigns.letters_leaving import NOON, from_writer, post
from tests.campaigns.written import BODY, confirmed, given, to_confirm

pytestmark = pytest.mark.django_db
TELLING = sorted(name for name, move in letter_life.MOVES.items() if move.tells)


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


def news() -> list[Delivery]:
    return list(Delivery.objects.filter(kind="letter_news").order_by("pk"))


def told(letter: Letter, move: str, *, since: LetterState = LetterState.QUEUED, **fields: Any) -> str:
    """What its writer is told of this move, in both parts."""
    because = fields.pop("because", "")
    held = HeldBecause.STAFF if since == LetterState.HELD else ""
    Letter.objects.filter(pk=letter.pk).update(state=since, held_because=held)
    assert letter_moves.move([letter.pk], move, because=because, **fields) == [letter.pk]
    assert letter_telling.tell() == 1
    message = rendering.render(news()[-1])
    assert message.subject == "News of your letter: Ask for a year of support"
    return " ".join([*str(message.body).split(), *str(message.alternatives[0][0]).split()])


@pytest.mark.parametrize(
    ("move", "fields", "says"),
    [
        (
            "send",
            {"channel": Channel.EMAIL, "sent_to": "Alex Holder"},
            "left by e-mail on 25 November 2026. It went",
        ),
        ("send", {"channel": Channel.POST, "sent_to": "Alex Holder"}, "went by post on 25 November 2026"),
        ("send_in_digest", {"sent_to": "Alex Holder"}, "Every word of yours is in it, with your name and town"),
        ("doubt", {}, "So that nobody gets it twice"),
        ("hold", {"because": HeldBecause.VACANT}, "nobody holds this post or seat now"),
        ("hold", {"because": HeldBecause.DISSOLVED}, "once the new House of Commons has met"),
        ("hold", {"because": HeldBecause.NO_CONTACT}, "we have no address that works"),
        ("hold", {"because": HeldBecause.ABUSE}, "One of us reads your letter"),
        ("hold", {"because": HeldBecause.REPORT}, "One of us reads your letter"),
        ("bounce", {}, "came back"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_each_move_is_told_in_words_of_its_own(
    move: str, fields: dict[str, Any], says: str, action: LetterAction
) -> None:
    text = told(confirmed(action), move, **fields)
    assert text.count(says) == 2
    assert text.count("Secretary of State for Examples") >= 2
    assert ("After two weeks we ask you" in text) == move.startswith("send")
    assert (BODY.split("\n\n")[0] in text) == (move == "bounce")


@pytest.mark.parametrize(
    ("move", "since"), [("refuse", LetterState.HELD), ("expire", LetterState.HELD), ("bounce", LetterState.SENT)]
)
def test_whoever_cannot_be_helped_gets_their_words_back_in_full(
    move: str, since: LetterState, action: LetterAction
) -> None:
    text = told(confirmed(action), move, since=since)
    for paragraph in BODY.split("\n\n"):
        assert text.count(paragraph) == 2
    assert "Support for a year" in text


def test_what_nobody_confirmed_is_not_sent_to_whoever_has_the_address(action: LetterAction) -> None:
    letter_moves.move([to_confirm(action).pk], "expire")
    assert letter_telling.tell() == 0


def test_nothing_of_it_is_written_down_with_the_message(action: LetterAction) -> None:
    letter = confirmed(action)
    told(letter, "bounce")
    assert news()[-1].context == {"steps": [letter.steps.get(move="bounce").pk]}


def test_each_step_is_told_once_however_often_it_is_asked(action: LetterAction) -> None:
    for number in range(3):
        letter_moves.move([from_writer(number, action).pk], "hold", because=HeldBecause.STAFF)
    assert [letter_telling.tell(), letter_telling.tell()] == [3, 0]
    assert not letter_telling.untold().exists()
    assert len(news()) == 3


def test_of_several_things_the_last_is_told(action: LetterAction) -> None:
    letter = confirmed(action)
    letter_moves.move([letter.pk], "hold", because=HeldBecause.VACANT)
    letter_moves.move([letter.pk], "release")
    letter_moves.move([letter.pk], "queue")
    letter_moves.move([letter.pk], "send", sent_at=timezone.now(), channel=Channel.EMAIL)
    assert letter_telling.tell() == 1
    text = str(rendering.render(news()[0]).body)
    assert "left by e-mail" in text
    assert "nobody holds this post" not in text


def test_letters_written_in_one_go_are_told_of_in_one_message(action: LetterAction) -> None:
    other = factories.office(post="Second Secretary", email="second@example.org")
    both = letters.write(given(action, *action.offices.all(), other))
    letters.confirm(both[0].token)
    keys = [each.pk for each in both]
    letter_moves.move(keys, "queue")
    letter_moves.move(keys, "send", sent_at=timezone.now(), channel=Channel.EMAIL)
    assert letter_telling.tell() == 1
    text = str(rendering.render(news()[0]).body)
    assert "Secretary of State for Examples" in text
    assert "Second Secretary" in text


def test_two_people_of_one_address_are_told_apart(action: LetterAction) -> None:
    suzie, sam = confirmed(action), confirmed(action, name="Sam Signer")
    letter_moves.move([suzie.pk, sam.pk], "hold", because=HeldBecause.STAFF)
    assert letter_telling.tell() == 2
    assert sorted("Hello Sam" in str(rendering.render(each).body) for each in news()) == [False, True]


def test_whoever_was_forgotten_meanwhile_is_told_nothing(action: LetterAction) -> None:
    letter, other = confirmed(action), from_writer(1, action)
    letter_moves.move([letter.pk, other.pk], "hold", because=HeldBecause.STAFF)
    Person.objects.filter(pk=letter.person_id).update(erased_at=timezone.now())
    assert letter_telling.tell() == 1
    Letter.objects.filter(pk=other.pk).update(name="", body="")
    post()
    assert [each for each in mail.outbox if "News" in each.subject] == []
    assert not letter_telling.untold().exists()


def test_every_move_that_is_told_has_words(action: LetterAction) -> None:
    letter = confirmed(action)
    for move in TELLING:
        step = LetterStep(letter=letter, move=move, state="sent", because="vacant", at=timezone.now() - timedelta(1))
        case = letter_telling.case_of(step)
        for part in ("body.txt", "body.html"):
            assert f'letter.case == "{case}"' in template(part)


def template(name: str) -> str:
    return (Path(settings.BASE_DIR) / "templates" / "mail" / "letter_news" / name).read_text()
