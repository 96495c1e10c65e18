"""Where each of the 650 constituencies stands in the hexagon cartogram: what `arrange_hexmap` made of the first rows."""

import csv
from pathlib import Path

from django.db import migrations

HEXAGONS = Path(__file__).resolve().parents[1] / "embedded" / "hexagons.csv"


def place(apps, schema_editor):
    with HEXAGONS.open(encoding="utf-8", newline="") as file:
        cells = {row["code"]: (int(row["q"]), int(row["r"])) for row in csv.DictReader(file)}
    constituency = apps.get_model("places", "Constituency")
    placed = list(constituency.objects.filter(code__in=cells, valid_to=None))
    for row in placed:
        row.hex_q, row.hex_r = cells[row.code]
    constituency.objects.bulk_update(placed, ["hex_q", "hex_r"])


class Migration(migrations.Migration):
    dependencies = [("places", "0003_embedded")]
    operations = [migrations.RunPython(place, migrations.RunPython.noop)]
