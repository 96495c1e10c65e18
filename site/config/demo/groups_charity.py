"""Events of the charity itself, which stand in the same list as those of its groups."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from config.demo.groups_fates import at, days_ago
from config.demo.groups_happenings import ANTI_SLAVERY_DAY
from groups.enums import EventKind, EventState
from groups.models import Event

TOWN_HALL: dict[str, Any] = {"place": "Example Town Hall, Birmingham", "latitude": 52.48, "longitude": -1.90}
EVENING = "National evening: what your groups achieved"
ONLINE: dict[str, Any] = {"online": "https://meet.example.org/national-evening"}


def events() -> list[Event]:
    day, years = next_anti_slavery_day(), (1, 2)
    walk = "Anti-Slavery Day: walk of light"
    return [
        event(EVENING, EventKind.TALK, days_ago(-12), (19, 20), capacity=300, **ONLINE),
        event("Training for new leaders", EventKind.TRAINING, days_ago(-48), (10, 16), capacity=60, **TOWN_HALL),
        event(walk, EventKind.VIGIL, day, (18, 20), takes_bookings=False, **TOWN_HALL),
        *(
            event(walk, EventKind.VIGIL, day.replace(year=day.year - year), (18, 20), takes_bookings=False, **TOWN_HALL)
            for year in years
        ),
        event("National evening: a year of groups", EventKind.TALK, days_ago(182), (19, 20), past=(214, 171), **ONLINE),
    ]


def next_anti_slavery_day() -> date:
    today = timezone.localdate()
    this_year = date(today.year, *ANTI_SLAVERY_DAY)
    return this_year if this_year > today else this_year.replace(year=today.year + 1)


def event(
    title: str, kind: EventKind, on: date, hours: tuple[int, int], *, past: tuple[int, int] = (0, 0), **more: Any
) -> Event:
    return Event(
        kind=kind,
        title=title,
        slug=f"{slugify(title)}-{on}",
        description=(
            "For everybody from every group, and for whoever would like to begin one.\n\n"
            "Whether you have led a group for years or came across us yesterday: you are welcome."
        ),
        starts_at=at(on, hours[0]),
        ends_at=at(on, hours[1], 30),
        state=EventState.PUBLISHED,
        was_published=True,
        past_seats=past[0],
        past_visits=past[1],
        **more,
    )
