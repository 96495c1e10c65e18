"""Registrations of groups for tests: Charlie applies, Suzie is the second leader, Priya looks after safeguarding."""

from typing import Any

from django.utils import timezone

from groups.models import Agreement, CommunityGroup, Registration
from groups.services import registering

CHARLIE: dict[str, Any] = {"name": "Charlie Leader", "email": "charlie@example.org", "age": "adult"}
GROUP: dict[str, Any] = {
    "name": "Leeds Against Trafficking",
    "kind": "town",
    "aims": ["learn", "campaign"],
    "about": "We meet once a month.",
    "ages": "adults",
}
PLACE: dict[str, Any] = {"town": "Leeds", "postcode": "LS1 4DY"}
PEOPLE: dict[str, Any] = {
    "second_name": "Suzie Signer",
    "second_email": "suzie@example.org",
    "second_is_adult": True,
    "safeguarding": "other",
    "safeguarding_name": "Priya Teacher",
    "safeguarding_email": "priya@example.org",
}


def agreement(version: int = 1) -> Agreement:
    return Agreement.objects.create(version=version, text="We keep people safe.", published_at=timezone.now())


def begun(**more: Any) -> Registration:
    given = {**CHARLIE, **more}
    return registering.start(email=given["email"], name=given["name"])


def confirmed(**more: Any) -> Registration:
    found = begun(**more)
    registering.verify(found)
    return fresh(found)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.select_related("group", "person", "address").get(pk=registration.pk)


def filled_in(email: str = "charlie@example.org", **more: Any) -> Registration:
    """All steps but the last button. `more` goes into whichever step has it."""
    found = confirmed(email=email)
    version = current.version if (current := Agreement.objects.current()) else None
    steps = {
        "group": GROUP,
        "place": PLACE,
        "people": PEOPLE,
        "agreement": {"version": version, "consented": True, "news": None},
    }
    for step, values in steps.items():
        changed = {name: more[name] for name in values if name in more}
        found = registering.save_step(registration=found, step=step, values={**values, **changed})
    return fresh(found)


def sent_in(email: str = "charlie@example.org", **more: Any) -> Registration:
    return fresh(registering.submit(filled_in(email, **more)))


def approved_group(**fields: Any) -> CommunityGroup:
    return CommunityGroup.objects.create(
        **{"name": "Leeds Against Trafficking", "slug": "leeds-against-trafficking", "town": "Leeds", **fields}
    )
