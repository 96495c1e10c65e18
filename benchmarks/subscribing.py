"""Makes people who get campaign news, in the site's environment; writes the one-click path of each, one a line.

`python -m benchmarks.subscribing COUNT FILE` adds COUNT of them. `python -m benchmarks.subscribing left` prints how
many of all that were ever made get the news still.
"""

import secrets
import sys
import uuid
from pathlib import Path

import django
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

BATCH = 2_000


def main(arguments: list[str]) -> None:
    match arguments:
        case ["left"]:
            print(left())
        case [count, file]:
            Path(file).write_text("\n".join(subscribed(int(count))))
        case _:
            sys.exit(__doc__)


def left() -> int:
    from people.models import Consent

    return Consent.objects.live().count()


@transaction.atomic
def subscribed(count: int) -> list[str]:
    from people import wordings
    from people.enums import Purpose
    from people.models import Address, Consent, Person

    words = wordings.draft(purpose=Purpose.CAMPAIGN_NEWS, text="Yes, write to me about your campaigns.")
    wordings.publish(words)
    emails = [f"reader-{secrets.token_hex(6)}@example.org" for _ in range(count)]
    addresses = Address.objects.bulk_create([Address(canonical=email, typed=email) for email in emails], BATCH)
    people = Person.objects.bulk_create([Person(address=address) for address in addresses], BATCH)
    Consent.objects.bulk_create(
        [
            Consent(person=person, purpose=words.purpose, wording=words, form="benchmark", confirmed_at=timezone.now())
            for person in people
        ],
        BATCH,
    )
    return [reverse("mail_one_click", args=[each.token, words.purpose, uuid.uuid4()]) for each in addresses]


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
    connection.close()
