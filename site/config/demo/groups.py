"""Community groups that are made up, in towns that are not, and how the demonstration's signatures lie around them."""

import csv
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path
from zlib import crc32

from django.utils.text import slugify

import places
from groups.models import CommunityGroup
from places.models import Constituency

TOWNS = Path(places.__file__).parent / "embedded/towns.csv"
EVERY_SIXTH = 6  # town has no group yet


def make() -> list[CommunityGroup]:
    with TOWNS.open(encoding="utf-8", newline="") as file:
        towns = [row for number, row in enumerate(csv.DictReader(file), 1) if number % EVERY_SIXTH]
    seats = Constituency.objects.in_bulk([row["constituency"] for row in towns], field_name="code")
    return CommunityGroup.objects.bulk_create(
        CommunityGroup(
            name=f"ACTFORJUSTICE {row['town']}",
            slug=slugify(row["town"]),
            town=row["town"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            constituency=seats[row["constituency"]],
        )
        for row in towns
    )


def spread(number: int) -> list[int | None]:
    """The constituency of each of `number` signatures, mixed; None where a postcode was not known. Always the same."""
    with_group = set(CommunityGroup.objects.values_list("constituency_id", flat=True))
    seats = Constituency.objects.current().order_by("code").values_list("pk", "code")
    signed = chain.from_iterable(repeat(pk, share(code, has_group=pk in with_group)) for pk, code in seats)
    counted: Iterator[int | None] = chain(signed, repeat(None))
    chosen = [next(counted) for _ in range(number)]
    return [chosen[place] for place in sorted(range(number), key=lambda place: crc32(str(place).encode()))]


def share(code: str, *, has_group: bool) -> int:
    """How many sign in a constituency: most where there is a group, elsewhere a handful, and in every eighth nobody."""
    chance = crc32(code.encode()) % 1000
    if has_group:
        return 15 + chance % 30
    if chance < 125:
        return 0
    return 1 + chance % 4 if chance < 300 else 5 + chance % 5
