"""Sheets of paper: entered with their scan, checked by a second person, and added to the sum once."""

import hashlib
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from campaigns.enums import TAKES_PAPER, PaperState, ScanKind
from campaigns.models import CountRepair, PaperBatch, PaperScan, Petition, PetitionTotal, Signature
from campaigns.selectors import paper as sums
from campaigns.services import overlap
from groups.models import CommunityGroup
from pages import generation
from people.models import User
from places.models import Constituency

LARGEST = 10 * 1024 * 1024  # bytes of a scan
MOST_LINES = 100_000
BEGINNINGS = {b"%PDF-": ScanKind.PDF, b"\xff\xd8\xff": ScanKind.JPEG, b"\x89PNG\r\n\x1a\n": ScanKind.PNG}


class NotPossible(Exception):
    """Its text is a sentence for whoever tried."""


class Line(NamedTuple):
    name: str
    postcode: str  # in its official form


class Difference(NamedTuple):
    """Where the total on paper is not what the approved batches add up to."""

    petition_id: int
    total: int
    approved: int


def kind_of(content: bytes) -> ScanKind:
    """By how the file begins, whatever it is called. Raises NotPossible."""
    if len(content) > LARGEST:
        raise NotPossible(
            f"The scan is larger than {LARGEST // 1024**2} MB. Scan it in greyscale, or enter two batches."
        )
    for beginning, kind in BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    raise NotPossible("The scan is neither a PDF nor a JPEG nor a PNG file.")


@transaction.atomic
def enter(
    *,
    petition: Petition,
    number: int,
    scan: bytes,
    by: User,
    group: CommunityGroup | None = None,
    constituency: Constituency | None = None,
    note: str = "",
) -> PaperBatch:
    """It counts for nothing until somebody else approves it. Raises NotPossible."""
    if petition.state not in TAKES_PAPER:
        raise NotPossible("This petition takes no sheets: it isn't open yet, or it has been handed in.")
    kind, digest = kind_of(scan), hashlib.sha256(scan).hexdigest()
    try:
        with transaction.atomic():
            batch = PaperBatch.objects.create(
                petition=petition,
                number=number,
                scan_digest=digest,
                group=group,
                constituency=constituency,
                note=note,
                entered_by=by,
            )
    except IntegrityError as error:
        raise NotPossible("This scan has been entered before: the same sheets would count twice.") from error
    PaperScan.objects.create(batch=batch, kind=kind, content=scan)
    log(batch, "paper.entered", user=by)
    return batch


@transaction.atomic
def sample(*, batch: PaperBatch, lines: Sequence[Line], by: User) -> PaperBatch:
    """Estimate the overlap from these lines of it, of which only their number is kept. Raises NotPossible."""
    locked = lock(batch)
    require_entered(locked)
    require_second_person(locked, by)
    if not overlap.least(locked.number) <= len(lines) <= locked.number:
        raise NotPossible(f"Enter at least {overlap.least(locked.number)} of the lines.")
    if not names_are_there(locked.petition_id):
        raise NotPossible("The names of those who signed online are gone, so nothing can be looked up any more.")
    locked.sampled, locked.matched = len(lines), len(signed_online(locked.petition_id, lines))
    locked.overlap = overlap.estimate(number=locked.number, sampled=locked.sampled, matched=locked.matched).likely
    locked.save(update_fields=["sampled", "matched", "overlap"])
    log(locked, "paper.sampled", user=by)
    return locked


def names_are_there(petition_id: int) -> bool:
    """Or nobody has signed online at all."""
    signed = Signature.objects.confirmed().filter(petition=petition_id)
    return signed.exclude(name="").exists() or not signed.exists()


def signed_online(petition_id: int, lines: Sequence[Line]) -> list[Line]:
    """Of these, those whose surname and first letter signed online from the same postcode."""
    theirs = Signature.objects.confirmed().filter(petition=petition_id, postcode__in={line.postcode for line in lines})
    known = {(postcode, compared(name)) for postcode, name in theirs.values_list("postcode", "name")}
    return [line for line in lines if (line.postcode, compared(line.name)) in known]


def compared(name: str) -> tuple[str, str]:
    """The first letter and the surname, without accents: on paper people write initials."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    words = plain.replace(".", " ").split()
    return (words[0][:1], words[-1]) if words else ("", "")


@transaction.atomic
def approve(*, batch: PaperBatch, by: User, added: int | None = None) -> PaperBatch:
    """Add it to the sum, once. Raises NotPossible, also for whoever entered it.

    `added` is what its approver was told that it adds: not where somebody looked its lines up anew since.
    """
    locked = lock(batch)
    require_entered(locked)
    require_second_person(locked, by)
    if locked.petition.state not in TAKES_PAPER:
        raise NotPossible("The petition has been handed in, so no sheets are added to it any more.")
    if locked.sampled < overlap.least(locked.number):
        raise NotPossible("Look up the sample of lines first: without it nobody knows how many signed online as well.")
    if added not in (None, locked.added):
        raise NotPossible(f"Its lines were looked up anew meanwhile: it would add {locked.added} now. Look again.")
    settle(locked, PaperState.APPROVED, by=by)
    add(locked.petition_id, locked.added)
    return locked


@transaction.atomic
def refuse(*, batch: PaperBatch, by: User, reason: str) -> PaperBatch:
    """Also one that was approved, which then counts no more. Raises NotPossible."""
    locked = lock(batch)
    if locked.state == PaperState.REFUSED:
        raise NotPossible("It has been refused already.")
    require_second_person(locked, by)
    if locked.state == PaperState.APPROVED:
        add(locked.petition_id, -locked.added)
    settle(locked, PaperState.REFUSED, by=by, reason=reason)
    return locked


def lock(batch: PaperBatch) -> PaperBatch:
    return PaperBatch.objects.select_for_update(of=("self",)).select_related("petition").get(pk=batch.pk)


def require_entered(batch: PaperBatch) -> None:
    if batch.state != PaperState.ENTERED:
        raise NotPossible(f"It is no longer waiting: {batch.get_state_display().lower()}.")


def require_second_person(batch: PaperBatch, by: User) -> None:
    if batch.entered_by_id == by.pk:
        raise NotPossible("You entered this batch, so somebody else checks it.")


def settle(batch: PaperBatch, state: PaperState, *, by: User, reason: str = "") -> None:
    batch.state, batch.checked_by, batch.checked_at, batch.reason = state, by, timezone.now(), reason
    batch.save(update_fields=["state", "checked_by", "checked_at", "reason"])
    log(batch, f"paper.{state}", user=by, data={"reason": reason} if reason else None)


def add(petition_id: int, change: int) -> None:
    PetitionTotal.objects.get_or_create(pk=petition_id)
    PetitionTotal.objects.filter(pk=petition_id).update(on_paper=F("on_paper") + change)
    generation.count()


@transaction.atomic
def repair(*, reason: str) -> list[Difference]:
    """Set each total on paper that differs to what the approved batches add up to; returns what was wrong.

    Asked again under the lock that an approval waits for, which adds its own once this is done.
    """
    list(PetitionTotal.objects.select_for_update().filter(pk__in=[each.petition_id for each in check()]).order_by("pk"))
    found = check()
    for wrong in found:
        PetitionTotal.objects.update_or_create(pk=wrong.petition_id, defaults={"on_paper": wrong.approved})
    CountRepair.objects.bulk_create(
        CountRepair(petition_id=wrong.petition_id, what="on paper", was=wrong.total, now=wrong.approved, reason=reason)
        for wrong in found
    )
    if found:
        generation.count()
    return found


def check() -> list[Difference]:
    """Of all petitions, those whose total on paper is not the sum of their approved batches."""
    approved = sums.added_by_petition()
    totals = dict(PetitionTotal.objects.filter(on_paper__gt=0).values_list("pk", "on_paper"))
    pairs = [(pk, totals.get(pk, 0), approved.get(pk, 0)) for pk in sorted(totals.keys() | approved.keys())]
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]
