"""Who is in the groups of the demonstration, who was, and who is asked. All at example.org, and all made up."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from config.demo import groups_fates
from config.demo.dice import between, happens, one_of
from config.demo.groups_fates import FALLS, LEEDS, YOUNG
from config.demo.groups_words import name_of_person
from groups.enums import LEADING, Ages, Criterion, Left, Role
from groups.models import CommunityGroup, HandOver, Invitation, JoinRequest, Membership
from groups.services.membership import EXPIRES
from people import wordings
from people.enums import Purpose
from people.models import Address, Consent, Person, User
from people.services import accounts

CHARLIE, PRIYA = "charlie@example.org", "priya@example.org"
CAST = {CHARLIE: "Charlie Leader", PRIYA: "Priya Trainer"}
FEWEST, MOST = 3, 11  # members without a duty
NOTES = (
    "I came to your stall and would like to help.",
    "A friend of mine is in your group.",
    "I have moved here and was in such a group before.",
    "",
)


class Part(NamedTuple):
    """A role of somebody in a group, from when until when."""

    group: CommunityGroup
    role: Role
    email: str
    since: datetime
    until: datetime | None = None
    left: str = ""
    is_adult: bool = True


def make(groups: Sequence[CommunityGroup]) -> None:
    parts = [part for number, group in enumerate(groups) for part in parts_of(group, number)]
    people = persons(part.email for part in parts)
    Membership.objects.bulk_create(
        [
            Membership(
                group=part.group,
                person=people[part.email],
                role=part.role,
                since=part.since,
                until=part.until,
                left=part.left,
                is_adult=part.is_adult,
            )
            for part in parts
        ],
        batch_size=500,
    )
    leading = {part.email for part in parts if part.role in LEADING and not part.until}
    logins([people[email] for email in sorted(leading - CAST.keys())])
    for email in CAST:
        accounts.open_for(person=people[email])
    hear_news([people[email] for email in {part.email: None for part in parts if not part.until}])
    ask(groups)
    hand_over(next(group for group in groups if group.town == "Bristol"))


def parts_of(group: CommunityGroup, number: int) -> Iterator[Part]:
    yield from leaders(group, number)
    yield from others(group, number)
    if number % 4 == 1 and not YOUNG.get(group.town):
        since, until = moments(group, "former", before=40)
        yield Part(group, Role.MEMBER, email(group, 30), since, until, Left.LEFT)


def leaders(group: CommunityGroup, number: int) -> Iterator[Part]:
    start, fall = started_at(group), FALLS.get(group.town)
    is_leeds = group.town == LEEDS
    yield Part(group, Role.LEADER, CHARLIE if is_leeds else email(group, 1), start)
    if fall and fall.criterion == Criterion.LEADERS:
        left_at = groups_fates.at(groups_fates.last_day_in_order(fall, months=3), 20)
        yield Part(group, Role.LEADER, email(group, 2), start, left_at, Left.LEFT)
        return
    if is_alone(group):
        return
    yield Part(group, Role.LEADER, email(group, 2), start + timedelta(days=between(1, 9, group.slug)))
    if number % 6 == 2:
        yield Part(group, Role.DEPUTY, email(group, 3), moments(group, "deputy")[0])


def is_alone(group: CommunityGroup) -> bool:
    """Whether a young group still looks for its second leader, who is invited."""
    return group.town in YOUNG and YOUNG[group.town] < 30


def others(group: CommunityGroup, number: int) -> Iterator[Part]:
    start = started_at(group)
    if group.town == LEEDS:
        yield Part(group, Role.TRAINER, PRIYA, moments(group, "trainer")[0])
    safe = email(group, 2) if number % 3 == 0 and not (is_alone(group) or group.town in FALLS) else email(group, 4)
    yield Part(group, Role.SAFEGUARDING, safe, start + timedelta(days=3))
    if number % 5 == 3:
        yield Part(group, Role.TRAINER, email(group, 5), moments(group, "trainer")[0])
    number_of_members = between(FEWEST, MOST, group.slug, "members") // (2 if group.town in YOUNG else 1)
    for each in range(10, 10 + number_of_members + 5 * (group.town == LEEDS)):
        is_adult = group.ages == Ages.ADULTS or each % 3 == 0
        yield Part(group, Role.MEMBER, email(group, each), moments(group, each)[0], is_adult=is_adult)


def email(group: CommunityGroup, number: int) -> str:
    return f"{group.slug}-{number}@example.org"


def started_at(group: CommunityGroup) -> datetime:
    return group.approved_at or group.created_at


def moments(group: CommunityGroup, *of: object, before: int = 0) -> tuple[datetime, datetime]:
    """When somebody came, and when they left, if they did so at least `before` days ago."""
    start, end = started_at(group), timezone.now() - timedelta(days=before)
    share = between(5, 60, group.slug, *of) / 100
    came = start + (end - start) * share
    return came, came + (end - came) * between(40, 95, group.slug, *of) / 100


def persons(emails: Iterable[str]) -> dict[str, Person]:
    """By address: those who are known already, and the others made."""
    wanted = list(dict.fromkeys(emails))
    now = timezone.now()
    fresh = [Address(canonical=email, typed=email, confirmed_at=now) for email in wanted]
    Address.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    addresses = {address.canonical: address for address in Address.objects.filter(canonical__in=wanted)}
    known = {person.address_id for person in Person.objects.filter(address__canonical__in=CAST)}
    missing = [addresses[email] for email in wanted if addresses[email].pk not in known]
    Person.objects.bulk_create(
        [Person(address=each, name=CAST.get(each.canonical) or named(each.canonical)) for each in missing],
        batch_size=500,
    )
    rows = Person.objects.filter(address__in=[address.pk for address in addresses.values()]).select_related("address")
    return {person.address.canonical: person for person in rows}


def named(email: str) -> str:
    return name_of_person(between(0, 10_000, email))


def logins(leaders: Sequence[Person]) -> None:
    """As accounts.open_for makes them, without a password: these leaders sign in by a code."""
    users = User.objects.bulk_create(
        [
            User(email=each.address.typed, first_name=each.name, person=each, password=make_password(None))
            for each in leaders
        ],
        batch_size=500,
    )
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users], batch_size=500
    )


def hear_news(people: Sequence[Person]) -> None:
    """Two of three want news of their group."""
    words = wordings.current(Purpose.GROUP_NEWS)
    if words is None:
        return
    now = timezone.now()
    Consent.objects.bulk_create(
        [
            Consent(
                person=each,
                purpose=words.purpose,
                wording=words,
                form="group_join",
                given_at=now - timedelta(days=30, minutes=place),
                confirmed_at=now - timedelta(days=30),
            )
            for place, each in enumerate(people)
            if place % 3
        ],
        batch_size=500,
    )


def ask(groups: Sequence[CommunityGroup]) -> None:
    """Invitations that wait or were answered, and requests to join that leaders find on their home."""
    asked = [group for group in groups if is_alone(group) or group.town == LEEDS or happens(20, group.slug, "invites")]
    leading = Membership.objects.leading().select_related("person").order_by("-pk")
    leaders = {row.group_id: row.person for row in leading}
    invited = persons(email(group, 40) for group in asked)
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(
            group=group,
            address=invited[email(group, 40)].address,
            role=Role.LEADER if is_alone(group) else one_of((Role.TRAINER, Role.MEMBER, Role.DEPUTY), group.slug),
            by=leaders.get(group.pk),
            sent_at=(sent_at := now - timedelta(days=between(1, 9, group.slug), hours=5)),
            expires_at=sent_at + EXPIRES,
            declined_at=sent_at + timedelta(hours=9) if happens(15, group.slug, "declines") else None,
        )
        for group in asked
    )
    join(groups)


def join(groups: Sequence[CommunityGroup]) -> None:
    wanted = [(group, each) for group in groups for each in range(50, 50 + requests(group))]
    people = persons(email(group, each) for group, each in wanted)
    now = timezone.now()
    JoinRequest.objects.bulk_create(
        JoinRequest(
            group=group,
            person=people[email(group, each)],
            is_adult=True,
            note=one_of(NOTES, group.slug, each),
            asked_at=(asked_at := now - timedelta(days=between(1, 6, group.slug, each), minutes=40)),
            confirmed_at=asked_at + timedelta(minutes=12),
        )
        for group, each in wanted
    )


def requests(group: CommunityGroup) -> int:
    if group.town == LEEDS:
        return 2
    return int(group.town not in FALLS and happens(14, group.slug, "requests"))


def hand_over(group: CommunityGroup) -> None:
    """Its leader has asked a member to lead in their place, who has yet to answer."""
    held = group.memberships.live().select_related("person")
    giver = held.filter(role=Role.LEADER).order_by("pk")[0].person
    taker = held.filter(role=Role.MEMBER, is_adult=True).order_by("pk")[0].person
    offered_at = timezone.now() - timedelta(days=2, hours=4)
    HandOver.objects.create(
        group=group, giver=giver, taker=taker, offered_at=offered_at, expires_at=offered_at + EXPIRES
    )
