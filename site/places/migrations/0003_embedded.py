"""What a fresh site knows about places: nations, regions, the 650 constituencies and the middle of 135 outcodes.

The two files are read as they stand beside the app; they are facts of the 2024 boundaries and stay as they are. Better
ones come by the importers, and a later change of boundaries by `import_constituencies`.
"""

import csv
from datetime import date
from pathlib import Path

from django.db import migrations
from django.utils.text import slugify

EMBEDDED = Path(__file__).resolve().parents[1] / "embedded"
SINCE = date(2024, 5, 31)  # the day after the dissolution on which the boundaries of 2023's Orders took effect
COUNTRIES = {
    "England": "E92000001",
    "Northern Ireland": "N92000002",
    "Scotland": "S92000003",
    "Wales": "W92000004",
}
REGIONS = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
}


def rows(name):
    with (EMBEDDED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(apps, schema_editor):
    country_model, region_model = apps.get_model("places", "Country"), apps.get_model("places", "Region")
    countries = {
        name: country_model.objects.create(code=code, name=name, slug=slugify(name)) for name, code in COUNTRIES.items()
    }
    regions = {
        name: region_model.objects.create(code=code, name=name, slug=slugify(name), country=countries["England"])
        for name, code in REGIONS.items()
    }
    constituency = apps.get_model("places", "Constituency")
    constituency.objects.bulk_create(
        [
            constituency(
                code=row["code"],
                name=row["name"],
                slug=slugify(row["name"]),
                country=countries[row["nation"]],
                region=regions.get(row["region"]),
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                valid_from=SINCE,
            )
            for row in rows("constituencies.csv")
        ]
    )
    outcode = apps.get_model("places", "Outcode")
    outcode.objects.bulk_create(
        [
            outcode(code=row["outcode"], latitude=float(row["latitude"]), longitude=float(row["longitude"]))
            for row in rows("towns.csv")
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0002_places")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
