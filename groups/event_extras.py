"""What other apps know of an event, such as that a course is taught there; each says so in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groups.models import Booking, Event


@dataclass(frozen=True)
class Extra:
    line: Callable[[Event], str]  # for messages and calendars, public too; empty where the event is none of its own
    on_page: Callable[[Event], str]  # safe HTML on the page of the event, for everybody
    to_booked: Callable[[Booking], str]  # safe HTML on the page of a place
    to_planner: Callable[[Event, Any], str]  # safe HTML for whoever runs it; with the user
    has_register: Callable[[Event], bool]  # it notes itself who came, and the kind of the event stays
    against: Callable[[Event, datetime], str]  # why it can't begin then; empty where it can
    let_go: Callable[[Event], None]  # the event is about to be deleted
    joined: str = ""  # what is read together with the event, as select_related names it


_extras: list[Extra] = []


def register(extra: Extra) -> None:
    _extras.append(extra)


def joined(prefix: str = "") -> list[str]:
    return [prefix + each.joined for each in _extras if each.joined]


def line(event: Event) -> str:
    return " · ".join(text for each in _extras if (text := each.line(event)))


def on_page(event: Event) -> list[str]:
    return [shown for each in _extras if (shown := each.on_page(event))]


def to_booked(booking: Booking) -> list[str]:
    return [shown for each in _extras if (shown := each.to_booked(booking))]


def to_planner(event: Event, user: Any) -> list[str]:
    return [shown for each in _extras if (shown := each.to_planner(event, user))]


def against(event: Event, start: datetime) -> str:
    return next((reason for each in _extras if (reason := each.against(event, start))), "")


def let_go(event: Event) -> None:
    for each in _extras:
        each.let_go(event)


def has_register(event: Event) -> bool:
    return any(each.has_register(event) for each in _extras)
