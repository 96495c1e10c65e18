"""Totals as the folder leaves them, and signatures that are confirmed, without the way there."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from campaigns.enums import SignatureState
from campaigns.models import ConstituencyTotal, CountryTotal, HourTotal, Petition, PetitionTotal, Signature
from pages import generation
from people.models import Address, Person
from places.models import Constituency


def fold(petition: Petition, seats: Mapping[str, int], *, elsewhere: int = 0, **countries: int) -> None:
    """Counts by the slug of a constituency, of those at home in none that is known, and by country but our own."""
    home = sum(seats.values()) + elsewhere
    total = home + sum(countries.values())
    without = elsewhere + sum(countries.values())
    PetitionTotal.objects.update_or_create(
        petition=petition, defaults={"counted": total, "without_constituency": without, "without_group": total}
    )
    for slug, counted in seats.items():
        seat = Constituency.objects.get(slug=slug)
        ConstituencyTotal.objects.update_or_create(petition=petition, constituency=seat, defaults={"counted": counted})
    for country, counted in {"GB": home, **countries}.items():
        CountryTotal.objects.update_or_create(petition=petition, country=country, defaults={"counted": counted})
    generation.count()


def changed(petition: Petition, at: datetime, change: int) -> None:
    HourTotal.objects.create(petition=petition, hour=at, change=change)


def confirmed(petition: Petition, name: str, **fields: Any) -> Signature:
    """Each a minute later than the one before."""
    number = Signature.objects.count()
    email = f"signer-{number}@example.org"
    address = Address.objects.create(canonical=email, typed=email)
    return Signature.objects.create(
        **{
            "petition": petition,
            "person": Person.objects.create(name=name, address=address),
            "address": address,
            "name": name,
            "token": f"token-{number}",
            "state": SignatureState.CONFIRMED,
            "confirmed_at": timezone.now() - timedelta(days=1) + timedelta(minutes=number),
            **fields,
        }
    )
