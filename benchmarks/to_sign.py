"""Makes a petition that can be signed, in the site's environment, and counts what was left of it.

`python -m benchmarks.to_sign FILE` opens one, writes made-up postcodes to FILE, one a line, and prints {"path",
"wording"}. `python -m benchmarks.to_sign left` prints how many rows of each kind there are.
"""

import json
import sys
from itertools import product
from pathlib import Path

import django
from django.utils import timezone

SLUG = "to-be-signed"
UNITS = [f"{number}{first}{second}" for number, first, second in product(range(10), "ABD", "EFG")]


def main(arguments: list[str]) -> None:
    match arguments:
        case ["left"]:
            print(json.dumps(left()))
        case [file]:
            Path(file).write_text("\n".join(postcodes()))
            print(json.dumps(opened()))
        case _:
            sys.exit(__doc__)


def postcodes() -> list[str]:
    """Of every outcode that is known, each in some constituency."""
    from places.models import Constituency, Outcode, Postcode

    seats = list(Constituency.objects.current().order_by("pk"))
    rows = [
        Postcode(
            code=f"{outcode.code}{unit}",
            latitude=outcode.latitude,
            longitude=outcode.longitude,
            constituency=seats[number % len(seats)],
        )
        for number, (outcode, unit) in enumerate(product(Outcode.objects.order_by("code"), UNITS))
    ]
    Postcode.objects.bulk_create(rows, 2_000, ignore_conflicts=True)
    return [row.code for row in rows]


def opened() -> dict[str, str]:
    from campaigns.enums import PetitionState
    from campaigns.models import Petition
    from people import wordings
    from people.enums import Purpose

    words = wordings.current(Purpose.CAMPAIGN_NEWS)
    if words is None:
        raise RuntimeError("The demonstration has no words to agree to")
    petition = Petition.objects.create(
        title="A petition to be signed",
        slug=SLUG,
        wording="We ask for figures.",
        addressee="The Home Secretary",
        state=PetitionState.OPEN,
        opened_at=timezone.now(),
    )
    return {"path": petition.url_sign, "wording": f"wording={words.pk}"}


def left() -> dict[str, int]:
    from campaigns.enums import Judgement
    from campaigns.models import Attempt, Signature
    from mail.models import Delivery
    from people.models import Consent

    signatures = Signature.objects.filter(petition__slug=SLUG)
    form = f"petition {signatures.values_list('petition_id', flat=True)[0]} " if signatures.exists() else "-"
    return {
        "signatures": signatures.count(),
        "placed": signatures.exclude(constituency_found=None).count(),
        "messages": Delivery.objects.filter(address__in=signatures.values("address")).count(),
        "consents": Consent.objects.filter(form__startswith=form).count(),
        "passed": Attempt.objects.filter(petition__slug=SLUG, judgement=Judgement.PASSED).count(),
    }


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
