"""The published lists themselves, where they lie beside the repository: every known postcode in its stated seat."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from places.enums import Outcome
from places.models import Postcode
from places.selectors.places import locate

DATA = Path(settings.BASE_DIR).parent / "shared/data"
GREAT_BRITAIN = DATA / "postcodes/gb_postcodes_pcon24_full.csv.xz"
SAMPLE = DATA / "postcodes/postcodes_sample.csv"
SEATS = DATA / "constituencies/constituencies_2024.csv"
EACH_OF = 60  # of the sample, one is looked up as a visitor would

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not GREAT_BRITAIN.exists(), reason="no ../shared/data beside the repository"),
]


def stated(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def bring_in(path: Path, *arguments: str) -> None:
    call_command("import_postcodes", str(path), *arguments, stdout=StringIO())


def test_every_known_postcode_lies_in_its_stated_seat(tmp_path: Path) -> None:
    sample = list(stated(SAMPLE))
    examples = {row["example_postcode"]: row["code"] for row in stated(SEATS)}
    irish = tmp_path / "northern-ireland.csv"
    rows = [row for row in sample if row["postcode"].startswith("BT")]
    irish.write_text(
        "postcode,latitude,longitude,pcon24cd\n"
        + "".join(",".join((r["postcode"], r["latitude"], r["longitude"], r["pcon24cd"])) + "\n" for r in rows)
    )
    bring_in(GREAT_BRITAIN, "--scope=gb")
    bring_in(irish, "--scope=ni", "--minimum=100")

    known = {row["postcode"].replace(" ", ""): row["pcon24cd"] for row in sample}
    assert len(known) == 21_781
    codes = [*known, *(postcode.replace(" ", "") for postcode in examples)]
    held = dict(Postcode.objects.filter(code__in=codes).values_list("code", "constituency__code"))
    assert {code: held.get(code) for code in known} == known
    occurring = {code: seat for postcode, seat in examples.items() if (code := postcode.replace(" ", "")) in held}
    assert len(occurring) > 430
    assert {code: held[code] for code in occurring} == occurring

    looked_up = {row["postcode"]: row["pcon24cd"] for row in sample[::EACH_OF]}
    for postcode, seat in looked_up.items():
        place = locate(postcode=postcode)
        assert place.constituency
        assert (place.outcome, place.postcode, place.constituency.code) == (Outcome.FOUND, postcode, seat)
