"""The words that people agree to: written and published by the data protection officer, shown by forms.

What is published is kept in the process for as long as nothing new is, as the outline of the site is: the footer of
every page asks for it.
"""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from pages import generation
from people.enums import Purpose
from people.models import ConsentWording, User

MOST = 500  # versions that forms still accept

_read: tuple[int, dict[int, ConsentWording]] | None = None


class Published(Exception):
    """The wording is published: people may have agreed to it, so it stays as it is."""


def current(purpose: str) -> ConsentWording | None:
    """What a form shows for this purpose: its newest published version."""
    theirs = [wording for wording in published().values() if wording.purpose == purpose]
    return max(theirs, key=lambda wording: wording.version, default=None)


def once_shown(pk: object, *, purpose: str) -> ConsentWording | None:
    """The published wording that a form was sent with, also where a newer one has replaced it meanwhile."""
    found = published().get(int(pk)) if isinstance(pk, str) and pk.isdecimal() and len(pk) < 20 else None
    return found if found and found.purpose == purpose else None


def published() -> dict[int, ConsentWording]:
    """By key; read now if this process has not since the last publication."""
    global _read
    if generation.in_transaction():
        return read()
    number = generation.current().published
    if _read is None or _read[0] != number:
        _read = (number, read())
    return _read[1]


def read() -> dict[int, ConsentWording]:
    return {wording.pk: wording for wording in ConsentWording.objects.published().order_by("-published_at")[:MOST]}


def forget() -> None:
    """For tests, whose rollbacks take the generation's number back."""
    global _read
    _read = None


def draft(*, purpose: Purpose, text: str, by: User | None = None) -> ConsentWording:
    """The next version for this purpose, which no form shows until it is published. Safe when called twice at once."""
    while True:
        theirs = ConsentWording.objects.filter(purpose=purpose)
        version = 1 + (theirs.aggregate(newest=Max("version"))["newest"] or 0)
        try:
            with transaction.atomic():
                return ConsentWording.objects.create(purpose=purpose, version=version, text=text, created_by=by)
        except IntegrityError:
            if not theirs.filter(version=version).exists():
                raise


@transaction.atomic
def change(wording: ConsentWording, *, text: str) -> None:
    """Raises Published."""
    drafts = ConsentWording.objects.filter(pk=wording.pk, published_at=None)
    if not drafts.update(text=text):
        raise Published
    wording.text = text


@transaction.atomic
def publish(wording: ConsentWording) -> bool:
    """Let forms show it from now on; False where it was published before."""
    drafts = ConsentWording.objects.filter(pk=wording.pk, published_at=None)
    if not drafts.update(published_at=timezone.now()):
        return False
    generation.publish()
    return True


@transaction.atomic
def discard(wording: ConsentWording) -> None:
    """Delete a draft. Raises Published."""
    if not ConsentWording.objects.filter(pk=wording.pk, published_at=None).delete()[0]:
        raise Published
