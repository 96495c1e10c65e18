"""What this app holds about a person."""

from campaigns.models import Signature
from campaigns.services import petitions
from people import holdings
from places.models import Constituency


def name_of(constituency: Constituency | None) -> str:
    return constituency.name if constituency else ""


def register() -> None:
    holdings.register(
        holdings.Holding(
            model=Signature,
            title="Signatures",
            retention="Unconfirmed: 30 days. Confirmed: the name until 6 months after the petition closes.",
            rows=lambda person: Signature.objects.filter(person=person).select_related(
                "petition", "constituency_found", "constituency_chosen"
            ),
            export=lambda row: {
                "petition": row.petition.title,
                "name": row.name,
                "postcode": row.postcode,
                "constituency_looked_up": name_of(row.constituency_found),
                "constituency_chosen": name_of(row.constituency_chosen),
                "signed_at": row.created_at,
                "confirmed_at": row.confirmed_at,
            },
            erase=lambda person: petitions.blank_signatures(person.pk),
            moves="person",
        )
    )
