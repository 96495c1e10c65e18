"""The states of a group: every step that there is, and that there is no other."""

import re
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from groups.enums import FINAL, EventState, GroupState, Role
from groups.models import Change, CommunityGroup, Event, Membership, Registration
from groups.services import events, states, telling
from mail.models import Delivery
from pages import generation
from people.services import people
from tests import factories
from tests.groups import applications, planned

pytestmark = pytest.mark.django_db
ROOT = Path(states.__file__).parents[2]
AUTHORS = (states.APPLICANT, states.STAFF, states.SYSTEM)


@pytest.fixture
def registration() -> Registration:
    return applications.confirmed()


def put(group: CommunityGroup, state: GroupState) -> None:
    into = applications.approved_group() if state == GroupState.MERGED else None
    CommunityGroup.objects.filter(pk=group.pk).update(state=state, merged_into=into)


def by(author: str, registration: Registration) -> dict[str, Any]:
    if author == states.STAFF:
        return {"by_user": factories.morgan()}
    return {"by_person": registration.person} if author == states.APPLICANT else {}


def kinds_to(address: str) -> list[str]:
    return list(Delivery.objects.filter(address__canonical=address).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(("before", "after"), list(product(GroupState, GroupState)))
def test_only_the_steps_of_the_table_can_be_taken_and_each_is_history(
    registration: Registration, before: GroupState, after: GroupState
) -> None:
    put(registration.group, before)
    steps = [step for step in states.TRANSITIONS if (step.before, step.after) == (before, after)]
    into = applications.approved_group(slug="another") if after == GroupState.MERGED else None
    changes: dict[str, Any] = {"merged_into": into} if into else {}
    author = by(sorted(steps[0].may)[0] if steps else states.STAFF, registration)
    history = Change.objects.filter(group=registration.group).count()
    if not steps:
        with pytest.raises(states.WrongState):
            states.move(group=registration.group, to=after, **author)
        assert Change.objects.filter(group=registration.group).count() == history
        return
    states.move(group=registration.group, to=after, reason="Because.", **author, **changes)
    change = Change.objects.filter(group=registration.group).first()
    assert change is not None
    assert (change.before, change.after, change.reason) == (before, after, "Because.")
    assert (change.by_user, change.by_person) == (author.get("by_user"), author.get("by_person"))


@pytest.mark.parametrize("step", states.TRANSITIONS, ids=lambda step: f"{step.before}-{step.after}")
def test_nobody_takes_a_step_that_is_anothers(registration: Registration, step: states.Step) -> None:
    put(registration.group, step.before)
    same = [each for each in states.TRANSITIONS if (each.before, each.after) == (step.before, step.after)]
    for author in set(AUTHORS).difference(*(each.may for each in same)):
        with pytest.raises(states.NotTheirs):
            states.move(group=registration.group, to=step.after, **by(author, registration))
    registration.group.refresh_from_db()
    assert registration.group.state == step.before


def test_nothing_leads_on_from_what_is_final() -> None:
    assert [states.follow(state) for state in FINAL] == [[], []]


def test_each_step_tells_what_the_table_says_and_nothing_else(registration: Registration) -> None:
    group, morgan = registration.group, factories.morgan()
    states.submit(group=group, by_person=registration.person)
    states.take_up(group=group, by_user=morgan)
    states.ask(group=group, by_user=morgan, reason="Which town?")
    states.answer(group=group, by_person=registration.person)
    states.reject(group=group, by_user=morgan, reason="Not one of ours.")
    assert kinds_to("charlie@example.org") == [
        "confirm_registration",
        "registration_received",
        "registration_question",
        "registration_received",
        "registration_rejected",
    ]
    assert Delivery.objects.get(kind="registration_rejected").context["reason"] == "Not one of ours."


def test_whoever_leads_a_group_is_told_that_it_is_closed_and_open_again() -> None:
    group, morgan = applications.approved_group(), factories.morgan()
    for name, role in (("charlie", Role.LEADER), ("suzie", Role.DEPUTY), ("mallory", Role.MEMBER)):
        person = people.meet(email=f"{name}@example.org", name=name).person
        Membership.objects.create(group=group, person=person, role=role)
    states.close(group=group, by_user=morgan, reason="Nobody leads it.")
    assert group.closed_at is not None
    states.reopen(group=group, by_user=morgan)
    group.refresh_from_db()
    assert (str(group.state), group.closed_at is None) == ("approved", True)
    for told in ("charlie@example.org", "suzie@example.org"):
        assert kinds_to(told) == ["group_closed", "group_reopened"]
    assert kinds_to("mallory@example.org") == []


def test_only_whoever_leads_a_group_closes_it_themselves() -> None:
    group = applications.approved_group()
    mallory = people.meet(email="mallory@example.org", name="Mallory").person
    with pytest.raises(states.NotTheirs):
        states.close(group=group, by_person=mallory, reason="For fun.")
    Membership.objects.create(group=group, person=mallory, role=Role.LEADER)
    assert states.close(group=group, by_person=mallory, reason="We stop.").state == GroupState.CLOSED


def test_a_merge_that_is_taken_back_puts_a_group_where_it_was() -> None:
    group, other, morgan = applications.approved_group(), applications.approved_group(slug="two"), factories.morgan()
    states.close(group=group, by_user=morgan, reason="Quiet.")
    states.merge(group=group, into=other, by_user=morgan, reason="The same.")
    states.unmerge(group=group, by_user=morgan, reason="They are two.")
    group.refresh_from_db()
    assert (group.state, group.merged_into) == (GroupState.CLOSED, None)
    with pytest.raises(states.WrongState):
        states.unmerge(group=group, by_user=morgan, reason="Again.")


def test_a_group_is_merged_into_one_that_goes_on_and_never_in_a_circle() -> None:
    group, other, morgan = applications.approved_group(), applications.approved_group(slug="two"), factories.morgan()
    states.merge(group=group, into=other, by_user=morgan, reason="The same.")
    for into in (group, other):
        with pytest.raises(states.WrongState):
            states.merge(group=other, into=into, by_user=morgan, reason="Round.")
    other.refresh_from_db()
    assert other.state == GroupState.APPROVED


@pytest.mark.parametrize("end", ["close", "merge"])
def test_what_a_group_that_ends_had_planned_is_cancelled_and_its_guests_are_told(end: str) -> None:
    group, other, morgan = applications.approved_group(), applications.approved_group(slug="two"), factories.morgan()
    planned.booked(planned.event(group), "suzie")
    events.draft(group=group, details=planned.details())
    yesterday = timezone.now() - timedelta(days=1)
    past = events.draft(group=group, details=planned.details(starts_at=yesterday))
    elsewhere = planned.event(other)
    if end == "close":
        states.close(group=group, by_user=morgan, reason="Quiet.")
    else:
        states.merge(group=group, into=other, by_user=morgan, reason="The same.")
    telling.tell()
    assert set(Event.objects.exclude(state=EventState.CANCELLED)) == {past, elsewhere}
    assert Event.objects.count() == 4
    assert kinds_to("suzie@example.org")[-1] == "event_cancelled"


def test_pages_are_made_anew_where_readers_see_the_group_and_only_there(registration: Registration) -> None:
    start = generation.current().published
    states.submit(group=registration.group, by_person=registration.person)
    generation.forget()
    assert generation.current().published == start
    states.close(group=applications.approved_group(), by_user=factories.morgan(), reason="Quiet.")
    generation.forget()
    assert generation.current().published > start + 1  # one was the group's own making


def test_no_other_module_writes_the_state_of_a_group() -> None:
    writes = re.compile(r"group\.state = |CommunityGroup\.objects\.[^\n]*update\([^)]*\bstate=")
    sources = [path for path in (ROOT / "groups").rglob("*.py") if "migrations" not in path.parts]
    found = {path.name for path in sources if writes.search(path.read_text())}
    assert found == {"states.py"}
