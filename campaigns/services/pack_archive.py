"""The file of a hand-in pack: its document, its tables, a sheet for each MP, and the checksum of each."""

import json
from collections.abc import Callable, Iterator

from campaigns.models import LogHead
from campaigns.services import log_receipts, pack_document, pack_files, pack_tables
from campaigns.services.pack_snapshot import Snapshot
from places.disclosure import LEAST

DOCUMENT, WORKBOOK, COMMENTS, HEAD, READ_ME, LIST = (
    "petition.pdf",
    "tables.xlsx",
    "comments.csv",
    "log-head.json",
    "READ-ME.txt",
    "SHA256SUMS",
)
FIRST_SHEET, LAST_SHEET, A_SIGN = 15, 95, 25  # per cent done, and after how many sheets that is said
Alive = Callable[[int], None]  # takes the per cent that are done; raises where nobody waits for the rest
File = tuple[str, bytes]


def build(snapshot: Snapshot, *, alive: Alive) -> bytes:
    return pack_files.zipped(with_list(files(snapshot, alive)))


def with_list(parts: Iterator[File]) -> Iterator[File]:
    """And at their end the checksums, as `sha256sum --check` reads them."""
    lines = []
    for name, content in parts:
        lines.append(f"{pack_document.checksum(content)}  {name}\n")
        yield name, content
    yield LIST, "".join(lines).encode()


def files(snapshot: Snapshot, alive: Alive) -> Iterator[File]:
    tables = pack_tables.tables(snapshot)
    data = data_files(snapshot, tables)
    alive(5)
    checksums = {name: pack_document.checksum(content) for name, content in data}
    yield READ_ME, read_me(snapshot).encode()
    yield DOCUMENT, pack_document.pdf(snapshot, tables, checksums)
    yield from data
    yield from mp_sheets(snapshot, alive)


def data_files(snapshot: Snapshot, tables: list[pack_tables.Table]) -> list[File]:
    found = [(f"{table.name}.csv", pack_files.as_csv(table.columns, table.rows)) for table in tables]
    found.append((WORKBOOK, pack_files.as_workbook(tables, title=snapshot.petition.title, at=snapshot.at)))
    if snapshot.comments:
        rows = [(each.name, each.place, each.comment) for each in snapshot.comments]
        found.append((COMMENTS, pack_files.as_csv(["First name", "Constituency", "Comment"], rows)))
    if snapshot.counted.head:
        found.append((HEAD, head(snapshot.counted.head).encode()))
    return found


def head(found: LogHead) -> str:
    """As the site gives out heads, so that the verifier takes it."""
    return json.dumps({"heads": [log_receipts.file_of(found).model_dump()]}, indent=2) + "\n"


def mp_sheets(snapshot: Snapshot, alive: Alive) -> Iterator[File]:
    """None where the number of signatures is hidden or under 5."""
    visited = [seat for seat in snapshot.seats if seat.signatures is not None and seat.signatures >= LEAST]
    for number, seat in enumerate(visited):
        if number % A_SIGN == 0:
            alive(FIRST_SHEET + (LAST_SHEET - FIRST_SHEET) * number // len(visited))
        yield f"mps/{seat.slug}.pdf", pack_document.mp_sheet(snapshot, seat)


def read_me(snapshot: Snapshot) -> str:
    return f"""\
{snapshot.petition.title}
To: {snapshot.petition.addressee}
As it stood on {pack_document.moment(snapshot)}

petition.pdf        to be handed in: wording, signatures, map, comments, the head of the public log
*.csv, tables.xlsx  the same numbers for your own programs
log-head.json       the signed head of the public log over exactly the signatures counted here, as the verifier on
                    the log's page takes it
mps/                a sheet for each constituency with 5 signatures or more, for a visit to its MP
SHA256SUMS          the checksums of all of these: sha256sum --check SHA256SUMS

Numbers under 5 are not shown, nor is what would give them away.
"""
