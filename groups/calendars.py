"""Events for people's own calendars (RFC 5545). Each keeps its UID for ever, and says by SEQUENCE which is newer."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from groups import event_extras
from groups.models import Event


def of_event(event: Event, *, with_link: bool = False) -> bytes:
    """`with_link`: how to take part, for those who have a place alone."""
    return written([event], with_link=with_link)


def of_events(events: Iterable[Event], *, title: str) -> bytes:
    """To subscribe to."""
    return written(events, title=title)


def written(events: Iterable[Event], *, title: str = "", with_link: bool = False) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//ACTFORJUSTICE//{host()}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if title:
        calendar.add("x-wr-calname", title)
    for event in events:
        calendar.add_component(entry(event, with_link=with_link))
    content: bytes = calendar.to_ical()
    return content


def entry(event: Event, *, with_link: bool) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", f"{event.uid}@{host()}")
    made.add("sequence", event.sequence)
    made.add("dtstamp", event.changed_at)
    made.add("last-modified", event.changed_at)
    made.add("dtstart", event.starts_at)
    made.add("dtend", event.ends_at)
    made.add("summary", event.title)
    made.add("url", f"{settings.SITE_URL}{event.get_absolute_url()}")
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    location = event.place or (event.online if with_link else "")
    for name, value in (("location", location), ("description", description(event, with_link=with_link))):
        if value:
            made.add(name, value)
    if event.position:
        made.add("geo", event.position)
    return made


def description(event: Event, *, with_link: bool) -> str:
    private = (event.online, event.joining) if with_link else ()
    parts = (event.cancelled_because, event_extras.line(event), event.description, *private)
    return "\n\n".join(part for part in parts if part)


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
