"""A hand-in pack from being asked for to its file: made in the background, once, whatever is killed on the way."""

import hashlib
import logging
from collections.abc import Collection
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from campaigns.enums import UNDER_WAY, UNPUBLISHED, PackState
from campaigns.models import HandInPack, PackArchive, Petition, Signature
from campaigns.services import pack_snapshot
from campaigns.services.pack_snapshot import Snapshot
from people.models import User

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=3)  # after so long without a sign of life its maker is taken for dead
TRIES = 3
AT_ONCE = 20


class NotPossible(Exception):
    """Its text is a sentence for whoever asked."""


class Overtaken(Exception):
    """Another maker has taken the pack up, so this one leaves it."""


@transaction.atomic
def ask(*, petition: Petition, by: User) -> HandInPack:
    """A pack to be made; the one that is under way where there is one. Raises NotPossible."""
    if petition.state in UNPUBLISHED:
        raise NotPossible("This petition isn't published yet, so there is nothing to hand in.")
    under_way = HandInPack.objects.filter(petition=petition, state__in=UNDER_WAY)
    try:
        with transaction.atomic():
            return under_way.first() or HandInPack.objects.create(petition=petition, asked_by=by)
    except IntegrityError:  # two asked at once
        return under_way.get()


def waiting() -> QuerySet[HandInPack]:
    abandoned = Q(state=PackState.MAKING, taken_at__lt=timezone.now() - LEASE)
    return HandInPack.objects.filter(Q(state=PackState.QUEUED) | abandoned).order_by("asked_at", "pk")


def make_all() -> int:
    """Make what waits, one after another; returns how many were taken up."""
    taken = 0
    while pack := take():
        taken += 1
        make(pack)
    return taken


def take() -> HandInPack | None:
    """The number of tries tells one maker from the next: whoever holds an older one has been overtaken."""
    for pack in waiting().select_related("petition")[:AT_ONCE]:
        free, now = waiting().filter(pk=pack.pk, tries=pack.tries), timezone.now()
        if pack.tries >= TRIES:
            free.update(state=PackState.FAILED, error="Its makers ended before it was done.", finished_at=now)
        elif free.update(state=PackState.MAKING, taken_at=now, tries=F("tries") + 1, done=0):
            pack.refresh_from_db(fields=["state", "taken_at", "tries", "done"])
            return pack
    return None


def make(pack: HandInPack) -> None:
    """Leave it ready, or failed with the reason; where another maker has it, untouched."""
    from campaigns.services import pack_archive  # imports what draws and fills sheets, which few processes need

    try:
        snapshot = pack_snapshot.take(pack.petition)
        content = pack_archive.build(snapshot, alive=lambda done: show_life(pack, done))
        finish(pack, snapshot, content)
    except Overtaken:
        logger.warning("Pack %s was taken up by another maker", pack.pk)
    except pack_snapshot.Disagree as error:
        fail(pack, str(error))
    except Exception as error:  # the job tells of it too
        fail(pack, f"It could not be made ({type(error).__name__}). Ask for another, or tell whoever keeps the site.")
        raise


def held_by(pack: HandInPack) -> QuerySet[HandInPack]:
    return HandInPack.objects.filter(pk=pack.pk, state=PackState.MAKING, tries=pack.tries)


def show_life(pack: HandInPack, done: int) -> None:
    if not held_by(pack).update(done=done, taken_at=timezone.now()):
        raise Overtaken


def fail(pack: HandInPack, error: str) -> None:
    held_by(pack).update(state=PackState.FAILED, error=error[:300], finished_at=timezone.now())


@transaction.atomic
def finish(pack: HandInPack, snapshot: Snapshot, content: bytes) -> None:
    done = held_by(pack).update(
        state=PackState.READY,
        done=100,
        finished_at=timezone.now(),
        head=snapshot.counted.head,
        counted=snapshot.counted.number,
        on_paper=snapshot.counted.on_paper.added,
        comments=len(snapshot.comments),
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    if not done:
        raise Overtaken
    PackArchive.objects.update_or_create(pack=pack, defaults={"content": content})


@transaction.atomic
def drop_words_of(signature_ids: Collection[int] | QuerySet[Signature, int]) -> int:
    """Delete the files that hold the comments of these; a checksum still tells what was in them. Returns how many went.

    What is being made begins again, without their words, and another can be asked for at any time.
    """
    spoke = Signature.objects.filter(pk__in=signature_ids).exclude(comment="")
    petitions = list(spoke.order_by().values_list("petition", flat=True).distinct())
    if not petitions:
        return 0
    under_way = HandInPack.objects.filter(petition__in=petitions, state__in=UNDER_WAY)
    list(under_way.select_for_update().order_by("pk").values_list("pk"))  # one that waits isn't taken up before the end
    under_way.update(state=PackState.QUEUED)
    gone, _ = PackArchive.objects.filter(pack__petition__in=petitions, pack__comments__gt=0).delete()
    return gone
