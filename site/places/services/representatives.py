"""Who represents which constituency: a full picture is compared with what we have, and what differs is written."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from places.enums import DataKind, Source
from places.imports import ImportRefused
from places.imports.seats import GSS_CODE
from places.models import Constituency, DataImport, Representative
from places.names import plain
from places.services import checking
from places.services.changes import Ledger, one_at_a_time

MINIMUM = 640  # of the 650: a half answer ends nobody's time
MOST_ENDED = 20  # by-elections are few: more at once is a dissolution, a general election, or a fault
NAMED = 10  # in a refusal
WORDS = {"name": "name", "full_title": "title", "address_as": "greeting", "party": "party", "email": "e-mail address"}


@dataclass(frozen=True)
class Member:
    """What a source says about a member; None where it doesn't say, and what we knew stays."""

    name: str
    member_id: int | None = None
    full_title: str | None = None
    address_as: str | None = None
    party: str | None = None
    party_abbreviation: str | None = None
    email: str | None = None
    started_on: date | None = None

    @property
    def with_party(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name


@dataclass(frozen=True)
class Seat:
    constituency: str  # its name in English or Welsh, or its GSS code
    member: Member | None  # None while the seat is vacant
    name: str = ""  # beside a code, where the source states both: they must mean the same


@transaction.atomic
def record(
    *,
    seats: Sequence[Seat],
    source: Source,
    name: str,
    checksum: str = "",
    minimum: int = MINIMUM,
    most_ended: int | None = MOST_ENDED,
) -> DataImport:
    """Write what a picture of the whole House says; `name` is the file's or the service's. Raises ImportRefused.

    Whoever is no longer in it has their time ended and stays as history. Seats that it doesn't name stay as they are.
    """
    one_at_a_time()
    current = list(Constituency.objects.current())
    picture = matched(seats, current)
    if len(picture) < minimum:
        raise ImportRefused(f"Only {len(picture)} of {len(current)} constituencies are named, fewer than {minimum}.")
    ledger, today = Ledger(), timezone.localdate()
    sitting = {row.constituency_id: row for row in Representative.objects.current().select_for_update(of=("self",))}
    for constituency, member in picture.items():
        compare(ledger, constituency, sitting.get(constituency.pk), member, source, today)
    for left_out in sorted(constituency.name for constituency in current if constituency not in picture):
        ledger.say(f"{left_out}: not named by the source, kept as it was")
    compared = Representative.objects.current().filter(constituency__in=list(picture))
    compared.update(checked_at=timezone.now())
    done = ledger.close(kind=DataKind.REPRESENTATIVES, source=name, checksum=checksum, rows=len(seats))
    if most_ended is not None and done.ended > most_ended:
        raise ImportRefused(
            f"{done.ended} members would cease to sit, more than {most_ended}. After a dissolution or a general "
            "election, say --accept-changes."
        )
    return done


def matched(seats: Sequence[Seat], current: list[Constituency]) -> dict[Constituency, Member | None]:
    known = {constituency.code: constituency for constituency in current}
    known |= {plain(constituency.name_cy): constituency for constituency in current if constituency.name_cy}
    known |= {plain(constituency.name): constituency for constituency in current}
    picture: dict[Constituency, Member | None] = {}
    strangers, twice, torn, misnamed = [], [], [], []
    for seat in seats:
        written = seat.constituency
        constituency = known.get(written if re.fullmatch(GSS_CODE, written) else plain(written))
        if constituency is None:
            strangers.append(written or "a seat without a name")
        elif constituency in picture:
            twice.append(constituency.name)
        elif known.get(plain(seat.name), constituency) != constituency:
            torn.append(f"{written} ({seat.name})")
        elif seat.member and plain(seat.member.name) == plain(constituency.name):
            misnamed.append(constituency.name)
        else:
            picture[constituency] = seat.member
    refuse(misnamed, "have a member of the same name, so this is no list of members")
    refuse(torn, "have the code of one constituency and the name of another")
    refuse(strangers, "are no constituencies of ours")
    refuse(twice, "are named more than once")
    return picture


def refuse(names: list[str], reason: str) -> None:
    if names:
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        raise ImportRefused(f"These {reason}: {', '.join(names[:NAMED])}{more}.")


def compare(
    ledger: Ledger,
    constituency: Constituency,
    sitting: Representative | None,
    member: Member | None,
    source: Source,
    today: date,
) -> None:
    try:
        if member is None:
            vacate(ledger, constituency, sitting, today)
        elif sitting is None:
            seat(ledger, constituency, member, source)
            ledger.say(f"{constituency}: {member.with_party}")
        elif is_same(sitting, member):
            update(ledger, constituency, sitting, member, source)
        else:
            ledger.end(sitting, ended_on=last_day(sitting, member, today))
            seat(ledger, constituency, member, source)
            ledger.say(f"{constituency}: {member.with_party} follows {sitting}")
    except ValidationError as error:
        raise ImportRefused(f"{constituency}: {'; '.join(faults(error))}") from error


def is_same(sitting: Representative, member: Member) -> bool:
    if sitting.member_id is not None and member.member_id is not None:
        return sitting.member_id == member.member_id
    return plain(sitting.name) == plain(member.name)


def said(member: Member, source: Source) -> dict[str, Any]:
    return {key: value for key, value in asdict(member).items() if value is not None} | {"source": source}


def seat(ledger: Ledger, constituency: Constituency, member: Member, source: Source) -> None:
    new = Representative(constituency=constituency, checked_at=timezone.now(), **said(member, source))
    new.clean_fields()
    if ended := same_time(constituency, member):
        ledger.change(ended, ended_on=None, **said(member, source))
    else:
        checking.add(ledger, new)
    ledger.change(constituency, vacant_since=None)


def same_time(constituency: Constituency, member: Member) -> Representative | None:
    """A time that was ended by mistake, as where a source left the member out for a day; a new one starts later."""
    if member.started_on is None:
        return None
    ended = constituency.representatives.filter(started_on=member.started_on, ended_on__isnull=False)
    return next((row for row in ended.select_for_update(of=("self",)) if is_same(row, member)), None)


def update(ledger: Ledger, constituency: Constituency, sitting: Representative, member: Member, source: Source) -> None:
    values = said(member, source)
    Representative(constituency=constituency, checked_at=timezone.now(), **values).clean_fields()
    party = sitting.party
    words = [word for field, word in WORDS.items() if field in values and values[field] != getattr(sitting, field)]
    if any(getattr(sitting, field) != value for field, value in values.items() if field != "source"):
        ledger.change(sitting, **values)
    ledger.change(constituency, vacant_since=None)
    if party and "party" in words:
        ledger.say(f"{constituency}: {sitting} moves from {party} to {sitting.party or 'no party'}")
    elif words:
        ledger.say(f"{constituency}: {sitting}, new {' and '.join(words)}")


def vacate(ledger: Ledger, constituency: Constituency, sitting: Representative | None, today: date) -> None:
    if sitting:
        ledger.end(sitting, ended_on=max(today, sitting.started_on or today))
    if constituency.vacant_since is None:
        ledger.change(constituency, vacant_since=today)
        ledger.say(f"{constituency}: vacant" + (f" after {sitting}" if sitting else ""))


def last_day(sitting: Representative, member: Member, today: date) -> date:
    """The day before the next one's first; today where that isn't known or can't be.

    It can't be where somebody's time in the House began in another seat, before the sitting member's own.
    """
    earliest = sitting.started_on or timezone.localdate(sitting.checked_at)
    before = member.started_on - timedelta(days=1) if member.started_on else today
    return before if earliest <= before <= today else max(earliest, today)


def faults(error: ValidationError) -> list[str]:
    return [f"{field.replace('_', ' ')}: {' '.join(messages)}" for field, messages in error.message_dict.items()]
