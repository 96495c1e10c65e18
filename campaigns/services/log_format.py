"""What is hashed and signed, byte for byte. docs/features/public-log.md states the same for whoever checks it.

Each is one line of JSON without spaces, its keys in the order given here, in ASCII.
"""

import json
from datetime import UTC, datetime
from typing import NamedTuple

from campaigns.models import LogHead

LOG = "actforjustice-petition-log-v1"  # so that what is signed here is never taken for anything else


class Row(NamedTuple):
    """What a line is made of."""

    place: int
    kind: str
    commitment: bytes
    at: datetime


def entry(petition_id: int, row: Row) -> str:
    """The day alone, in UTC: a time of day would tell whoever knows when somebody signed which line is theirs."""
    day = row.at.astimezone(UTC).date()
    return (
        f'{{"petition":{petition_id},"index":{row.place},"kind":"{row.kind}",'
        f'"commitment":"{row.commitment.hex()}","at":"{day}"}}'
    )


def statement(*, petition_id: int, size: int, root: bytes, at: datetime) -> str:
    """What is signed of a head."""
    return json.dumps(
        {
            "log": LOG,
            "petition": petition_id,
            "size": size,
            "root": root.hex(),
            "at": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        },
        separators=(",", ":"),
    )


def head_of(head: LogHead) -> str:
    return statement(petition_id=head.petition_id, size=head.size, root=bytes(head.root), at=head.at)


def committed(*, petition_id: int, signature_id: int, address: str) -> bytes:
    """What a commitment is the HMAC-SHA-256 of, under its salt."""
    return f"{petition_id}\n{signature_id}\n{address}".encode()
