"""Makes groups and looks at how they fare. Runs as a process of its own in the site's environment.

`python -m benchmarks.making_groups fill COUNT` makes so many groups with people, activities and agreements.
`python -m benchmarks.making_groups derive` prints how long a night's look took in seconds, and how many it changed.
"""

import json
import random
import sys
import time
from datetime import timedelta

import django
from django.urls import reverse

SEED, SLICE = 17, 1000


def main(arguments: list[str]) -> None:
    match arguments:
        case ["fill", count]:
            fill(int(count))
        case ["derive"]:
            derive()
        case _:
            sys.exit(__doc__)


def fill(count: int) -> None:
    """Two years old at most, two leaders and one that left each, six activities; one in ten has yet to agree."""
    from django.utils import timezone

    from groups.models import Agreement

    now = timezone.now()
    versions = [
        Agreement.objects.create(version=100 + number, text="Words", published_at=now - timedelta(days=days))
        for number, days in enumerate((400, 20))
    ]
    chance = random.Random(SEED)  # noqa: S311  not for secrets
    for first in range(0, count, SLICE):
        make(range(first, first + SLICE), versions, chance)


def make(numbers: range, versions: list, chance: random.Random) -> None:  # type: ignore[type-arg]
    from django.utils import timezone

    from groups.enums import ActivityKind
    from groups.models import Activity, AgreementAcceptance, CommunityGroup

    now = timezone.now()

    def ago(least: int, most: int) -> timedelta:
        return timedelta(days=chance.randint(least, most))

    groups = CommunityGroup.objects.bulk_create(
        CommunityGroup(
            name=f"Group {number}",
            slug=f"measured-{number}",
            approved_at=now - ago(500, 730),
            renewed_on=(now - ago(0, 300)).date(),
            lead_trained_until=(now + ago(-20, 700)).date(),
        )
        for number in numbers
    )
    lead(groups, numbers, chance)
    Activity.objects.bulk_create(
        Activity(group=group, kind=ActivityKind.STALL, on=(now - ago(0, 600)).date(), title="A stall")
        for group in groups
        for _ in range(6)
    )
    AgreementAcceptance.objects.bulk_create(
        AgreementAcceptance(group=group, agreement=versions[index % 10 > 0]) for index, group in enumerate(groups)
    )


def lead(groups: list, numbers: range, chance: random.Random) -> None:  # type: ignore[type-arg]
    """Three to a group, of whom one or two have left."""
    from django.utils import timezone

    from groups.enums import Left, Role
    from groups.models import Membership
    from people.models import Address, Person

    now = timezone.now()
    emails = [f"leader-{number}-{place}@example.org" for number in numbers for place in range(3)]
    addresses = Address.objects.bulk_create(Address(canonical=email, typed=email) for email in emails)
    people = Person.objects.bulk_create(Person(address=address, name="A Leader") for address in addresses)
    Membership.objects.bulk_create(
        Membership(
            group=groups[index // 3],
            person=person,
            role=Role.LEADER,
            since=now - timedelta(days=500),
            until=now - timedelta(days=chance.randint(60, 200)) if index % 3 == 2 or index % 15 == 1 else None,
            left=Left.LEFT if index % 3 == 2 or index % 15 == 1 else "",
        )
        for index, person in enumerate(people)
    )


def derive() -> None:
    from groups.services import health

    reverse("group_health", args=["leeds"])  # a worker has read all addresses long before
    started = time.perf_counter()
    changed = health.derive()
    print(json.dumps({"seconds": time.perf_counter() - started, "changed": changed}))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
