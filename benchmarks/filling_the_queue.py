"""`python -m benchmarks.filling_the_queue NUMBER` queues so many messages in bulk, each to an address of its own."""

import sys

import django

SLICE = 5000


def main(number: int) -> None:
    django.setup()
    for first in range(0, number, SLICE):
        queue(range(first, min(first + SLICE, number)))


def queue(numbers: range) -> None:
    from mail import streams
    from mail.models import Delivery
    from people.models import Address

    emails = [f"reader-{number}@example.org" for number in numbers]
    addresses = Address.objects.bulk_create([Address(canonical=email, typed=email) for email in emails])
    context = {"name": "A Reader", "petition": "Support every survivor", "confirm_path": "/"}
    stream = streams.get(streams.BULK)
    Delivery.objects.bulk_create(
        Delivery(
            kind="signed_before",
            address=address,
            domain="example.org",
            context=context,
            stream=stream.name,
            priority=stream.priority,
        )
        for address in addresses
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
