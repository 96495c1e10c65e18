"""What the tests of importers share: lists made of the constituencies that the project brings along, and commands."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from places.models import Constituency

Rows = list[dict[str, Any]]


def run(command: str, *arguments: Any) -> str:
    """What a command says."""
    said = StringIO()
    call_command(command, *map(str, arguments), stdout=said, stderr=StringIO())
    return said.getvalue()


def refusal(command: str, *arguments: Any) -> str:
    """Why a command refuses, after which everything is as it was."""
    before = constituencies()
    with pytest.raises(CommandError) as refused:
        run(command, *arguments)
    assert constituencies() == before
    return str(refused.value)


def constituencies() -> Rows:
    """All columns of all rows."""
    return [dict(row) for row in Constituency.objects.order_by("pk").values()]


def listed() -> Rows:
    """The constituencies in force, as a list of them says."""
    return [
        {
            "code": seat.code,
            "name": seat.name,
            "country": seat.country.name,
            "region": seat.region.name if seat.region else "",
            "latitude": seat.latitude,
            "longitude": seat.longitude,
        }
        for seat in Constituency.objects.current().select_related("country", "region")
    ]


def written(rows: Rows, separator: str = ",") -> str:
    text = StringIO()
    table = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=separator)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def real(name: str) -> Path:
    """A file of real data, where it lies beside the repository."""
    file = Path(settings.BASE_DIR).parent / "shared/data" / name
    if not file.exists():
        pytest.skip("no data")
    return file
