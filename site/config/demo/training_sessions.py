"""Training sessions of the demonstration: some that are over, one that waits for its register, and some to come.

Nobody is sent anything: who has a place knows of it, and whoever came was asked how it was.
"""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.text import slugify

from config.demo import groups_people
from config.demo.dice import between, happens, one_of
from config.demo.groups_bookings import placed
from config.demo.groups_fates import LEEDS, at, days_ago
from config.demo.groups_happenings import SATURDAY
from config.demo.groups_words import ROOMS
from groups.enums import BookingState, EventKind, EventState
from groups.models import Booking, CommunityGroup, Event, Membership
from people.models import Person, User
from training.enums import MarkSource, Method
from training.models import CourseVersion, Feedback, FeedbackAsked, Session
from training.services import awards, marks, sessions
from training.services.giving import Given
from training.services.marks import NewMark

PRIYA, CHARLIE = "priya@example.org", "charlie@example.org"
AWARENESS, LEADER, TRAINER = "awareness", "leader", "trainer"
LEARNERS = 60
EVENING, MORNING = (19, 0), (10, 30)
ONLINE = "https://meet.example.org/see-the-signs"
HOW = {
    True: "Open the link ten minutes early. Your camera may stay off.\n\nMeeting code: see-the-signs",
    False: "Ring at the side door. There is a step; tell us if you need the ramp.",
}
ABOUT = (
    "We go through the signs together, weigh what they may mean, and say what to do and what not to do.\n\n"
    "Nobody is asked to tell their own story, and you may leave the room at any time."
)
COMMENTS = (
    "More time for questions, please.",
    "A handout with the signs of each kind would help.",
    "It was very clear. I would come again.",
    "The room was cold, the tea was not.",
)


class Planned(NamedTuple):
    town: str  # of the group; "" is the charity's, online
    days: int  # from today; before it negative
    title: str
    course: str = AWARENESS
    trainer: str = PRIYA
    capacity: int = 16
    booked: int = 9
    begins: tuple[int, int] = EVENING
    by_charity: bool = False
    waits: bool = False  # nobody has closed its register


PLAN = (
    Planned("Sheffield", -160, "See the signs: an evening course", booked=12),
    Planned("Cardiff", -118, "See the signs: an evening course", booked=11),
    Planned("", -75, "See the signs, online", capacity=30, booked=14),
    Planned(LEEDS, -40, "See the signs with the Leeds group", trainer=CHARLIE, booked=13),
    Planned("Glasgow", -19, "See the signs: a Saturday morning", booked=10, begins=MORNING),
    Planned(LEEDS, -1, "See the signs: the autumn course", trainer=CHARLIE, booked=8, waits=True),
    Planned("Manchester", 6, "See the signs: an evening course", by_charity=True),
    Planned("", 9, "See the signs, online", capacity=30, booked=17),
    Planned(LEEDS, 13, "See the signs with the Leeds group", trainer=CHARLIE, capacity=10, booked=13),
    Planned("Birmingham", 20, "Leading a group safely: a Saturday morning", course=LEADER, begins=MORNING, booked=6),
    Planned("Belfast", 27, "See the signs: an evening course", by_charity=True, booked=3),
    Planned("Bristol", 34, "See the signs: an evening course", booked=0),
    Planned("Cardiff", 41, "See the signs: a Saturday morning", begins=MORNING, booked=4),
    Planned("", 48, "Teaching others the signs, online", course=TRAINER, capacity=12, booked=2),
)


def make() -> None:
    """Safe to repeat: where there is a session, nothing is added."""
    if Session.objects.exists():
        return
    versions = {each.course.slug: each for each in CourseVersion.objects.in_use().select_related("course")}
    found = groups_people.persons([PRIYA, CHARLIE, *(f"learner-{n}@example.org" for n in range(1, LEARNERS + 1))])
    trainers = {email: found.pop(email) for email in (PRIYA, CHARLIE)}
    accredit(list(trainers.values()), versions)
    towns = {group.town: group for group in CommunityGroup.objects.approved()}
    learners = list(found.values())
    by = User.objects.filter(email=PRIYA).first()
    for number, planned in enumerate(PLAN):
        session = session_of(planned, versions[planned.course], trainers[planned.trainer], towns.get(planned.town))
        first = number * 7 % LEARNERS
        book(session, planned, [*learners[first:], *learners[:first]])
        if session.event.is_over:
            note(session, closed_by=None if planned.waits else by)


def accredit(trainers: Sequence[Person], versions: dict[str, CourseVersion]) -> None:
    """Each learnt the three courses, one after the other, and the last within the year."""
    days = {AWARENESS: 420, LEADER: 300, TRAINER: 200}
    awards.give_many(
        [
            Given(
                person=person,
                version=versions[slug],
                method=Method.STAFF,
                completed_on=days_ago(ago),
                key=f"staff:demo-trainer-{number}-{slug}",
                evidence="Course for trainers",
            )
            for slug, ago in days.items()
            for number, person in enumerate(trainers)
        ]
    )


def session_of(planned: Planned, version: CourseVersion, trainer: Person, town: CommunityGroup | None) -> Session:
    day = day_of(planned)
    begins = at(day, *planned.begins)
    event = Event.objects.create(
        group=None if planned.by_charity else town,
        kind=EventKind.TRAINING,
        title=planned.title,
        slug=f"{slugify(f'{planned.title} {planned.town}')}-{day}",
        description=ABOUT,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=version.minutes + 15),
        capacity=planned.capacity,
        state=EventState.PUBLISHED,
        was_published=True,
        joining=HOW[town is None],
        **whereabouts(town),
    )
    return Session.objects.create(event=event, version=version, trainer=trainer, shows_trainer=True)


def day_of(planned: Planned) -> date:
    """A morning is the next Saturday's."""
    day = days_ago(-planned.days)
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7) if planned.begins == MORNING else day


def whereabouts(town: CommunityGroup | None) -> dict[str, Any]:
    if town is None:
        return {"online": ONLINE}
    room = f"{one_of(ROOMS, town.slug)}, {town.town}"
    return {"place": room, "latitude": town.latitude, "longitude": town.longitude}


def book(session: Session, planned: Planned, learners: Sequence[Person]) -> None:
    """Some of a group were asked for by its leader; whoever comes too late for a place waits for one."""
    event = session.event
    ours = Membership.objects.live().filter(group=event.group).select_related("person") if event.group else []
    own = [held.person for held in ours if held.person_id != session.trainer_id][: planned.booked // 3]
    everybody = list(dict.fromkeys([*own, *learners]))[: planned.booked]
    rows = []
    for number, person in enumerate(everybody):
        has_a_place = number < planned.capacity
        booking = placed(event, person, BookingState.BOOKED if has_a_place else BookingState.WAITING, number)
        booking.by_group = event.group if person in own else None
        booking.reminded_at = timezone.now() if planned.days < 2 else None
        rows.append(booking)
    Booking.objects.bulk_create(rows)


def note(session: Session, *, closed_by: User | None) -> None:
    """Who came, the awards, and what they said of it. Of one that waits, its trainer noted a few so far."""
    bookings = list(session.event.bookings.booked().order_by("pk"))
    noted = bookings if closed_by else bookings[:3]
    new = [
        NewMark(uuid.uuid4(), happens(88, session.event.slug, number), session.event.ends_at, booking=booking.pk)
        for number, booking in enumerate(noted)
    ]
    marks.take(session, new, source=MarkSource.TRAINER)
    if closed_by is None:
        return
    sessions.close_register(session, closed_by)
    closed_at = session.event.ends_at + timedelta(minutes=20)
    Session.objects.filter(pk=session.pk).update(register_closed_at=closed_at, awarded_at=closed_at)
    came = session.event.bookings.filter(came=True).order_by("pk")
    sent_at = closed_at + timedelta(minutes=10)
    asked = [
        FeedbackAsked(
            session=session, booking=each, sent_at=sent_at, answered=happens(75, "said", session.event.slug, each.pk)
        )
        for each in came
    ]
    FeedbackAsked.objects.bulk_create(asked)
    Feedback.objects.bulk_create(said(session, number) for number, each in enumerate(asked) if each.answered)


def said(session: Session, number: int) -> Feedback:
    def rated(what: str) -> int:
        return 5 - between(0, 9, session.event.slug, number, what) // 4

    comment = one_of(COMMENTS, session.event.slug, number) if happens(35, session.event.slug, number) else ""
    answers = {what: rated(what) for what in ("useful", "clear", "confident")}
    return Feedback(session=session, answers=answers, comment=comment)
