"""What groups agree to: drafted, published as a new version, and agreed to by whoever leads a group."""

import hashlib

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from groups.models import Agreement, AgreementAcceptance, CommunityGroup
from groups.services import health
from people.models import Person, User


class DraftWaits(Exception):
    """There is a draft already, which is changed or published first."""


class Published(Exception):
    """Its words stay: a change is a new version."""


class SamePerson(Exception):
    """Nobody publishes what they wrote themselves."""


class Changed(Exception):
    """It is not what was looked at."""


class NotCurrent(Exception):
    """It is not, or no longer, the version in force."""


def locked() -> list[Agreement]:
    """All of them, which are few, so that nobody drafts or publishes another at the same time."""
    return list(Agreement.objects.select_for_update().order_by("version"))


@transaction.atomic
def draft(*, text: str, what_changed: str = "", by: User) -> Agreement:
    """The next version, that of nobody yet. Raises DraftWaits."""
    versions = locked()
    if any(version.published_at is None for version in versions):
        raise DraftWaits
    number = versions[-1].version + 1 if versions else 1
    made = Agreement.objects.create(version=number, text=text, what_changed=what_changed, created_by=by)
    log(made, "agreement.draft", user=by)
    return made


@transaction.atomic
def change(agreement: Agreement, *, text: str, what_changed: str, by: User) -> None:
    """Whoever changed it last has written it. Raises Published."""
    drafts = Agreement.objects.filter(pk=agreement.pk, published_at=None)
    if not drafts.update(text=text, what_changed=what_changed, created_by=by):
        raise Published
    log(agreement, "agreement.change", user=by)


@transaction.atomic
def publish(agreement: Agreement, *, by: User, seen: str = "") -> None:
    """Groups have thirty days from now, and are told tonight.

    Raises Published, SamePerson, and Changed where `seen`, the stamp of what its publisher read, is another.
    """
    found = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if found.published_at is not None:
        raise Published
    if found.created_by_id == by.pk:
        raise SamePerson
    if seen and seen != stamp(found):
        raise Changed
    found.published_at = timezone.now()
    found.save(update_fields=["published_at"])
    agreement.refresh_from_db()
    log(agreement, "agreement.publish", user=by)


def stamp(agreement: Agreement) -> str:
    """Tells one wording of a draft from another."""
    return hashlib.sha256("\0".join((agreement.text, agreement.what_changed)).encode()).hexdigest()


@transaction.atomic
def accept(*, group: CommunityGroup, agreement: Agreement, by: Person) -> AgreementAcceptance:
    """By whoever leads the group, or applies for it. Again is the same. Raises NotCurrent."""
    if Agreement.objects.current() != agreement:
        raise NotCurrent
    acceptance, _ = AgreementAcceptance.objects.get_or_create(group=group, agreement=agreement, defaults={"by": by})
    health.look_again(group)
    return acceptance
