"""Certificates for many at once, made in the background: slice by slice, going on where a killed worker stopped."""

import io
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from people.models import User
from training import certificate_numbers
from training.models import Award, Certificate, CertificateBatch, Course, Session
from training.selectors import certificates as selectors
from training.services import certificates

SLICE = 25  # after so many it says how far it has come
SECONDS = 20  # that one run goes on for
MOST = 5000  # in one file
IN_MEMORY = 8 * 1024 * 1024


class NotPossible(Exception):
    """Its text is a sentence for whoever asked."""


@transaction.atomic
def ask(
    *,
    by: User,
    course: Course | None = None,
    session: Session | None = None,
    since: date | None = None,
    until: date | None = None,
    tells: bool = False,
) -> CertificateBatch:
    """Certificates to be made of all awards like that which there are now. Raises NotPossible."""
    batch = CertificateBatch(
        course=course, session=session, since=since, until=until, tells=tells, by=by, last=newest()
    )
    batch.total = selectors.awards_of(batch).count()
    if not batch.total:
        raise NotPossible("Nobody has an award like that, so there is nothing to make.")
    if batch.total > MOST:
        raise NotPossible(f"That is {batch.total:,} certificates. Choose fewer days: at most {MOST:,} at once.")
    batch.save()
    return batch


def newest() -> int:
    return Award.objects.aggregate(last=Max("pk"))["last"] or 0


def under_way() -> QuerySet[CertificateBatch]:
    return CertificateBatch.objects.filter(finished_at=None).order_by("at", "pk")


def make_all(seconds: float = SECONDS) -> int:
    """Carry on with what is under way, the oldest first; returns how many awards were looked at."""
    until, done = time.monotonic() + seconds, 0
    for batch in under_way():
        while time.monotonic() < until and batch.finished_at is None:
            done += go_on(batch)
    return done


def go_on(batch: CertificateBatch) -> int:
    """The next slice; two at once do the same, and what one has made the other finds."""
    rows = list(selectors.awards_of(batch).filter(pk__gt=batch.cursor)[:SLICE])
    for award in rows:
        make(award, tells=batch.tells)
    batch.cursor = rows[-1].pk if rows else batch.cursor
    batch.done += len(rows)
    batch.finished_at = None if len(rows) == SLICE else timezone.now()
    batch.save(update_fields=["cursor", "done", "finished_at"])
    return len(rows)


def make(award: Award, *, tells: bool) -> None:
    """One revoked or erased since is left out."""
    try:
        certificates.issue(award, tells=tells)
    except certificates.NotPossible:
        return


def archive(batch: CertificateBatch) -> IO[bytes]:
    """All of them in one ZIP file, as they are now: without those whose holder was erased since."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed once it is sent
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for name, content in files(batch):
            packed.writestr(zipfile.ZipInfo(name), content)
    file.seek(0, io.SEEK_SET)
    return file


def files(batch: CertificateBatch) -> Iterator[tuple[str, bytes]]:
    rows = selectors.made_by(batch).select_related("award").order_by("award__name", "pk")
    for row in rows.iterator(chunk_size=SLICE):
        yield file_name(row), bytes(row.pdf)


def file_name(certificate: Certificate) -> str:
    holder = slugify(certificate.award.name) or "certificate"
    return f"{holder[:60]}-{certificate_numbers.shown(certificate.number)}.pdf"
