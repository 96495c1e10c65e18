"""How long this app keeps what it holds about people."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from campaigns.enums import PaperState
from campaigns.models import (
    Attempt,
    CampaignFollow,
    ErasedSignature,
    PackArchive,
    PaperBatch,
    PaperScan,
    Petition,
    RuleReplay,
    Signature,
    SignatureDelta,
    SupporterLine,
)
from campaigns.models.petition import GRACE
from campaigns.services import signatures, tallying
from people import holdings
from people.models import AccessRecord, Consent, Person
from people.retention import Rule, of_person, register
from people.services import erasure, people

# Of these, what a person may have and still be forgotten.
NO_REASON_TO_KEEP = (Signature, SupporterLine, CampaignFollow, Consent, AccessRecord)


def limit(days: str) -> datetime:
    return timezone.now() - timedelta(days=settings.KEEP_DAYS[days])


def forget_unconfirmed(rows: Sequence[Signature]) -> None:
    for row in rows:
        signatures.forget_one(row.pk, row.address_id, before=limit("unconfirmed"))


def forget_unconfirmable(rows: Sequence[Signature]) -> None:
    for row in rows:
        signatures.forget_unconfirmable(row.pk, row.address_id, before=limit("after_closing"))


def of_closed_petitions(before: datetime) -> QuerySet[Signature]:
    """Counted, or counted once: what nobody confirmed is deleted by the rules above."""
    over = Petition.objects.over_since(before)
    return Signature.objects.named().filter(confirmed_at__isnull=False, petition__in=over)


def held_with_its_petition() -> Q:
    return Q(of_person()()) | ~Q(petition__held_because="")


def blank(rows: Sequence[Signature]) -> None:
    signatures.blank([row.pk for row in rows])


def only_signed(before: datetime) -> QuerySet[Person]:
    """Those who have nothing here but signatures with no name any more, whatever app might hold something else."""
    theirs = Signature.objects.filter(person=OuterRef("pk"))
    wanted = Consent.objects.filter(person=OuterRef("pk"), withdrawn_at=None)
    found = Person.objects.known().filter(Exists(theirs), ~Exists(theirs.named()), ~Exists(wanted))
    for holding in holdings.registered():
        if holding.moves and holding.model not in NO_REASON_TO_KEEP:
            rows = holding.model._default_manager.filter(**{holding.moves: OuterRef("pk")})
            found = found.exclude(Exists(rows))
    return found.filter(active_at__lt=before)


def erase(rows: Sequence[Person]) -> None:
    """Asked again under the lock on their addresses, since they may have come back meanwhile."""
    people.lock_addresses(row.address_id for row in rows)
    for person in only_signed(limit("petition_names")).filter(pk__in=[row.pk for row in rows]):
        erasure.erase(person)


def remembered_too_long(before: datetime) -> QuerySet[ErasedSignature]:
    over = Petition.objects.over_since(min(before, timezone.now() - GRACE))
    return ErasedSignature.objects.filter(petition__in=over)


def scans(before: datetime) -> QuerySet[PaperScan]:
    """Without the scans themselves, which are large."""
    return PaperScan.objects.defer("content").filter(batch__petition__in=Petition.objects.over_since(before))


def refused_scans(before: datetime) -> QuerySet[PaperScan]:
    refused = PaperScan.objects.defer("content").filter(batch__state=PaperState.REFUSED)
    return refused.filter(batch__checked_at__lt=before)


def scans_held_with_their_petition() -> Q:
    return ~Q(batch__petition__held_because="")


def words_about_paper(before: datetime) -> QuerySet[PaperBatch]:
    over = Petition.objects.over_since(before)
    return PaperBatch.objects.exclude(note="", reason="").filter(petition__in=over)


def forget_words_about_paper(rows: Sequence[PaperBatch]) -> None:
    PaperBatch.objects.filter(pk__in=[row.pk for row in rows]).update(note="", reason="")


def packs_with_comments(before: datetime) -> QuerySet[PackArchive]:
    over = Petition.objects.over_since(before)
    return PackArchive.objects.defer("content").filter(pack__comments__gt=0, pack__petition__in=over)


def packs_of_archived(before: datetime) -> QuerySet[PackArchive]:
    return PackArchive.objects.defer("content").filter(pack__petition__archived_at__lt=before)


def packs_held_with_their_petition() -> Q:
    return ~Q(pack__petition__held_because="")


def forget_attempts(rows: Sequence[Attempt]) -> None:
    tallying.tally([row.pk for row in rows])


def delete(rows: Sequence[Any]) -> None:
    type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).delete()


def register_own() -> None:
    register_signatures()
    register_people()
    register_attempts()
    register_sheets()
    register_packs()


def register_signatures() -> None:
    register(
        Rule(
            name="unconfirmed-signatures",
            policy=(
                "A signature that nobody confirmed is deleted {period} after the last message that asked, with the "
                "person, address and messages that only it gave rise to. So is one that was held or invalidated before."
            ),
            days="unconfirmed",
            overdue=signatures.unconfirmed_too_long,
            forget=forget_unconfirmed,
            held=of_person(),
        ),
        Rule(
            name="unconfirmable-signatures",
            policy=(
                "A signature that nobody confirmed is deleted {period} after its petition ended, since it can't be "
                "confirmed any more."
            ),
            days="after_closing",
            overdue=signatures.confirmable_no_more,
            forget=forget_unconfirmable,
            held=of_person(),
        ),
        Rule(
            name="petition-names",
            policy=(
                "Names, postcodes and comments under a petition are removed {period} after it ended; the count, the "
                "map and the public log stay. A petition whose names must be kept stops no other."
            ),
            days="petition_names",
            overdue=of_closed_petitions,
            forget=blank,
            held=held_with_its_petition,
        ),
    )


def register_people() -> None:
    register(
        Rule(
            name="petition-people",
            policy=(
                "Whoever has nothing here but signatures without a name is erased, with their address, once they "
                "did nothing for {period}."
            ),
            days="petition_names",
            overdue=only_signed,
            forget=erase,
            held=of_person("pk"),
        ),
        Rule(
            name="erased-signatures",
            policy="Keyed hashes that keep erased signatures from coming again go {period} after their petition ended.",
            days="after_closing",
            overdue=remembered_too_long,
            forget=delete,
        ),
    )


def register_attempts() -> None:
    register(
        Rule(
            name="attempts",
            policy=(
                "What the rules saw of an attempt to sign, keyed hashes of the internet address and the name among it, "
                "is deleted after {period}. How many each rule judged on each day stays."
            ),
            days="ip_hashes",
            overdue=lambda before: Attempt.objects.filter(at__lt=before),
            forget=forget_attempts,
        ),
        Rule(
            name="rule-replays",
            policy=(
                "What a replay of a rule found goes {period} after it was asked for. It names attempts by their "
                "numbers alone, and what they said goes with them."
            ),
            days="ip_hashes",
            overdue=lambda before: RuleReplay.objects.filter(asked_at__lt=before),
            forget=delete,
        ),
        Rule(
            name="folded-deltas",
            policy="The single changes of a count, which name nobody, are deleted {period} after they were added up.",
            days="deltas",
            overdue=lambda before: SignatureDelta.objects.filter(folded=True, created_at__lt=before),
            forget=delete,
        ),
    )


def register_sheets() -> None:
    register(
        Rule(
            name="paper-scans",
            policy="Scans of sheets, with the names on them, are deleted {period} after their petition ended.",
            days="petition_names",
            overdue=scans,
            forget=delete,
            held=scans_held_with_their_petition,
        ),
        Rule(
            name="refused-paper-scans",
            policy="The scan of a batch that was refused is deleted {period} after that.",
            days="unconfirmed",
            overdue=refused_scans,
            forget=delete,
            held=scans_held_with_their_petition,
        ),
        Rule(
            name="words-about-paper",
            policy="What staff wrote beside a batch of sheets is deleted {period} after its petition ended.",
            days="petition_names",
            overdue=words_about_paper,
            forget=forget_words_about_paper,
            held=lambda: ~Q(petition__held_because=""),
        ),
    )


def register_packs() -> None:
    register(
        Rule(
            name="packs-with-comments",
            policy=(
                "The file of a hand-in pack with comments in it is deleted {period} after its petition ended; its "
                "numbers and its checksum stay."
            ),
            days="petition_names",
            overdue=packs_with_comments,
            forget=delete,
            held=packs_held_with_their_petition,
        ),
        Rule(
            name="packs-of-archived-petitions",
            policy="The file of any other hand-in pack is deleted {period} after its petition was archived.",
            days="petition_names",
            overdue=packs_of_archived,
            forget=delete,
            held=packs_held_with_their_petition,
        ),
    )
