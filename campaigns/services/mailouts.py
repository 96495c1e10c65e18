"""What staff do with a mail-out: write it, hand it in, approve it, say when it leaves, and stop it.

A second person approves what they read: the digest of it is kept, and anything that changes it takes the approval
back. Each step raises WrongState where somebody else was quicker.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from campaigns import mailout_checks, mailout_digest
from campaigns.mailout_clock import in_london
from campaigns.mailout_digest import digest as digest
from campaigns.mailout_enums import EDITABLE, MailoutState
from campaigns.models import Mailout
from campaigns.services import mailout_sending
from campaigns.services.life import Changed, Frozen, SamePerson
from campaigns.services.mailout_halts import cancel as cancel
from campaigns.services.mailout_halts import pause as pause
from campaigns.services.mailout_halts import resume as resume
from campaigns.services.mailout_moves import NOT_APPROVED, locked, step
from campaigns.services.mailout_trying import test_send as test_send
from people.models import User

OF_SEGMENT = frozenset({"segment", "segment_taken_at", "segment_conditions"})
BESIDE = frozenset({"title", "slug", "campaign", "in_archive"}) | OF_SEGMENT  # who approves it need not look again
COPIED = (
    "campaign",
    "purpose",
    "subject",
    "second_subject",
    "compared_percent",
    "compared_hours",
    "held_out_percent",
    "preheader",
    "from_name",
    "body",
    "conditions",
    *sorted(OF_SEGMENT),
    "rest_days",
    "quiet_from",
    "quiet_until",
    "warms_up",
    "in_archive",
)
LATE = timedelta(minutes=5)  # a form may lie open so long


class NotReady(Exception):
    """What the machine checked holds it up; `checks` says what and why."""

    def __init__(self, checks: Collection[mailout_checks.Check]) -> None:
        super().__init__(" ".join(check.says for check in checks))
        self.checks = list(checks)


class InThePast(Exception):
    """The time that was named is over."""


@transaction.atomic
def save(mailout: Mailout, *, by: User, changed: Collection[str]) -> Mailout:
    """Keep what a form changed, or a new draft. Other words, readers or sender revoke an approval. Raises Frozen."""
    if mailout.pk is None:
        mailout.created_by = mailout.changed_by = by
        mailout.save()
        return mailout
    now = Mailout.objects.select_for_update(of=("self",)).get(pk=mailout.pk)
    if now.state not in EDITABLE:
        raise Frozen
    fields = {name for name in changed if getattr(mailout, name) != getattr(now, name)}
    mailout.state = now.state
    if not fields:
        return mailout
    if fields - BESIDE:
        mailout.changed_by = by
        fields.add("changed_by")
    if fields - BESIDE and now.state != MailoutState.DRAFT:
        return step(mailout, "revoke", by=by, **NOT_APPROVED, **{name: getattr(mailout, name) for name in fields})
    mailout.save(update_fields=fields)
    return mailout


def submit(mailout: Mailout, *, by: User) -> Mailout:
    """Hand a draft to a second person. Raises NotReady."""
    insist_on_ready(mailout)
    with transaction.atomic():
        return step(locked(mailout, "submit"), "submit", by=by, submitted_by=by, **NOT_APPROVED)


def insist_on_ready(mailout: Mailout) -> None:
    """Outside any lock: where mail leaves, DNS and the sites that it links to are asked as well. Raises NotReady."""
    found = mailout_checks.check(mailout, afar=settings.MAIL_MAY_LEAVE)
    if failed := [check for check in found if check.blocks and check.passed is False]:
        raise NotReady(failed)


@transaction.atomic
def send_back(mailout: Mailout, *, by: User, because: str) -> Mailout:
    """To whoever wrote it, with a reason; also what was approved and has not left."""
    return step(locked(mailout, "send_back"), "send_back", by=by, because=because, **NOT_APPROVED)


@transaction.atomic
def approve(mailout: Mailout, *, by: User, digest: str) -> Mailout:
    """It may then leave. `digest` is of what they read. Raises SamePerson, and Changed where it is another by now."""
    found = locked(mailout, "approve")
    if by.pk in (found.submitted_by_id, found.changed_by_id):
        raise SamePerson
    if digest != mailout_digest.digest(found):
        raise Changed
    return step(found, "approve", by=by, approved_by=by, approved_at=timezone.now(), approved_digest=digest)


def schedule(mailout: Mailout, *, by: User, at: datetime | None = None) -> Mailout:
    """Let it leave at this time in London, or at once. Raises NotReady, InThePast, and Changed: a draft again."""
    moment = in_london(at) if at else timezone.now()
    if moment < timezone.now() - LATE:
        raise InThePast
    insist_on_ready(mailout)
    if (found := set_time(mailout, by=by, moment=moment, at_once=at is None)) is None:
        raise Changed
    found.refresh_from_db()
    return found


@transaction.atomic
def set_time(mailout: Mailout, *, by: User, moment: datetime, at_once: bool) -> Mailout | None:
    """None where it shows something else than was approved: it is a draft again, which is kept."""
    found = locked(mailout, "schedule")
    if found.approved_digest != mailout_digest.digest(found):
        mailout_sending.revoke(found)
        return None
    step(found, "schedule", by=by, send_at=moment, data={"at": moment.isoformat()})
    if at_once:
        transaction.on_commit(partial(mailout_sending.call, found.pk), robust=True)
    return found


@transaction.atomic
def cancel_schedule(mailout: Mailout, *, by: User) -> Mailout:
    """It stays approved, and leaves once somebody says so."""
    return step(locked(mailout, "unschedule"), "unschedule", by=by, send_at=None)


@transaction.atomic
def copy(mailout: Mailout, *, by: User) -> Mailout:
    """A new draft with the same words for the same people, which nobody has approved."""
    made = Mailout(**{name: getattr(mailout, name) for name in COPIED}, created_by=by, changed_by=by)
    made.title = f"Copy of {mailout.title}"[: Mailout._meta.get_field("title").max_length]
    made.slug = free_slug(mailout.slug)
    made.save()
    log(made, "mailout.copy", user=by)
    return made


def free_slug(slug: str) -> str:
    begin = slugify(slug)[:70]
    taken = set(Mailout.objects.filter(slug__startswith=begin).values_list("slug", flat=True))
    number = 2
    while (candidate := f"{begin}-{number}") in taken:
        number += 1
    return candidate
