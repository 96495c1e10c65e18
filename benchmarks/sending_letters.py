"""`python -m benchmarks.sending_letters queue|send|floor NUMBER`: queue letters, send them, or the least that sends.

Each has a writer, words and a Message-ID of its own; half go to an office, half to MPs. The last two write to stdout
how many seconds it took.
"""

import random
import sys
import time
import uuid
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import django
from django.utils import timezone

SLICE, SEATS = 2_000, 50
SEED = 20261127
WORDS = (
    *("support", "survivor", "home", "year", "people", "street", "work", "winter", "help", "letter", "office", "act"),
    *("law", "care", "start", "safe", "week", "family", "school", "hope", "money", "shelter", "advice", "court"),
    *("long", "short", "north", "south", "never", "always", "because", "though", "while", "when", "minister", "and"),
)


def text(number: int) -> str:
    """About 300 words in six paragraphs, the same for the same number."""
    chance = random.Random(SEED + number)  # noqa: S311
    return "\n\n".join(" ".join(chance.choices(WORDS, k=50)) + "." for _ in range(6))


def queue(number: int) -> None:
    from campaigns.models import LetterAction
    from places.models import Constituency, GovernmentOffice, Representative

    checked = timezone.now()
    office = GovernmentOffice.objects.create(
        department="Example Office",
        department_slug="example-office",
        post="Secretary of State for Examples",
        salutation="Dear Secretary of State",
        email="minister@example.org",
        checked_at=checked,
    )
    seats = list(Constituency.objects.current()[:SEATS])
    for seat in seats:
        email = f"mp-{seat.pk}@example.org"
        Representative.objects.create(constituency=seat, name=f"Member {seat.pk}", email=email, checked_at=checked)
    action = LetterAction.objects.create(title="Ask", slug="ask", to="offices", purpose="To ask.", state="open")
    to_whom = cycle([pair for seat in seats for pair in ((office, None), (None, seat))])
    for first in range(0, number, SLICE):
        queue_slice(action, range(first, min(first + SLICE, number)), to_whom)


def queue_slice(action: Any, numbers: range, to_whom: Iterator[Any]) -> None:
    from campaigns.models import Letter
    from mail.models import Delivery
    from people.models import Address, Person
    from places.models import Representative

    members = dict(Representative.objects.values_list("constituency", "pk"))
    emails = [f"writer-{number}@example.org" for number in numbers]
    addresses = Address.objects.bulk_create([Address(canonical=email, typed=email) for email in emails])
    people = Person.objects.bulk_create([Person(address=each, name="A Writer") for each in addresses])
    letters = []
    for number, person, (office, seat) in zip(numbers, people, to_whom, strict=False):
        letters.append(
            Letter(
                action=action,
                person=person,
                address=person.address,
                office=office,
                seat=seat,
                name=f"Writer {number}",
                town="Leeds",
                subject=f"Support for a year, please: {number}",
                body=text(number),
                state="queued",
                channel="email",
                confirmed_at=timezone.now(),
                sent_to=office.post if office else f"Member {seat.pk}",
                representative_id=None if office else members[seat.pk],
            )
        )
    Letter.objects.bulk_create(letters)
    messages = [message_of(letter) for letter in letters]
    Delivery.objects.bulk_create(messages)
    for letter, message in zip(letters, messages, strict=True):
        letter.delivery = message
    Letter.objects.bulk_update(letters, ["delivery"], batch_size=500)


def message_of(letter: Any) -> Any:
    from mail.services import deliveries
    from people.models import Address

    email = letter.office.email if letter.office else f"mp-{letter.seat_id}@example.org"
    message = deliveries.unsaved(kind="letter", domain="example.org", context={"letter": letter.pk})
    message.address, _ = Address.objects.get_or_create(canonical=email, defaults={"typed": email})
    return message


def send(number: int) -> float:
    from mail import kinds, rendering
    from mail.services import drain

    rendering.render(rendering.sample(kinds.get("letter")))  # a worker runs for weeks: its first steps don't count
    started = time.monotonic()
    while number > 0 and (sent := drain.send_due(seconds=600, bulk=True)):
        number -= sent
    assert number == 0, number
    return time.monotonic() - started


def floor(number: int) -> float:
    """Django's EmailMessage for each, all over one connection; their words are made beforehand."""
    from django.core.mail import EmailMessage, get_connection

    texts = [text(each) for each in range(number)]
    connection = get_connection()
    started = time.monotonic()
    connection.open()
    for each in range(number):
        EmailMessage(
            subject=f"Support for a year, please: {each}",
            body=f"Dear Secretary of State\n\n{texts[each]}\n\nYours sincerely\n\nWriter {each}\n",
            from_email=f"Writer {each} via ACTFORJUSTICE <bench@example.org>",
            to=["minister@example.org"],
            reply_to=[f"writer-{each}@example.org"],
            headers={"Message-ID": f"<{uuid.uuid4()}@example.org>"},
            connection=connection,
        ).send()
    connection.close()
    return time.monotonic() - started


def main(what: str, number: int) -> None:
    django.setup()
    if what == "queue":
        queue(number)
    else:
        print({"send": send, "floor": floor}[what](number))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
