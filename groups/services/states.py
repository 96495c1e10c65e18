"""The states of a group: which leads to which, who may take the step, and what it tells whom.

The only module that changes CommunityGroup.state. Each step is history, with its author and a reason.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from groups.enums import FINAL, GroupState
from groups.models import Change, CommunityGroup, Membership, Registration
from groups.services import events
from mail.services import deliveries
from pages import generation
from people.models import Person, User
from people.services import people

LONGEST_REASON = 2000
WITH_PAGE = frozenset({GroupState.APPROVED, GroupState.CLOSED})
APPLICANT, STAFF, SYSTEM = "applicant", "staff", "system"  # the applicant; once it is approved, whoever leads it


class WrongState(Exception):
    """The group is not in a state from which this step leads on."""


class NotTheirs(Exception):
    """The step exists, and this author may not take it."""


class Step(NamedTuple):
    before: GroupState
    after: GroupState
    may: frozenset[str]
    tells: str = ""  # the kind of message to the applicant or, once it was approved, to all who lead it


BY_APPLICANT, BY_STAFF, BY_SYSTEM = frozenset({APPLICANT}), frozenset({STAFF}), frozenset({SYSTEM})
BY_EITHER = BY_APPLICANT | BY_STAFF
S = GroupState
TRANSITIONS = (
    Step(S.DRAFT, S.VERIFIED, BY_APPLICANT),
    Step(S.VERIFIED, S.SUBMITTED, BY_APPLICANT, "registration_received"),
    Step(S.SUBMITTED, S.IN_REVIEW, BY_STAFF),
    *(
        Step(before, after, BY_STAFF, tells)
        for before in (S.SUBMITTED, S.IN_REVIEW)
        for after, tells in (
            (S.NEEDS_INFORMATION, "registration_question"),
            (S.APPROVED, "registration_approved"),
            (S.REJECTED, "registration_rejected"),
        )
    ),
    Step(S.NEEDS_INFORMATION, S.SUBMITTED, BY_APPLICANT, "registration_received"),
    Step(S.NEEDS_INFORMATION, S.REJECTED, BY_STAFF, "registration_rejected"),
    Step(S.NEEDS_INFORMATION, S.REJECTED, BY_SYSTEM, "registration_unanswered"),
    Step(S.APPROVED, S.CLOSED, BY_EITHER, "group_closed"),
    Step(S.CLOSED, S.APPROVED, BY_STAFF, "group_reopened"),
    *(
        Step(before, S.MERGED, BY_STAFF, "group_merged" if before in WITH_PAGE else "")
        for before in (S.SUBMITTED, S.IN_REVIEW, S.NEEDS_INFORMATION, S.APPROVED, S.CLOSED)
    ),
)
CLOSED_EVENT = "The group that planned it has closed."
MERGED_EVENT = "The group that planned it became part of another."


def follow(state: str) -> list[GroupState]:
    """Where a group in this state may go next."""
    return list(dict.fromkeys(step.after for step in TRANSITIONS if step.before == state))


def is_open(before: str, after: str, author: str) -> bool:
    """Whether this author may take this step."""
    return any((step.before, step.after) == (before, after) and author in step.may for step in TRANSITIONS)


def step_from(before: GroupState, after: GroupState, author: str) -> Step:
    """Raises WrongState where nobody may take it, and NotTheirs where somebody else may."""
    steps = [step for step in TRANSITIONS if (step.before, step.after) == (before, after)]
    if not steps:
        raise WrongState
    for step in steps:
        if author in step.may:
            return step
    raise NotTheirs


@transaction.atomic
def move(
    *,
    group: CommunityGroup,
    to: GroupState,
    by_user: User | None = None,
    by_person: Person | None = None,
    reason: str = "",
    **changes: Any,
) -> CommunityGroup:
    """Take one step, with the `changes` of other fields that belong to it. Raises WrongState and NotTheirs.

    Whoever it tells is locked first, in the order that everybody keeps: addresses before groups.
    """
    found, told = lock(group)
    step = step_from(GroupState(found.state), to, author(by_user, by_person))
    write(found, to, by_user=by_user, by_person=by_person, reason=reason, **changes)
    if step.tells:
        tell(found, step.tells, told, reason=reason)
    for name in ("state", *changes):
        setattr(group, name, getattr(found, name))
    return found


def lock(group: CommunityGroup) -> tuple[CommunityGroup, list[int]]:
    """As it is now, for this transaction alone, and whom to tell."""
    told = whom_to_tell(group)
    people.lock_addresses(told)
    return CommunityGroup.objects.select_for_update().get(pk=group.pk), told


def author(by_user: User | None, by_person: Person | None) -> str:
    if by_user is not None:
        return STAFF
    return APPLICANT if by_person is not None else SYSTEM


def write(
    group: CommunityGroup,
    to: GroupState,
    *,
    by_user: User | None,
    by_person: Person | None,
    reason: str,
    **changes: Any,
) -> None:
    """Without the signals of `save`: pages are made anew only where readers see the group before or after."""
    before = GroupState(group.state)
    for name, value in {"state": to, **changes}.items():
        setattr(group, name, value)
    CommunityGroup.objects.filter(pk=group.pk).update(state=to, **changes)
    Change.objects.create(
        group=group, before=before, after=to, by_user=by_user, by_person=by_person, reason=reason[:LONGEST_REASON]
    )
    if WITH_PAGE & {before, to}:
        generation.publish()


def whom_to_tell(group: CommunityGroup) -> list[int]:
    """Keys of the addresses of whoever leads it or, before it is approved, of whoever applied."""
    lead = Membership.objects.leading().filter(group=group, person__erased_at=None)
    leaders = lead.order_by("person__address_id").values_list("person__address_id", flat=True).distinct()
    return list(leaders) or list(Registration.objects.filter(group=group).values_list("address_id", flat=True))


def tell(group: CommunityGroup, kind: str, told: list[int], *, reason: str) -> None:
    context = {"group": group.name, "group_id": group.pk, "reason": reason, "path": path_of(group)}
    for address_id in told:
        deliveries.queue(kind=kind, address_id=address_id, context=context)


def path_of(group: CommunityGroup) -> str:
    """Of its page, or of the registration while it has none."""
    if group.state in WITH_PAGE:
        return reverse("group", args=[group.slug])
    token = Registration.objects.filter(group=group).values_list("token", flat=True).first()
    return reverse("group_register_back", args=[token]) if token else reverse("group_register")


def verify(*, group: CommunityGroup, by_person: Person) -> CommunityGroup:
    return move(group=group, to=S.VERIFIED, by_person=by_person)


def submit(*, group: CommunityGroup, by_person: Person) -> CommunityGroup:
    return move(group=group, to=S.SUBMITTED, by_person=by_person)


def take_up(*, group: CommunityGroup, by_user: User) -> CommunityGroup:
    return move(group=group, to=S.IN_REVIEW, by_user=by_user)


def ask(*, group: CommunityGroup, by_user: User, reason: str) -> CommunityGroup:
    """Called by services.questions, which writes down what is asked."""
    return move(group=group, to=S.NEEDS_INFORMATION, by_user=by_user, reason=reason)


def answer(*, group: CommunityGroup, by_person: Person) -> CommunityGroup:
    return move(group=group, to=S.SUBMITTED, by_person=by_person)


def approve(*, group: CommunityGroup, by_user: User, slug: str = "", reason: str = "") -> CommunityGroup:
    """Called by services.deciding, which gives it its leaders as well."""
    now = timezone.now()
    return move(group=group, to=S.APPROVED, by_user=by_user, reason=reason, slug=slug or group.slug, approved_at=now)


def reject(*, group: CommunityGroup, by_user: User, reason: str) -> CommunityGroup:
    return move(group=group, to=S.REJECTED, by_user=by_user, reason=reason)


def expire(*, group: CommunityGroup, reason: str) -> CommunityGroup:
    """Called by services.questions, for a group whose applicant answers nothing."""
    return move(group=group, to=S.REJECTED, reason=reason)


@transaction.atomic
def close(
    *, group: CommunityGroup, by_user: User | None = None, by_person: Person | None = None, reason: str
) -> CommunityGroup:
    """By staff, or by whoever leads it. What it had planned is cancelled, and whoever had a place there is told."""
    if by_person is not None and not Membership.objects.leading().filter(group=group, person=by_person).exists():
        raise NotTheirs
    closed_at = timezone.now()
    with generation.at_the_end():
        found = move(group=group, to=S.CLOSED, by_user=by_user, by_person=by_person, reason=reason, closed_at=closed_at)
        events.cancel_all_of(group, because=CLOSED_EVENT)
    return found


def reopen(*, group: CommunityGroup, by_user: User, reason: str = "") -> CommunityGroup:
    return move(group=group, to=S.APPROVED, by_user=by_user, reason=reason, closed_at=None)


@transaction.atomic
def bring_in(*, groups: Sequence[CommunityGroup], by_user: User | None, reason: str) -> list[CommunityGroup]:
    """New ones that staff vouch for: approved from the start, and written without the signals of `save`.

    Whoever calls it makes the pages anew.
    """
    now = timezone.now()
    for group in groups:
        group.state, group.approved_at = S.APPROVED, now
    made = CommunityGroup.objects.bulk_create(groups)
    Change.objects.bulk_create(
        Change(group=group, after=S.APPROVED, by_user=by_user, reason=reason[:LONGEST_REASON], at=now) for group in made
    )
    return made


@transaction.atomic
def merge(*, group: CommunityGroup, into: CommunityGroup, by_user: User, reason: str) -> CommunityGroup:
    """Into one that goes on. Events to come that were not given to that one before are cancelled."""
    people.lock_addresses(whom_to_tell(group))
    rows = CommunityGroup.objects.select_for_update().filter(pk__in=(group.pk, into.pk)).order_by("pk")
    states = {row.pk: row.state for row in rows}
    if group.pk == into.pk or states[into.pk] in FINAL:
        raise WrongState
    with generation.at_the_end():
        found = move(group=group, to=S.MERGED, by_user=by_user, reason=reason, merged_into=into)
        events.cancel_all_of(group, because=MERGED_EVENT)
    return found


@transaction.atomic
def unmerge(*, group: CommunityGroup, by_user: User, reason: str) -> CommunityGroup:
    """Back to the state that it was merged from. Not a step onwards, so no table has it: it takes the last one back."""
    found = CommunityGroup.objects.select_for_update().get(pk=group.pk)
    last = Change.objects.filter(group=group, after=S.MERGED).first()
    if found.state != S.MERGED or last is None:
        raise WrongState
    write(found, GroupState(last.before), by_user=by_user, by_person=None, reason=reason, merged_into=None)
    return found
