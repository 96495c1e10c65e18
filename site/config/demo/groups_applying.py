"""Groups of the demonstration that apply, were turned down, closed, or became one with another."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.text import slugify

from config.demo import groups_people
from config.demo.dice import between
from config.demo.groups_upkeep import ANSWERS
from config.demo.groups_words import AIMS, NAMES, about, name_of_person
from groups.enums import Ages, GroupKind, GroupState
from groups.models import Agreement, AgreementAcceptance, Change, CommunityGroup, NotDuplicate, Question, Registration
from groups.services.registering import STEPS
from people.models import Person, User

S, K = GroupState, GroupKind
TALE = {
    S.DRAFT: (S.DRAFT,),
    S.VERIFIED: (S.DRAFT, S.VERIFIED),
    S.SUBMITTED: (S.DRAFT, S.VERIFIED, S.SUBMITTED),
    S.IN_REVIEW: (S.DRAFT, S.VERIFIED, S.SUBMITTED, S.IN_REVIEW),
    S.NEEDS_INFORMATION: (S.DRAFT, S.VERIFIED, S.SUBMITTED, S.IN_REVIEW, S.NEEDS_INFORMATION),
    S.REJECTED: (S.DRAFT, S.VERIFIED, S.SUBMITTED, S.IN_REVIEW, S.REJECTED),
    S.CLOSED: (S.DRAFT, S.VERIFIED, S.SUBMITTED, S.IN_REVIEW, S.APPROVED, S.CLOSED),
    S.MERGED: (S.DRAFT, S.VERIFIED, S.SUBMITTED, S.IN_REVIEW, S.APPROVED, S.MERGED),
}
BY_STAFF = frozenset({S.IN_REVIEW, S.NEEDS_INFORMATION, S.APPROVED, S.REJECTED, S.CLOSED, S.MERGED})
REASONS = {
    S.NEEDS_INFORMATION: ANSWERS["Whose room it is"],
    S.REJECTED: ANSWERS["Not for us"],
    S.CLOSED: "Its leaders moved away, and nobody could take over. Thank you for all that you did.",
    S.MERGED: "The two met in the same room already.",
}


class Applies(NamedTuple):
    state: GroupState
    kind: GroupKind
    days: int  # since its last step
    town: str = ""  # one that has a group already; else the next that has none
    name: str = ""


THEM = (
    Applies(S.DRAFT, K.TOWN, 1),
    Applies(S.DRAFT, K.UNIVERSITY, 4),
    Applies(S.VERIFIED, K.CHURCH, 2),
    Applies(S.VERIFIED, K.SCHOOL, 6),
    Applies(S.SUBMITTED, K.CHURCH, 6),
    Applies(S.SUBMITTED, K.TOWN, 3, "Leeds", "Leeds Against Trafficking"),
    Applies(S.SUBMITTED, K.UNIVERSITY, 2),
    Applies(S.SUBMITTED, K.YOUTH, 1),
    Applies(S.SUBMITTED, K.TOWN, 0),
    Applies(S.IN_REVIEW, K.TRAINED, 8),
    Applies(S.IN_REVIEW, K.TOWN, 5),
    Applies(S.IN_REVIEW, K.SCHOOL, 4),
    Applies(S.NEEDS_INFORMATION, K.CHURCH, 5),
    Applies(S.NEEDS_INFORMATION, K.WORKPLACE, 9),
    Applies(S.REJECTED, K.OTHER, 40, "Bristol", "Bristol Detectives"),
    Applies(S.REJECTED, K.TOWN, 75),
    Applies(S.REJECTED, K.WORKPLACE, 120),
    Applies(S.CLOSED, K.TOWN, 95),
    Applies(S.CLOSED, K.UNIVERSITY, 150),
    Applies(S.CLOSED, K.YOUTH, 260),
    Applies(S.MERGED, K.TOWN, 64, "York", "York Stands Up"),
    Applies(S.MERGED, K.CHURCH, 21, "Sheffield", "Sheffield Freedom Prayers"),
)
UNKNOWN = frozenset({S.DRAFT})  # where they are: it is asked after the address was confirmed


def make(spare: Sequence[dict[str, Any]], approved: Sequence[CommunityGroup], *, staff: User) -> None:
    """`spare`: where there is no group yet."""
    free, by_town = iter(spare), {group.town: group for group in approved}
    made = [unsaved(each, number, free, by_town) for number, each in enumerate(THEM, 1)]
    groups = CommunityGroup.objects.bulk_create(made)
    people = groups_people.persons(email_of(number) for number, _ in enumerate(groups, 1))
    applicants = [people[email_of(number)] for number, _ in enumerate(groups, 1)]
    changes: list[Change] = []
    for each, group, person in zip(THEM, groups, applicants, strict=True):
        changes += tale(each, group, person, staff)
    Change.objects.bulk_create(changes)
    rows = [(each, group, person) for each, group, person in zip(THEM, groups, applicants, strict=True)]
    Registration.objects.bulk_create(registration(*row) for row in rows)
    agreement = Agreement.objects.current()
    AgreementAcceptance.objects.bulk_create(
        AgreementAcceptance(group=group, agreement=agreement, by=person, at=group.created_at + timedelta(hours=6))
        for each, group, person in rows
        if agreement and S.SUBMITTED in TALE[each.state]
    )
    Question.objects.bulk_create(question(*row, staff) for row in rows if row[0].state == S.NEEDS_INFORMATION)
    tell_apart(groups[9], by_town["Nottingham"], staff)


def email_of(number: int) -> str:
    return f"applicant-{number}@example.org"


def unsaved(
    each: Applies, number: int, free: Iterator[dict[str, Any]], by_town: dict[str, CommunityGroup]
) -> CommunityGroup:
    other = by_town.get(each.town)
    ended_at = timezone.now() - timedelta(days=each.days, hours=number)
    group = CommunityGroup(
        slug=f"applying-{number}",
        kind=each.kind,
        state=each.state,
        created_at=began_at(each, number),
        merged_into=other if each.state == S.MERGED else None,
        approved_at=began_at(each, number) + timedelta(days=12) if S.APPROVED in TALE[each.state] else None,
        closed_at=ended_at if each.state == S.CLOSED else None,
    )
    if each.state in UNKNOWN:
        return group
    where = whereabouts(other) if other else next(free)
    town = where["town"]
    group.name = each.name or NAMES[each.kind].format(town=town)
    group.slug = slugify(group.name) if S.APPROVED in TALE[each.state] else group.slug
    group.about, group.aims = about(each.kind, town, number), list(AIMS[each.kind][number % len(AIMS[each.kind])])
    group.ages = Ages.TEENAGERS_TOO if each.kind in (K.SCHOOL, K.YOUTH) else Ages.ADULTS
    for name, value in where.items():
        setattr(group, name, value)
    return group


def whereabouts(group: CommunityGroup) -> dict[str, Any]:
    names = ("town", "outcode_id", "postcode", "latitude", "longitude", "constituency")
    return {name: getattr(group, name) for name in names}


def began_at(each: Applies, number: int) -> Any:
    lasted = between(300, 420, number) if S.APPROVED in TALE[each.state] else 3 * len(TALE[each.state])
    return timezone.now() - timedelta(days=each.days + (lasted if each.state not in UNKNOWN else 0), hours=number)


def tale(each: Applies, group: CommunityGroup, person: Person, staff: User) -> Iterator[Change]:
    """Its steps so far: the first when it began, the last as many days ago as its table says."""
    steps = TALE[each.state]
    end = timezone.now() - timedelta(days=each.days, hours=1)
    for place, after in enumerate(steps):
        at = group.created_at + (end - group.created_at) * place / max(1, len(steps) - 1)
        if after == S.APPROVED and group.approved_at:
            at = group.approved_at
        is_staffs = after in BY_STAFF
        yield Change(
            group=group,
            before=steps[place - 1] if place else "",
            after=after,
            by_user=staff if is_staffs else None,
            by_person=None if is_staffs else person,
            reason=REASONS.get(after, ""),
            at=at,
        )


def registration(each: Applies, group: CommunityGroup, person: Person) -> Registration:
    """What was typed is kept until the group is approved."""
    steps = TALE[each.state]
    end = timezone.now() - timedelta(days=each.days, hours=2)
    is_sent = S.SUBMITTED in steps
    return Registration(
        group=group,
        address=person.address,
        person=person,
        answers={} if S.APPROVED in steps else answers(each, group, person),
        started_at=group.created_at,
        changed_at=end,
        verified_at=group.created_at + timedelta(minutes=30) if S.VERIFIED in steps else None,
        submitted_at=end if is_sent else None,
    )


def answers(each: Applies, group: CommunityGroup, person: Person) -> dict[str, Any]:
    if each.state in UNKNOWN:
        return {"you": {"applicant": person.name}}
    steps = {
        "you": {"applicant": person.name},
        "group": {
            "name": group.name,
            "kind": group.kind,
            "aims": group.aims,
            "about": group.about,
            "ages": group.ages,
        },
        "place": {"town": group.town, "postcode": group.postcode},
        "people": others(person),
        "agreement": {"version": 2, "consented": True, "news": None},
    }
    done = 3 if each.state == S.VERIFIED else len(STEPS)
    return {step: steps[step] for step in STEPS[:done]}


def others(person: Person) -> dict[str, Any]:
    of = person.address.canonical.removesuffix("@example.org")
    is_other = between(0, 1, of)
    return {
        "second_name": name_of_person(between(0, 500, of, "second")),
        "second_email": f"{of}-second@example.org",
        "second_is_adult": True,
        "safeguarding": "other" if is_other else "second",
        "safeguarding_name": name_of_person(between(0, 500, of, "safe")) if is_other else "",
        "safeguarding_email": f"{of}-safe@example.org" if is_other else "",
    }


def question(each: Applies, group: CommunityGroup, _person: Person, staff: User) -> Question:
    asked_at = timezone.now() - timedelta(days=each.days)
    return Question(
        group=group, fields=["aims", "about"], text=REASONS[S.NEEDS_INFORMATION], asked_by=staff, asked_at=asked_at
    )


def tell_apart(group: CommunityGroup, other: CommunityGroup, staff: User) -> None:
    """Two that look alike, of which staff know that they are two."""
    one, two = sorted((group.pk, other.pk))
    NotDuplicate.objects.create(one_id=one, other_id=two, by=staff)
