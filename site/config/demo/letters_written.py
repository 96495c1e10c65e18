"""The letters of the demonstration, each by a writer who is plainly made up."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from campaigns.letter_enums import LEFT, UNCONFIRMED, Channel, HeldBecause, LetterState, PrintRunState
from campaigns.letter_life import MOST_ASKED, MOVES
from campaigns.models import Letter, LetterAction, LetterStep, PrintRun
from campaigns.services import sketches
from config.demo import dice
from config.demo import letters_words as words
from config.demo.letters_words import COMMISSIONER, DEPARTMENT, MINISTER, NOWHERE, OWN_MP, PEER, WALES, WELSH, YEAR
from groups.models import CommunityGroup
from people.models import Address, Person, User
from places.models import Constituency, GovernmentOffice, Representative

S = LetterState
TO_MPS, HOMES = (26, 24, 12, 9, 8, 4), 9  # letters to each MP, and constituencies that the other writers live in
BY_LINK = 40  # of a hundred where there is a group
TOWN = "Sampleton"
POSTAL = "14 Example Street\nSampleton"


@dataclass(frozen=True)
class Plan:
    """Some letters that fared alike."""

    action: str
    to: str  # the key of an office
    state: LetterState
    number: int
    days: tuple[int, int] = (4, 56)  # ago, of what happened last
    because: HeldBecause | None = None
    channel: Channel = Channel.EMAIL
    is_alike: bool = False


PLANS = (
    Plan(YEAR, MINISTER, S.DELIVERED, 80),
    Plan(YEAR, MINISTER, S.ANSWERED, 30, (30, 56)),
    Plan(YEAR, MINISTER, S.IN_DIGEST, 12, (1, 1), is_alike=True),
    Plan(YEAR, MINISTER, S.SENT, 6, (1, 1)),
    Plan(YEAR, MINISTER, S.BOUNCED, 2, (2, 5)),
    Plan(YEAR, MINISTER, S.UNCERTAIN, 2, (1, 2)),
    Plan(YEAR, MINISTER, S.HELD, 2, (1, 3), HeldBecause.ABUSE),
    Plan(YEAR, MINISTER, S.HELD, 1, (1, 3), HeldBecause.STAFF),
    Plan(YEAR, MINISTER, S.WITHDRAWN, 3, (4, 20)),
    Plan(YEAR, MINISTER, S.REFUSED, 1, (6, 9)),
    Plan(YEAR, MINISTER, S.EXPIRED, 4, (5, 20)),
    Plan(YEAR, MINISTER, S.TO_CONFIRM, 6, (0, 5)),
    Plan(YEAR, DEPARTMENT, S.DELIVERED, 30),
    Plan(YEAR, DEPARTMENT, S.ANSWERED, 14, (30, 56)),
    Plan(YEAR, PEER, S.DELIVERED, 10, (20, 20), channel=Channel.POST),
    Plan(YEAR, PEER, S.QUEUED, 8, (0, 0), channel=Channel.POST),
    Plan(YEAR, COMMISSIONER, S.HELD, 5, (3, 20), HeldBecause.VACANT),
    Plan(WELSH, WALES, S.DELIVERED, 9),
    Plan(WELSH, WALES, S.ANSWERED, 6, (30, 56)),
    Plan(WELSH, NOWHERE, S.HELD, 2, (2, 9), HeldBecause.NO_CONTACT),
)
LAST_MOVE: dict[str, str] = {
    S.SENT: "send",
    S.IN_DIGEST: "send_in_digest",
    S.DELIVERED: "deliver",
    S.ANSWERED: "answer",
    S.BOUNCED: "bounce",
    S.UNCERTAIN: "doubt",
    S.HELD: "hold",
    S.QUEUED: "queue",
    S.WITHDRAWN: "withdraw",
    S.REFUSED: "refuse",
    S.EXPIRED: "expire",
}


def write(
    actions: dict[str, LetterAction],
    offices: dict[str, GovernmentOffice],
    members: list[Representative],
    *,
    by: User,
) -> list[Letter]:
    homes = list(Constituency.objects.current().filter(pk__in=of_groups()).order_by("code")[:HOMES])
    drawn = [(plan, number) for plan in PLANS for number in range(plan.number)]
    letters = [to_office(plan, number, actions, offices, homes) for plan, number in drawn]
    letters += list(to_members(actions[OWN_MP], members))
    give_writers(letters)
    put_into_runs(letters, by)
    made = Letter.objects.bulk_create(letters, batch_size=500)
    LetterStep.objects.bulk_create([step for letter in made for step in steps_of(letter)], batch_size=500)
    for letter in made:
        if letter.state == S.IN_DIGEST:
            sketches.keep(letter)
    return made


def of_groups() -> set[int]:
    found = CommunityGroup.objects.approved().values_list("constituency_id", flat=True)
    return {key for key in found if key is not None}


def to_office(
    plan: Plan,
    number: int,
    actions: dict[str, LetterAction],
    offices: dict[str, GovernmentOffice],
    homes: list[Constituency],
) -> Letter:
    key = (plan.to, plan.state, plan.because, number)
    letter = Letter(
        action=actions[plan.action],
        office=offices[plan.to],
        constituency_found=dice.one_of(homes, *key),
        state=plan.state,
        held_because=plan.because or "",
        in_digest=plan.is_alike,
        **texts(plan, *key),
    )
    if plan.state in LEFT or plan.state == S.QUEUED:
        letter.channel, letter.sent_to = plan.channel, offices[plan.to].holder or offices[plan.to].post
    days = dice.between(*plan.days, "days", *key)
    set_times(letter, timezone.now() - timedelta(days=days, hours=dice.between(1, 9, *key)))
    return letter


def texts(plan: Plan, *key: object) -> dict[str, str]:
    if plan.action == WELSH:
        return {"subject": words.SUBJECT_IN_WELSH, "body": words.IN_WELSH, "language": "cy"}
    if plan.because == HeldBecause.ABUSE:
        return {"subject": words.SUBJECTS[0], "body": words.RUDE}
    return {"subject": dice.one_of(words.SUBJECTS, *key), "body": words.ALIKE if plan.is_alike else own(*key)}


def own(*key: object) -> str:
    parts = (words.OPENINGS, words.MIDDLES, words.ENDINGS)
    return "\n\n".join(dice.one_of(some, place, *key) for place, some in enumerate(parts))


def to_members(action: LetterAction, members: list[Representative]) -> Iterator[Letter]:
    for place, (member, most) in enumerate(zip(members, TO_MPS, strict=False)):
        for number in range(most):
            key = ("mp", place, number)
            letter = Letter(
                action=action,
                seat=member.constituency,
                constituency_found=member.constituency,
                state=S.ANSWERED if dice.happens(60 - place * 10, *key) else S.DELIVERED,
                channel=Channel.EMAIL,
                representative=member,
                sent_to=member.name,
                postal_address=POSTAL,
                subject=dice.one_of(words.SUBJECTS, *key),
                body=own(*key),
            )
            set_times(letter, timezone.now() - timedelta(days=dice.between(30, 56, *key), hours=number))
            yield letter


def set_times(letter: Letter, at: datetime) -> None:
    """`at` is when it left, or when what happened last did."""
    letter.since = letter.created_at = at
    never = letter.state in UNCONFIRMED | {S.EXPIRED}
    letter.asked, letter.asked_at = MOST_ASKED if never else 1, at
    if letter.state == S.EXPIRED:
        letter.created_at = at - timedelta(days=7)
    if not never:
        letter.created_at, letter.confirmed_at = at - timedelta(days=1, minutes=20), at - timedelta(days=1)
    if letter.state in LEFT:
        letter.sent_at = at
        letter.since = at + timedelta(days=2) if letter.state in (S.DELIVERED, S.ANSWERED) else at
    letter.digest = hashlib.sha256(f"{letter.subject}\n{letter.body}".encode()).hexdigest()


def give_writers(letters: list[Letter]) -> None:
    """One each, of whom some came by the link of the group where they live."""
    pairs = CommunityGroup.objects.approved().order_by("-pk").values_list("constituency_id", "pk")
    groups: dict[int | None, int] = dict(pairs)
    emails = [f"letter-writer-{place}@example.org" for place in range(1, len(letters) + 1)]
    addresses = Address.objects.bulk_create(
        Address(canonical=email, typed=email, confirmed_at=letter.confirmed_at)
        for email, letter in zip(emails, letters, strict=True)
    )
    people = Person.objects.bulk_create(
        Person(address=address, name=f"Writer {place}") for place, address in enumerate(addresses, 1)
    )
    for letter, person in zip(letters, people, strict=True):
        letter.person, letter.address, letter.name, letter.town = person, person.address, person.name, TOWN
        if dice.happens(BY_LINK, "link", person.name):
            letter.group_id = groups.get(letter.constituency_found_id)


def put_into_runs(letters: list[Letter], by: User) -> None:
    """One that was posted, whose file is gone by now, and one that waits to be made."""
    posted = [letter for letter in letters if letter.channel == Channel.POST and letter.state == S.DELIVERED]
    waiting = [letter for letter in letters if letter.channel == Channel.POST and letter.state == S.QUEUED]
    day = timezone.now() - timedelta(days=20)
    sent = PrintRun.objects.create(
        state=PrintRunState.POSTED,
        number=len(posted),
        done=len(posted),
        asked_by=by,
        asked_at=day,
        ready_at=day,
        posted_on=timezone.localdate(day),
        posted_by=by,
    )
    fresh = PrintRun.objects.create(state=PrintRunState.QUEUED, number=len(waiting), asked_by=by)
    for run, some in ((sent, posted), (fresh, waiting)):
        for letter in some:
            letter.print_run = run


def steps_of(letter: Letter) -> Iterator[LetterStep]:
    """From being confirmed to what happened last, all of it told."""
    if letter.confirmed_at is not None:
        yield step(letter, "confirm", letter.confirmed_at)
    if letter.state in (S.DELIVERED, S.ANSWERED, S.BOUNCED):
        yield step(letter, "send", letter.sent_at or letter.since)
    if letter.state in LAST_MOVE:
        yield step(letter, LAST_MOVE[letter.state], letter.since)


def step(letter: Letter, name: str, at: datetime) -> LetterStep:
    move = MOVES[name]
    tells = move.tells and letter.confirmed_at is not None
    told_at = at if tells else None
    because = letter.held_because if name == "hold" else ""
    return LetterStep(letter=letter, move=name, state=move.to, because=because, at=at, to_tell=tells, told_at=told_at)
