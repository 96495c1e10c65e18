"""Community groups that are made up, in towns that are not, and how the demonstration's signatures lie around them."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from zlib import crc32

from django.utils.text import slugify

import places
from config.demo import groups_applying, groups_diary, groups_fates, groups_people, groups_post, groups_upkeep
from config.demo.groups_fates import LEEDS
from config.demo.groups_words import AIMS, IN_TURN, NAMES, about
from groups.enums import Ages, GroupKind
from groups.models import CommunityGroup
from groups.services import health
from people.models import User
from places.models import Constituency

TOWNS = Path(places.__file__).parent / "embedded/towns.csv"
EVERY_SIXTH = 6  # town has no group yet
NO_SUCH_INCODE = "9ZZ"
BY_LINK = 3  # of five signatures where there is a group


def towns(*, with_group: bool) -> list[dict[str, str]]:
    with TOWNS.open(encoding="utf-8", newline="") as file:
        return [row for number, row in enumerate(csv.DictReader(file), 1) if bool(number % EVERY_SIXTH) == with_group]


def make() -> list[CommunityGroup]:
    """Those that are approved; their people, diaries and health come with `fill`."""
    rows = towns(with_group=True)
    seats = Constituency.objects.in_bulk([row["constituency"] for row in rows], field_name="code")
    return CommunityGroup.objects.bulk_create(
        unsaved(row, number, seats[row["constituency"]]) for number, row in enumerate(rows)
    )


def unsaved(row: dict[str, str], number: int, constituency: Constituency) -> CommunityGroup:
    town = row["town"]
    kind = GroupKind.TOWN if town == LEEDS else IN_TURN[number % len(IN_TURN)]
    started_at = groups_fates.started_at(town, number)
    return CommunityGroup(
        name=NAMES[kind].format(town=town),
        slug=slugify(town),
        kind=kind,
        aims=list(AIMS[kind][number % len(AIMS[kind])]),
        about=about(kind, town, number),
        ages=Ages.TEENAGERS_TOO if kind in (GroupKind.SCHOOL, GroupKind.YOUTH) else Ages.ADULTS,
        created_at=started_at - timedelta(days=16),
        approved_at=started_at,
        **whereabouts(row, constituency),
    )


def whereabouts(row: dict[str, str], constituency: Constituency) -> dict[str, Any]:
    return {
        "town": row["town"],
        "outcode_id": row["outcode"],
        "postcode": f"{row['outcode']} {NO_SUCH_INCODE}",
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "constituency": constituency,
    }


def fill(*, author: User, approver: User) -> None:
    """The life of each: who is in it, what it did and plans, what staff decided. Sends nobody anything."""
    groups = list(CommunityGroup.objects.approved().order_by("pk"))
    groups_people.make(groups)
    groups_diary.make(groups)
    groups_upkeep.make(groups, staff=approver)
    spare = towns(with_group=False)
    seats = Constituency.objects.in_bulk([row["constituency"] for row in spare], field_name="code")
    groups_applying.make([whereabouts(row, seats[row["constituency"]]) for row in spare], groups, staff=approver)
    groups_post.make(groups, author=author, approver=approver)
    health.derive()


def spread(number: int) -> list[int | None]:
    """The constituency of each of `number` signatures, mixed; None where a postcode was not known. Always the same."""
    with_group = set(CommunityGroup.objects.approved().values_list("constituency_id", flat=True))
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


def by_links(constituencies: list[int | None]) -> list[int | None]:
    """The group by whose link each of these signatures came, where there was one."""
    pairs = CommunityGroup.objects.approved().order_by("-pk").values_list("constituency_id", "pk")
    of: dict[int | None, int] = dict(pairs)
    return [of.get(seat) if place % 5 < BY_LINK else None for place, seat in enumerate(constituencies)]
