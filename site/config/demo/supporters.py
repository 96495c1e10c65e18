"""Lists of supporters in the demonstration: one that was brought in, and one whose columns are still to be matched.

Nobody on them is written to: those brought in have not been asked yet whether they confirm.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import timedelta
from io import BytesIO, StringIO

from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns import supporter_fields
from campaigns.models import SupporterImport, SupporterLine
from campaigns.services import supporter_imports
from config.demo import supporters_words as words
from mail.models import Suppression
from people.enums import Purpose
from people.models import Consent, User

READ, BROUGHT_IN_AFTER = timedelta(days=6), timedelta(hours=2)  # ago, and after that
UPLOADED = timedelta(hours=5)  # ago


def make(*, by: User) -> None:
    bring_in(start(words.FAIR, words.HEADER, fair(), by), by)
    waiting = start(words.TALK, words.TALK_HEADER, words.TALK_LINES, by)
    SupporterImport.objects.filter(pk=waiting.pk).update(created_at=timezone.now() - UPLOADED)


def start(name: str, header: Sequence[str], lines: Iterable[Sequence[str]], by: User) -> SupporterImport:
    text = StringIO()
    csv.writer(text).writerows([header, *lines])
    content = text.getvalue().encode()
    return supporter_imports.start(file=BytesIO(content), size=len(content), name=name, by=by)


def fair() -> list[Sequence[str]]:
    """Most can be brought in; each of the others is refused for a reason of its own."""
    numbers = range(1, words.PASSERS_BY + 1)
    new = [(f"stall-{number}@example.org", "Passer-by", str(number), "yes") for number in numbers]
    return [*new, words.KNOWN, words.TWICE, *words.REFUSED, *wants_no_more()]


def wants_no_more() -> list[Sequence[str]]:
    """Somebody whose mail came back before."""
    found = Suppression.objects.in_force().filter(address__isnull=False).order_by("pk").first()
    return [(found.address.canonical, "Passer-by", "Ninety-four", "yes")] if found and found.address else []


def bring_in(batch: SupporterImport, by: User) -> None:
    columns = supporter_fields.guessed(batch.header)
    supporter_imports.match(batch=batch, columns=columns, purpose=Purpose.CAMPAIGN_NEWS, evidence=words.EVIDENCE, by=by)
    supporter_imports.go_on(batch.pk)
    supporter_imports.take_in(batch=batch, by=by)
    supporter_imports.go_on(batch.pk)
    date_back(batch)


def date_back(batch: SupporterImport) -> None:
    read = timezone.now() - READ
    done = read + BROUGHT_IN_AFTER
    SupporterImport.objects.filter(pk=batch.pk).update(created_at=read, finished_at=done)
    Consent.objects.filter(pk__in=SupporterLine.objects.filter(batch=batch).values("consent")).update(given_at=done)
    ModelLogEntry.objects.for_instance(batch).update(timestamp=done)
