"""What stands in the document of a hand-in pack, and on the sheet for each MP (templates/print/, by Typst)."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from campaigns.enums import EntryKind, Judgement
from campaigns.models import CountRepair
from campaigns.services import pack_map, pack_tables
from campaigns.services.pack_snapshot import Seat, Snapshot
from campaigns.services.pack_tables import HIDDEN, Table, periods
from campaigns.sheets import paragraphs
from pages import paper, printing
from people.models import Controller
from places.disclosure import LEAST
from places.maps.scale import written

PRINTED_COMMENTS = 200
MOST_REPAIRS = 20
MOST_BARS = 60
INDENT = "\N{EM SPACE}"


def pdf(snapshot: Snapshot, tables: Sequence[Table], checksums: Mapping[str, str]) -> bytes:
    return printing.pdf("hand-in-pack", content(snapshot, tables, checksums))


def content(snapshot: Snapshot, tables: Sequence[Table], checksums: Mapping[str, str]) -> dict[str, Any]:
    by_name = {table.name: table for table in tables}
    return {
        **head(snapshot),
        "background": paragraphs(snapshot.petition.background),
        "corrections": [f"{day(each.made_at)}: {each.text}" for each in snapshot.petition.corrections.all()],
        "how": how(snapshot),
        "nations": [
            [name if inside in ("", pack_tables.UNITED) else f"{INDENT}{name}", words]
            for name, inside, words in in_words(by_name["nations"], 0, 1, -1)
        ],
        "countries": in_words(by_name["countries"], 0, -1),
        "constituencies": in_words(by_name["constituencies"], 0, -1),
        "map": pack_map.drawn(snapshot.shown),
        "bars": bars(snapshot),
        "comments": [{"words": each.comment, "who": who(each.name, each.place)} for each in printed(snapshot)],
        "comments_left_out": len(snapshot.comments) - len(printed(snapshot)),
        "log": log_lines(snapshot),
        "notes": notes(snapshot),
        "checksums": [{"name": name, "digest": spaced(digest)} for name, digest in checksums.items()],
    }


def head(snapshot: Snapshot) -> dict[str, Any]:
    petition, counted = snapshot.petition, snapshot.counted
    return {
        "title": petition.title,
        "to": petition.addressee,
        "wording": paragraphs(petition.wording),
        "lang": "en",
        "who": str(controller()),
        "address": f"{paper.address()}/petitions/{petition.slug}/",
        "at": moment(snapshot),
        "total": written(counted.number + counted.on_paper.added),
        "online": written(counted.number),
        "on_paper": written(counted.on_paper.added) if counted.on_paper.lines else "",
    }


def controller() -> Controller:
    return Controller.objects.filter(site__is_default_site=True).first() or Controller()


def how(snapshot: Snapshot) -> list[str]:
    """What the numbers mean."""
    on_paper = snapshot.counted.on_paper
    said = [
        "Online, one signature a person counts, once its owner has confirmed it from their own e-mail address. Two "
        "people who share an address may both sign.",
        f"Signatures by area come from postcodes. Numbers under {LEAST} are not shown, nor is what would give them "
        f'away: "{HIDDEN}" may therefore stand for a larger number. The whole is exact.',
    ]
    if on_paper.lines:
        said.append(
            f"On sheets of paper stand {written(on_paper.lines)} complete lines, counted by one person and checked by "
            f"another. From a sample of lines we estimate that {written(on_paper.overlap)} of them signed online as "
            f"well. These are left out, so that {written(on_paper.added)} are added."
        )
    return said


def notes(snapshot: Snapshot) -> list[str]:
    """What a reader should know of what was not counted or was put right."""
    lines = {kind: snapshot.lines.get(kind, 0) for kind in EntryKind}
    repairs = CountRepair.objects.filter(petition=snapshot.petition)[:MOST_REPAIRS]
    held, refused = (small(snapshot.stopped.get(judgement, 0)) for judgement in (Judgement.HELD, Judgement.REFUSED))
    return [
        f"Of {written(lines[EntryKind.SIGNED])} signatures that were confirmed, {small(lines[EntryKind.WITHDRAWN])} "
        f"were withdrawn by their owners and {small(lines[EntryKind.INVALIDATED])} invalidated by our staff, of which "
        f"{small(lines[EntryKind.RESTORED])} were counted again.",
        f"Our published rules against fraud held {held} attempts to sign for a check and refused {refused}.",
        *(
            f"On {day(each.at)} a total ({each.what}) was put right from {written(each.was)} to {written(each.now)}: "
            f"{each.reason}"
            for each in repairs
        ),
    ]


def small(number: int) -> str:
    return written(number) if number == 0 or number >= LEAST else f"under {LEAST}"


def log_lines(snapshot: Snapshot) -> list[dict[str, str]]:
    """What is needed to find this count again in the public log."""
    found = snapshot.counted.head
    if found is None:
        return []
    return [
        {"label": "Lines", "value": written(found.size)},
        {"label": "Root", "value": spaced(bytes(found.root).hex())},
        {"label": "Signed at", "value": f"{localtime(found.at):%Y-%m-%d %H:%M}"},
        {"label": "Key", "value": found.key},
        {"label": "Signature", "value": spaced(bytes(found.proof).hex())},
    ]


def spaced(digits: str) -> str:
    """In groups, so that a line can break between them and an eye can compare them."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


def in_words(table: Table, *columns: int) -> list[list[str]]:
    return [
        [cell if isinstance(cell, str) else written(cell) for cell in map(row.__getitem__, columns)]
        for row in table.rows
    ]


def bars(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Of the total at the end of stretches of days, at most so many that each can be told from the next."""
    total, found = 0, []
    for period in periods(snapshot.counted.days):
        total += period.change
        found.append({"until": day(period.last), "total": total, "words": written(total)})
    step = -(-len(found) // MOST_BARS) or 1
    return found[::-1][::step][::-1]


def printed(snapshot: Snapshot) -> list[Any]:
    return snapshot.comments[:PRINTED_COMMENTS]


def who(name: str, place: str) -> str:
    return ", ".join(part for part in (name, place) if part)


def mp_sheet(snapshot: Snapshot, seat: Seat) -> bytes:
    """For whoever visits the MP of one constituency. Only where the number of signatures is shown."""
    return printing.pdf(
        "mp-sheet",
        {
            **head(snapshot),
            "constituency": seat.name,
            "member": seat.member,
            "party": seat.party,
            "here": written(seat.signatures),
            "steps": [
                "Write to your MP's office and ask for ten minutes at the next surgery. Say that you live in the "
                "constituency and give your postcode: MPs act for those who live there.",
                "You find the office's address at members.parliament.uk, under the name of the constituency.",
                "Take this sheet along and leave it there. Say in your own words why you signed.",
                "Ask for one thing: that your MP writes to whoever the petition is addressed to.",
                "Tell us what was said, without names of people who may have been harmed.",
            ],
        },
    )


def day(value: Any) -> str:
    return date_format(value, "DATE_FORMAT")


def moment(snapshot: Snapshot) -> str:
    at = localtime(snapshot.at)
    return f"{date_format(at, 'DATE_FORMAT')}, {at:%H:%M}"


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
