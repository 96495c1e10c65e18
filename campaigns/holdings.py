"""What this app holds about a person."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from campaigns.enums import SignatureState
from campaigns.models import Attempt, LogEntry, Signature, SignatureDecision
from campaigns.services import publicity, signatures
from people import holdings
from people.models import Person
from places.models import Constituency


def name_of(constituency: Constituency | None) -> str:
    return constituency.name if constituency else ""


def signed_by(person: Person) -> QuerySet[Signature]:
    first = LogEntry.objects.filter(signature=OuterRef("pk")).order_by("pk").values("index")[:1]
    related = ("petition", "constituency_found", "constituency_chosen", "group")
    return Signature.objects.filter(person=person).select_related(*related).annotate(place_in_log=Subquery(first))


def export_signature(row: Any) -> dict[str, Any]:
    return {
        "petition": row.petition.title,
        "name": row.name,
        "postcode": row.postcode,
        "country": row.country,
        "constituency_looked_up": name_of(row.constituency_found),
        "constituency_chosen": name_of(row.constituency_chosen),
        "by_the_link_of_group": row.group.name if row.group else "",
        "shown_publicly": row.is_public,
        "asked_to_hear_about_it": row.wants_updates,
        "comment": row.comment,
        "comment_is": row.get_comment_state_display(),
        "state": row.get_state_display(),
        "signed_at": row.created_at,
        "times_asked_to_confirm": row.asked,
        "confirmed_at": row.confirmed_at,
        "invalidated_at": row.invalidated_at,
        "place_in_the_public_log": row.place_in_log,
    }


def export_attempt(row: Any) -> dict[str, Any]:
    return {
        "petition": row.petition.title,
        "at": row.at,
        "domain_of_the_email_address": row.domain,
        "country": row.country,
        "known_of_the_postcode": row.place,
        "internet_address_and_name": "Keyed hashes, which nobody can turn back",
        "from_an_address_that_many_share": row.is_allowed,
        "with_a_proof_of_work": row.is_proven,
        "result": row.get_judgement_display(),
    }


def links_of(row: Any, number: int) -> list[holdings.Link]:
    links = [holdings.Link("The page of this petition, to share", row.petition.get_absolute_url())]
    if row.state == SignatureState.CONFIRMED and row.place_in_log is not None:
        receipt = reverse("own_receipt", args=[number, row.pk])
        links.append(holdings.Link("Download the receipt that proves its place in the public log", receipt))
    return links


DEEDS = (
    holdings.Deed(
        "show",
        "Show my first name beside the petition (only if you are 18 or over)",
        may=publicity.may_show,
        do=lambda person, key: publicity.show(person_id=person.pk, signature_id=key),
    ),
    holdings.Deed(
        "hide",
        "Show my name no more",
        may=publicity.may_hide,
        do=lambda person, key: publicity.hide(person_id=person.pk, signature_id=key),
    ),
    holdings.Deed(
        "remove_comment",
        "Delete my comment",
        may=publicity.has_comment,
        do=lambda person, key: publicity.remove_comment(person_id=person.pk, signature_id=key),
    ),
)


def register() -> None:
    register_signatures()
    register_what_came_of_them()


def register_signatures() -> None:
    holdings.register(
        holdings.Holding(
            model=Signature,
            title="Signatures",
            why="To count each once, and to say how many people signed in each area.",
            retention=(
                "Unconfirmed: 30 days, or until a day after the petition closes. Confirmed: name, postcode and comment "
                "until 6 months after the petition closes."
            ),
            stays="Those that were confirmed stay counted, with no name, address, postcode or comment.",
            rows=signed_by,
            export=export_signature,
            erase=lambda person: signatures.blank_signatures(person.pk),
            moves="person",
            withdrawal=holdings.Withdrawal(
                label="Withdraw this signature",
                may=lambda row: row.name != "",
                do=lambda person, key: signatures.withdraw(person_id=person.pk, signature_id=key),
                warning="It is deleted and counts no more. That can't be undone, but you may sign again.",
            ),
            deeds=DEEDS,
            links=links_of,
        )
    )


def register_what_came_of_them() -> None:
    holdings.register(
        holdings.Holding(
            model=SignatureDecision,
            title="What we decided about your signatures",
            why="To show who took a signature out of the count, or a comment off the page, and why.",
            retention="As long as the petition; the reason until the signature's name goes.",
            stays="That something was decided and when, without the reason or whose signature it was.",
            rows=lambda person: SignatureDecision.objects.filter(signature__person=person).select_related("petition"),
            export=lambda row: {
                "petition": row.petition.title,
                "decided": row.get_decision_display(),
                "reason": row.reason,
                "at": row.at,
            },
            erase=lambda person: 0,  # with the signatures that they are about
        ),
        holdings.Holding(
            model=Attempt,
            title="What our rules against fraud saw when you signed",
            why="To keep robots out of the count.",
            retention="30 days; then only how many each rule judged on each day.",
            stays="Keyed hashes and moments, parted from the signature, until their 30 days are over.",
            rows=lambda person: Attempt.objects.filter(signature__person=person).select_related("petition"),
            export=export_attempt,
            erase=lambda person: 0,  # with the signatures that they led to
        ),
    )
