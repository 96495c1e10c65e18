"""What the screens of letters answer to each role, with one of everything that staff deal with there."""

import hashlib
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from campaigns.letter_enums import Channel, LetterState
from campaigns.models import CampaignPage, Election, Letter, LetterAction, LetterAnswer, Position, PrintFile, PrintRun
from campaigns.services import letter_actions, letter_moves
from campaigns.services.letter_actions import Point
from people.models import User
from places.models import Constituency
from tests import factories
from tests.access.expected import Expected, administrators_only, staff_only
from tests.campaigns.written import confirmed

MOVES = {LetterState.BOUNCED: "bounce", LetterState.UNCERTAIN: "doubt", LetterState.SENT: "send"}
ELECTION = {
    "announced_on": date(2024, 5, 22),
    "dissolved_on": date(2024, 5, 30),
    "polling_on": date(2024, 7, 4),
    "returned_on": date(2024, 7, 9),
}
PEOPLE = ("Suzie Signer", "Priya Person", "Charlie Careful", "Robin Reader", "Sam Sample")


def an_action(slug: str = "write-to-them", **fields: Any) -> LetterAction:
    office = factories.office(email=f"{slug}@example.org", post=f"Minister for {slug}", address="1 Street\nTown")
    return factories.letter_action(office, slug=slug, **fields)


def a_letter(action: LetterAction | None = None, number: int = 0) -> Letter:
    name = PEOPLE[number]
    email = f"{name.split()[0].lower()}.writes@example.org"
    body = f"I am {name}, and I write about number {number}, in words that are all my own and nobody else's."
    return confirmed(action or an_action(), name=name, email=email, body=body)


def held(letter: Letter) -> Letter:
    letter_moves.move([letter.pk], "hold", because="abuse")
    letter.refresh_from_db()
    return letter


def left(letter: Letter, state: LetterState) -> Letter:
    """As if the post room had brought it there."""
    letter_moves.move([letter.pk], "queue", channel=Channel.EMAIL)
    for name in {LetterState.BOUNCED: ("bounce",), LetterState.UNCERTAIN: ("doubt",), LetterState.SENT: ("send",)}[
        state
    ]:
        letter_moves.move([letter.pk], name)
    letter.refresh_from_db()
    assert letter.state == state
    return letter


def an_answer(letter: Letter | None = None) -> LetterAnswer:
    sent = letter or left(a_letter(), LetterState.SENT)
    key = hashlib.sha256(b"a reply").hexdigest()
    return LetterAnswer.objects.create(letter=sent, key=key, sort="reply", text="We have read what you write.")


def a_run() -> PrintRun:
    run = PrintRun.objects.create(
        state="ready", number=0, asked_at=timezone.now() - timedelta(days=3650), ready_at=timezone.now()
    )
    PrintFile.objects.create(run=run, content=b"%PDF-1.7")
    return run


def a_position() -> Position:
    member = factories.representative(Constituency.objects.get(slug="york-outer"), name="Robin Example")
    campaign = CampaignPage.objects.first() or factories.campaign(slug="of-positions")
    return Position.objects.create(campaign=campaign, representative=member, stand="supports", evidence="Said so.")


def submitted(by: User) -> LetterAction:
    action = an_action("submitted", title="Handed in", state="draft")
    offices = list(action.offices.all())
    letter_actions.save(action, by=by, changed=(), offices=offices, briefings=[], points=[Point(None, "One", "I ask.")])
    return letter_actions.submit(action, by=by)


def of_action() -> tuple[object, ...]:
    return (an_action().pk,)


def of_letter() -> tuple[object, ...]:
    return (a_letter().pk,)


def of_answer() -> tuple[object, ...]:
    return (an_answer().pk,)


def of_run() -> tuple[object, ...]:
    return (a_run().pk,)


def of_position() -> tuple[object, ...]:
    return (a_position().pk,)


def of_election() -> tuple[object, ...]:
    return (Election.objects.create(**ELECTION).pk,)


def posted_to(arguments: Any = tuple) -> Expected:
    """Takes a POST alone."""
    return Expected(302, 302, 405, 405, arguments)


def model_screens(name: str, arguments: Any) -> dict[str, Expected]:
    return {
        **{f"{name}:{screen}": staff_only() for screen in ("index", "index_results", "add")},
        **{f"{name}:{screen}": staff_only(arguments) for screen in ("edit", "usage", "history", "history_results")},
        f"{name}:delete": administrators_only(arguments),
    }


WHITEHALL: dict[str, Expected] = {
    **{f"letter_desk:{screen}": staff_only() for screen in ("index", "index_results", "find", "recipients")},
    "letter_desk:page": staff_only(of_letter),
    "letter_desk:choose": posted_to(),
    "letter_desk:decide": posted_to(),
    **model_screens("letter_actions", of_action),
    "letter_actions:page": staff_only(of_action),
    "letter_action_look": staff_only(of_action),
    "letter_actions:step": staff_only(lambda: (*of_action(), "close")),
    **{f"print_runs:{screen}": staff_only() for screen in ("index", "index_results")},
    "print_runs:ask": posted_to(),
    "print_runs:page": staff_only(of_run),
    "print_runs:again": posted_to(of_run),
    "print_runs:file": posted_to(of_run),
    "print_runs:posted": staff_only(of_run),
    **{f"letter_answers:{screen}": staff_only() for screen in ("index", "index_results")},
    **{f"letter_answers:{screen}": staff_only(of_answer) for screen in ("page", "ask", "publish", "take_down")},
    "letter_answers:seen": posted_to(),
    **model_screens("mp_positions", of_position),
    "mp_positions:paste": staff_only(),
    **model_screens("elections", of_election),
    "letter_dashboard:index": staff_only(),
    "letter_dashboard:csv": posted_to(),
    "letter_dashboard:xlsx": posted_to(),
}


def scene() -> dict[str, Any]:
    action = an_action()
    letters = [a_letter(action, number) for number in range(len(PEOPLE))]
    return {
        "letter_action": action,
        "free_action": an_action("nobody-wrote"),
        "submitted_action": submitted(factories.user("letter-planner", groups=("Campaign staff",))),
        "held_post": held(letters[0]),
        "came_back": left(letters[1], LetterState.BOUNCED),
        "doubted": left(letters[2], LetterState.UNCERTAIN),
        "reply": an_answer(left(letters[3], LetterState.SENT)),
        "confirmed_post": letters[4],
        "print_run": a_run(),
        "position": a_position(),
        "election": Election.objects.create(**ELECTION),
    }
