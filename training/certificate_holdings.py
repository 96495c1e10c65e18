"""What is held about whoever has a certificate."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from people.holdings import Holding, Link, register
from people.models import Person
from training import certificate_numbers
from training.models import Award, Certificate
from training.selectors import certificates as selectors
from training.services import certificates


def certificates_of(person: Person) -> QuerySet[Certificate]:
    return Certificate.objects.filter(award__person=person).select_related("award").defer("pdf").order_by("-pk")


def export_certificate(row: Certificate) -> dict[str, Any]:
    return {
        "number": certificate_numbers.shown(row.number),
        "issued_at": row.at,
        "says": selectors.says(row),
        "sha256": row.digest,
        "in_its_code": row.token,
        "shows_name_to_whoever_checks_it": row.shows_name,
    }


def forget(person: Person) -> int:
    return certificates.forget(Award.objects.filter(person=person).values_list("pk", flat=True))


def own_page(row: Certificate, number: int) -> list[Link]:
    return [Link("Your certificate", reverse("training_certificate", args=[row.award.token]))]


OWN = Holding(
    model=Certificate,
    title="Certificates of your training",
    why="To give you the same certificate whenever you want it, and to answer whoever checks it.",
    retention="With your name until two years after it ran out; its number and dates as long as the award.",
    stays="Its number, its dates and the fingerprint of what it said, with no name.",
    rows=certificates_of,
    export=export_certificate,
    erase=forget,
    links=own_page,
)


def register_own() -> None:
    register(OWN)
