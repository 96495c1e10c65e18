"""What this app itself, and the post room below it, hold about a person."""

from mail.models import Delivery, Suppression
from mail.services import suppressions
from people.holdings import Holding, register
from people.models import AccessRecord, Address, Consent, DataRequest, EntryCode, LegalHold, Merge, Person, User
from people.services import erasure

AS_LONG_AS_ANYTHING = "As long as anything else here is kept about the person."
OWN = [
    Holding(
        model=Person,
        title="Name",
        retention=AS_LONG_AS_ANYTHING,
        rows=lambda person: [person],
        export=lambda row: {"name": row.name, "known_since": row.created_at, "last_active": row.active_at},
        erase=erasure.blank_name,
    ),
    Holding(
        model=Address,
        title="Email address",
        retention=AS_LONG_AS_ANYTHING,
        rows=lambda person: [person.address],
        export=lambda row: {"email": row.typed, "confirmed_at": row.confirmed_at},
        erase=erasure.blank_address,
    ),
    Holding(
        model=User,
        title="Login",
        retention="Until the account is closed.",
        rows=lambda person: User.objects.filter(person=person),
        export=lambda row: {"email": row.email, "joined": row.date_joined, "last_login": row.last_login},
        erase=erasure.close_login,
    ),
    Holding(
        model=Consent,
        title="What you agreed to",
        retention="6 years after it was withdrawn, as evidence.",
        rows=lambda person: person.consents.select_related("wording", "notice"),
        export=lambda row: {
            "purpose": row.get_purpose_display(),
            "basis": row.get_basis_display(),
            "words_shown": row.wording.text,
            "words_version": row.wording.version,
            "privacy_notice": str(row.notice or ""),
            "form": row.form,
            "given_at": row.given_at,
            "confirmed_at": row.confirmed_at,
            "withdrawn_at": row.withdrawn_at,
            "withdrawn_how": row.get_withdrawn_how_display(),
        },
        erase=erasure.end_consents,
        moves="person",
    ),
    Holding(
        model=Delivery,
        title="Messages sent",
        retention="13 months, then only how many.",
        rows=lambda person: Delivery.objects.to_address(person.address_id).order_by("-created_at"),
        export=lambda row: {"message": row.kind, "state": row.get_state_display(), "written_at": row.created_at},
        erase=erasure.blank_messages,
    ),
    Holding(
        model=Suppression,
        title="Reasons not to write to you",
        retention="As long as you don't want to be written to; after an erasure only as a keyed hash.",
        rows=lambda person: Suppression.objects.filter(address_id=person.address_id),
        export=lambda row: {"reason": row.get_reason_display(), "since": row.created_at, "lifted_at": row.lifted_at},
        erase=lambda person: suppressions.forget_address(person.address_id),
    ),
    Holding(
        model=EntryCode,
        title="Codes you asked for",
        retention="A day.",
        rows=lambda person: EntryCode.objects.filter(address_id=person.address_id),
        export=lambda row: {"asked_at": row.created_at, "used_at": row.used_at},
        erase=lambda person: EntryCode.objects.filter(address_id=person.address_id).delete()[0],
    ),
    Holding(
        model=DataRequest,
        title="Your requests and complaints",
        retention="6 years after they are closed.",
        rows=lambda person: person.data_requests.all(),
        export=lambda row: {
            "reference": row.reference,
            "kind": row.get_kind_display(),
            "details": row.details,
            "received_at": row.received_at,
            "closed_at": row.closed_at,
            "outcome": row.outcome,
        },
        erase=lambda person: person.data_requests.update(contact=""),
        moves="person",
    ),
    Holding(
        model=LegalHold,
        title="Legal holds",
        retention="As long as they are in force, and with the record afterwards.",
        rows=lambda person: person.legal_holds.all(),
        export=lambda row: {"placed_at": row.placed_at, "lifted_at": row.lifted_at},
        erase=lambda person: person.legal_holds.exclude(lifted_at=None).delete()[0],
        moves="person",
    ),
    Holding(
        model=AccessRecord,
        title="Who looked at your record",
        retention="2 years.",
        rows=lambda person: person.access_records.all(),
        export=lambda row: {"at": row.at, "what": row.get_action_display()},
        erase=lambda person: 0,
        moves="person",
    ),
    Holding(
        model=Merge,
        title="Records found to be yours too",
        retention="30 days, then only that it was so.",
        rows=lambda person: Merge.objects.filter(kept=person),
        export=lambda row: {"merged_at": row.merged_at, "undone_at": row.undone_at},
        erase=lambda person: Merge.objects.filter(kept=person).update(moved={}, final=True),
    ),
]


def register_own() -> None:
    register(*OWN)
