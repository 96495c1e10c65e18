"""What this app holds about a person."""

from campaigns.models import Signature
from campaigns.services import signatures
from people import holdings
from places.models import Constituency


def name_of(constituency: Constituency | None) -> str:
    return constituency.name if constituency else ""


def register() -> None:
    holdings.register(
        holdings.Holding(
            model=Signature,
            title="Signatures",
            why="To count each once, and to say how many people signed in each area.",
            retention="Unconfirmed: 30 days. Confirmed: the name until 6 months after the petition closes.",
            stays="Those that were confirmed stay counted, with no name, address or postcode.",
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
            erase=lambda person: signatures.blank_signatures(person.pk),
            moves="person",
            withdrawal=holdings.Withdrawal(
                label="Withdraw this signature",
                may=lambda row: row.name != "",
                do=lambda person, key: signatures.withdraw(person_id=person.pk, signature_id=key),
            ),
        )
    )
