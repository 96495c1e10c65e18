"""How long what letters say, and whoever wrote them, is kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from campaigns.models import (
    CampaignFollow,
    Letter,
    LetterAnswer,
    LetterDraft,
    LetterSketch,
    PrintFile,
    Signature,
    SupporterLine,
)
from campaigns.services import letter_keeping
from people import holdings
from people.models import AccessRecord, Consent, LegalHold, Person
from people.retention import Rule, of_person, register
from people.services import erasure, people

# Of these, what somebody may have and be forgotten.
NO_REASON_TO_KEEP = (Letter, Signature, SupporterLine, CampaignFollow, Consent, AccessRecord)
NAMES = "letter_names"


def limit(days: str) -> datetime:
    return timezone.now() - timedelta(days=settings.KEEP_DAYS[days])


def forget_unconfirmed(rows: Sequence[Letter]) -> None:
    for row in rows:
        letter_keeping.forget_unconfirmed(row.pk, row.address_id, before=limit("unconfirmed"))


def keys(rows: Sequence[Any]) -> list[int]:
    return [row.pk for row in rows]


def delete(rows: Sequence[Any]) -> None:
    type(rows[0])._default_manager.filter(pk__in=keys(rows)).delete()


def forget_words(rows: Sequence[Letter]) -> None:
    letter_keeping.blank_words(keys(rows))


def forget_writers(rows: Sequence[Letter]) -> None:
    letter_keeping.blank_writers(keys(rows))


def held_letters() -> QuerySet[Letter]:
    return Letter.objects.filter(person__in=LegalHold.objects.in_force().people())


def files_of_held() -> Exists:
    return Exists(held_letters().filter(print_run=OuterRef("run_id")))


def sketches_of_held() -> Exists:
    return Exists(held_letters().filter(pk=OuterRef("letter_id")))


def only_wrote(before: datetime) -> QuerySet[Person]:
    """Those who have nothing here but letters, and perhaps signatures, that have no name any more."""
    letters = Letter.objects.filter(person=OuterRef("pk"))
    named = letters.exclude(name="", postcode="", town="", body="")
    wanted = Consent.objects.filter(person=OuterRef("pk"), withdrawn_at=None)
    signed = Signature.objects.named().filter(person=OuterRef("pk"))
    found = Person.objects.known().filter(Exists(letters), ~Exists(named), ~Exists(signed), ~Exists(wanted))
    for holding in holdings.registered():
        if holding.moves and holding.model not in NO_REASON_TO_KEEP:
            found = found.exclude(Exists(holding.model._default_manager.filter(**{holding.moves: OuterRef("pk")})))
    return found.filter(active_at__lt=before)


def erase(rows: Sequence[Person]) -> None:
    """Asked again under the lock on their addresses, since they may have come back meanwhile."""
    people.lock_addresses(row.address_id for row in rows)
    for person in only_wrote(limit(NAMES)).filter(pk__in=keys(rows)):
        erasure.erase(person)


def register_own() -> None:
    register_letters()
    register_writers()
    register_answers()
    register_what_goes_with_them()


def register_letters() -> None:
    register(
        Rule(
            name="letter-drafts",
            policy="The draft of a letter is deleted {period} after it was last changed.",
            days="letter_drafts",
            overdue=lambda before: LetterDraft.objects.defer("content").filter(touched_at__lt=before),
            forget=delete,
        ),
        Rule(
            name="unconfirmed-letters",
            policy=(
                "A letter that nobody confirmed is deleted {period} after the last message that asked, with the "
                "person, address and messages that only it gave rise to."
            ),
            days="unconfirmed",
            overdue=letter_keeping.unconfirmed_too_long,
            forget=forget_unconfirmed,
            held=of_person(),
        ),
        Rule(
            name="letter-texts",
            policy=(
                "What a letter says, and the postal address in it, is removed {period} after it left, was taken back "
                "or was given up; the count stays."
            ),
            days="letter_texts",
            overdue=letter_keeping.said_too_long,
            forget=forget_words,
            held=of_person(),
        ),
    )


def register_writers() -> None:
    register(
        Rule(
            name=NAMES.replace("_", "-"),
            policy="Name, postcode and town of whoever wrote a letter are removed {period} after they confirmed it.",
            days=NAMES,
            overdue=letter_keeping.named_too_long,
            forget=forget_writers,
            held=of_person(),
        ),
        Rule(
            name="letter-people",
            policy=(
                "Whoever has nothing here but letters, or letters and signatures, without a name is erased, with their "
                "address, once they did nothing for {period}."
            ),
            days=NAMES,
            overdue=only_wrote,
            forget=erase,
            held=of_person("pk"),
        ),
    )


def register_answers() -> None:
    register(
        Rule(
            name="letter-answers",
            policy="What an answer to a letter says is removed {period} after it came, unless it is published.",
            days="letter_answers",
            overdue=letter_keeping.answers_too_long,
            forget=forget_answers,
            held=of_person("letter__person_id"),
        ),
    )


def forget_answers(rows: Sequence[LetterAnswer]) -> None:
    letter_keeping.blank_answers(keys(rows))


def register_what_goes_with_them() -> None:
    register(
        Rule(
            name="print-files",
            policy="The file of a print run is deleted {period} after it was posted; how many letters it had stays.",
            days="print_files",
            overdue=letter_keeping.printed_too_long,
            forget=forget_files,
            held=files_of_held,
        ),
        Rule(
            name="letter-sketches",
            policy="The hashes by which letters are compared are deleted {period} after their action ended.",
            days="letter_sketches",
            overdue=letter_keeping.sketches_too_long,
            forget=forget_sketches,
            held=sketches_of_held,
        ),
    )


def forget_files(rows: Sequence[PrintFile]) -> None:
    PrintFile.objects.filter(pk__in=keys(rows)).delete()


def forget_sketches(rows: Sequence[LetterSketch]) -> None:
    LetterSketch.objects.filter(pk__in=keys(rows)).delete()
