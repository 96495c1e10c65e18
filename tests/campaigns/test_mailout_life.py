"""Morgan writes a mail-out, Charlie approves what they read, and anything that changes it takes that back."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from wagtail.log_actions import registry

from campaigns import mailout_waiting
from campaigns.mailout_enums import MailoutState
from campaigns.mailout_life import ENDED, MOVES, may
from campaigns.models import Mailout
from campaigns.services import mailouts
from campaigns.services.life import Changed, Frozen, SamePerson, WrongState
from people.enums import Purpose
from people.models import User
from tests import factories
from tests.campaigns import mailed
from tests.campaigns.mailed import approved, mailout, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


def steps(made: Mailout) -> list[str]:
    entries = registry.get_logs_for_instance(made).order_by("pk")
    return [entry.action.partition(".")[2] for entry in entries]


def changed(made: Mailout, by: User, **fields: Any) -> Mailout:
    """As a form keeps it."""
    found = Mailout.objects.get(pk=made.pk)
    for name, value in fields.items():
        setattr(found, name, value)
    return mailouts.save(found, by=by, changed=fields)


def test_every_state_is_left_by_some_move_but_the_two_at_the_end() -> None:
    left = {state for move in MOVES.values() for state in move.since}
    assert left == set(MailoutState) - ENDED
    assert {move.to for move in MOVES.values()} == set(MailoutState)
    assert not any(may(name, ended) for name in MOVES for ended in ENDED)


def test_it_is_handed_in_and_approved_and_each_step_is_in_the_log(morgan: User, charlie: User) -> None:
    made = mailouts.save(Mailout(title="News", slug="news", subject="News", body=mailed.BODY), by=morgan, changed=[])
    found = approved(made, by=morgan, second=charlie)
    assert (found.state, found.approved_by, found.submitted_by) == (MailoutState.APPROVED, charlie, morgan)
    assert found.approved_digest == mailouts.digest(Mailout.objects.get(pk=made.pk))
    assert steps(found) == ["submit", "approve"]


def test_who_handed_it_in_does_not_approve_it(morgan: User) -> None:
    made = mailouts.submit(mailout(), by=morgan)
    with pytest.raises(SamePerson):
        mailouts.approve(made, by=morgan, digest=mailouts.digest(made))
    assert state(made) == MailoutState.IN_REVIEW


def test_who_changed_it_last_does_not_approve_what_another_handed_in(morgan: User, charlie: User) -> None:
    made = changed(mailout(), charlie, subject="Charlie's own words")
    handed_in = mailouts.submit(made, by=morgan)
    with pytest.raises(SamePerson):
        mailouts.approve(handed_in, by=charlie, digest=mailouts.digest(handed_in))
    assert state(made) == MailoutState.IN_REVIEW


@pytest.mark.parametrize("whose", ["submitted_by", "changed_by"])
def test_the_database_refuses_an_approval_by_its_author(whose: str, morgan: User) -> None:
    made = mailout(**{whose: morgan})
    with (
        pytest.raises(IntegrityError, match=r"a_mailout_is_(approved_by_a_second|not_approved_by)"),
        transaction.atomic(),
    ):
        Mailout.objects.filter(pk=made.pk).update(approved_by=morgan, approved_digest="x", state=MailoutState.APPROVED)
    assert state(made) == MailoutState.DRAFT


def test_the_database_refuses_one_that_leaves_without_approval() -> None:
    made = mailout()
    with pytest.raises(IntegrityError, match="a_mailout_leaves_only_once_approved"), transaction.atomic():
        Mailout.objects.filter(pk=made.pk).update(state=MailoutState.SCHEDULED)
    assert state(made) == MailoutState.DRAFT


def test_what_changed_since_it_was_read_is_not_approved(morgan: User, charlie: User) -> None:
    made = mailouts.submit(mailout(), by=morgan)
    seen = mailouts.digest(made)
    made = mailouts.submit(changed(made, morgan, subject="Buy my book"), by=morgan)
    with pytest.raises(Changed):
        mailouts.approve(made, by=charlie, digest=seen)
    assert state(made) == MailoutState.IN_REVIEW


REVOKING: dict[str, Any] = {
    "subject": "Other words",
    "second_subject": "A second subject",
    "preheader": "Another first line",
    "body": [("heading", "Something else")],
    "from_name": "Mallory",
    "purpose": Purpose.FUNDRAISING,
    "conditions": {"join": "all", "groups": [{"join": "any", "conditions": [{"is": "region", "region": 1}]}]},
    "rest_days": 9,
    "compared_percent": 50,
    "compared_hours": 1,
    "held_out_percent": 10,
    "quiet_from": "21:00",
    "quiet_until": "07:00",
    "warms_up": True,
}


@pytest.mark.parametrize("field", REVOKING)
@pytest.mark.parametrize("scheduled", [False, True])
def test_a_change_of_words_audience_or_sender_revokes_the_approval(
    scheduled: bool, field: str, morgan: User, charlie: User
) -> None:
    made = approved(mailout(), by=morgan, second=charlie)
    if scheduled:
        mailouts.schedule(made, by=morgan)
    changed(made, charlie, **{field: REVOKING[field]})
    made.refresh_from_db()
    assert (made.state, made.approved_by, made.approved_at, made.approved_digest) == (
        MailoutState.DRAFT,
        None,
        None,
        "",
    )
    assert made.changed_by == charlie
    assert steps(made)[-1] == "revoke"


def test_a_change_of_what_stands_beside_revokes_nothing(morgan: User, charlie: User) -> None:
    made = approved(mailout(), by=morgan, second=charlie)
    changed(made, charlie, title="What staff call it")
    made.refresh_from_db()
    assert (made.title, made.state, made.changed_by) == ("What staff call it", MailoutState.APPROVED, None)


def test_a_form_that_changes_nothing_revokes_nothing(morgan: User, charlie: User) -> None:
    made = approved(mailout(), by=morgan, second=charlie)
    changed(made, charlie, subject=made.subject)
    assert state(made) == MailoutState.APPROVED


def test_a_fact_that_changes_before_it_leaves_revokes_the_approval(morgan: User, charlie: User) -> None:
    fact = factories.fact()
    made = mailout(body=[("fact", {"fact": fact, "sentence": "people were referred"})])
    made = approved(made, by=morgan, second=charlie)
    fact.value = "24,000"
    fact.save()
    with pytest.raises(Changed):
        mailouts.schedule(made, by=morgan)
    made.refresh_from_db()
    assert (made.state, made.approved_digest) == (MailoutState.DRAFT, "")
    assert "no longer what was approved" in made.because


def test_it_is_sent_back_with_a_reason_and_handed_in_anew(morgan: User, charlie: User) -> None:
    made = approved(mailout(), by=morgan, second=charlie)
    back = mailouts.send_back(made, by=charlie, because="Say when.")
    assert (back.state, back.because, back.approved_by) == (MailoutState.DRAFT, "Say when.", None)
    again = mailouts.submit(back, by=morgan)
    assert (again.state, again.because) == (MailoutState.IN_REVIEW, "")


@pytest.mark.parametrize("step", ["approve", "schedule", "cancel_schedule", "pause", "resume"])
def test_a_draft_takes_no_step_that_comes_later(step: str, morgan: User) -> None:
    made = mailout()
    given: dict[str, Any] = {"digest": mailouts.digest(made)} if step == "approve" else {}
    with pytest.raises(WrongState):
        getattr(mailouts, step)(made, by=morgan, **given)
    assert state(made) == MailoutState.DRAFT


def test_what_was_cancelled_is_not_changed_any_more(morgan: User) -> None:
    made = mailouts.cancel(mailout(), by=morgan, because="We write later.")
    assert (made.state, made.because) == (MailoutState.CANCELLED, "We write later.")
    with pytest.raises(Frozen):
        changed(made, morgan, subject="Other words")
    with pytest.raises(WrongState):
        mailouts.cancel(made, by=morgan)


def test_a_copy_is_a_draft_that_nobody_approved(morgan: User, charlie: User) -> None:
    made = approved(mailout(second_subject="Read this"), by=morgan, second=charlie)
    first, second = mailouts.copy(made, by=charlie), mailouts.copy(made, by=charlie)
    assert (first.state, first.approved_by, first.approved_digest) == (MailoutState.DRAFT, None, "")
    assert (first.second_subject, first.changed_by) == ("Read this", charlie)
    assert [first.slug, second.slug] == ["november-news-2", "november-news-3"]
    assert mailouts.digest(Mailout.objects.get(pk=first.pk)) != ""


def permitted(user: User) -> set[str]:
    every = ("add", "change", "delete", "view", "approve", "send")
    return {does for does in every if user.has_perm(f"campaigns.{does}_mailout")}


def test_staff_write_and_send_them_and_approvers_approve_them(charlie: User) -> None:
    staff = factories.member_of("Campaign staff")
    assert permitted(staff) == {"add", "change", "send", "view"}
    assert permitted(charlie) == {"approve", "view"}
    assert permitted(factories.mallory()) == permitted(factories.priya()) == set()
    kept = ("segment", "series", "supporterimport")
    assert all(staff.has_perm(f"campaigns.{does}_{model}") for model in kept for does in ("add", "change", "view"))
    assert not any(charlie.has_perm(f"campaigns.add_{model}") for model in kept)


def test_who_waits_for_whom(morgan: User, charlie: User) -> None:
    def said(user: User) -> list[str]:
        return [each.sentence.removeprefix('The mail-out "November news" ') for each in mailout_waiting.mailouts(user)]

    made = mailout()
    assert (said(morgan), said(charlie), said(factories.mallory())) == (["is a draft."], [], [])
    made = mailouts.submit(made, by=morgan)
    assert (said(morgan), said(charlie)) == ([], ["waits for your approval."])
    made = mailouts.approve(made, by=charlie, digest=mailouts.digest(made))
    assert (said(morgan), said(charlie)) == (["is approved and can be sent."], [])
    mailouts.send_back(made, by=charlie, because="Say when.")
    assert said(morgan) == ["is a draft: Say when."]
