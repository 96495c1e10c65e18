"""Two years of what the groups of the demonstration did, and what they plan: events, who comes, activities."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from config.demo import groups_bookings, groups_charity, groups_happenings, groups_titles
from config.demo.dice import between, happens, one_of
from config.demo.groups_bookings import SETTLED, UNSAID
from config.demo.groups_fates import LEEDS, at, days_ago
from config.demo.groups_happenings import Happening
from config.demo.groups_words import ROOMS
from groups.enums import ActivityKind, EventKind, EventState, GroupKind
from groups.models import Activity, CommunityGroup, Event, Membership

WITH_PAGE = frozenset(EventKind.values)
ONLINE = frozenset({ActivityKind.MEETING, ActivityKind.TALK, ActivityKind.TRAINING})  # some of these


def make(groups: Sequence[CommunityGroup]) -> None:
    made, noted = [], []
    for group in groups:
        for happening in groups_happenings.of(group):
            event = event_of(group, happening)
            made += [event] if event else []
            noted += [(group, happening, event)] if is_noted(group, happening) else []
    made += groups_charity.events() + [event for group in groups if group.town == LEEDS for event in of_leeds(group)]
    Event.objects.bulk_create(unlike(made), batch_size=400)
    leaders = dict(Membership.objects.leading().order_by("-pk").values_list("group_id", "person_id"))
    Activity.objects.bulk_create(
        [activity(group, happening, event, leaders.get(group.pk)) for group, happening, event in noted], batch_size=400
    )
    groups_bookings.make(groups)


def is_noted(group: CommunityGroup, happening: Happening) -> bool:
    is_late = group.town == LEEDS and happening.on > days_ago(UNSAID)
    return happening.on < timezone.localdate() and not is_late


def unlike(events: Sequence[Event]) -> list[Event]:
    """One with each address."""
    return list({event.slug: event for event in events}.values())


def event_of(group: CommunityGroup, happening: Happening) -> Event | None:
    """Those that have a page: all that are planned, and most that were."""
    is_past = happening.on < timezone.localdate()
    if happening.kind not in WITH_PAGE or (is_past and happens(45, group.slug, happening.on, "no page")):
        return None
    title = title_of(group, happening)
    kind = GroupKind(group.kind)
    begins, ends = groups_titles.hours(kind, happening.kind)
    is_online = happening.kind in ONLINE and happens(12, group.slug, happening.on, "online")
    event = Event(
        group=group,
        kind=happening.kind,
        title=title,
        slug=slug_of(title, group, happening.on),
        description=one_of(groups_titles.WORDS[happening.kind], group.slug, happening.on),
        starts_at=at(happening.on, begins, one_of((0, 0, 30), group.slug)),
        ends_at=at(happening.on, ends, 30),
        capacity=one_of((None, None, 25, 40), group.slug, happening.on),
        takes_bookings=happening.kind != ActivityKind.STALL,
        state=EventState.PUBLISHED,
        was_published=True,
        created_at=at(happening.on - groups_happenings.NOTICE),
        changed_at=at(happening.on - groups_happenings.NOTICE),
        **({"online": f"https://meet.example.org/{group.slug}"} if is_online else where(group)),
    )
    if happening.on < days_ago(SETTLED) and event.takes_bookings:
        count(event, group)
    return cancelled(event, group)


def where(group: CommunityGroup) -> dict[str, object]:
    room = f"{one_of(ROOMS, group.slug)}, {group.town}"
    return {"place": room, "latitude": group.latitude, "longitude": group.longitude}


def count(event: Event, group: CommunityGroup) -> None:
    """Who had a place is forgotten by now; how many is not."""
    event.past_seats = between(5, 24, group.slug, event.slug)
    event.past_visits = event.past_seats * between(60, 100, group.slug, event.slug) // 100


def cancelled(event: Event, group: CommunityGroup) -> Event:
    if happens(3, event.slug, "cancelled") and group.town != LEEDS:
        event.state, event.was_published, event.sequence = EventState.CANCELLED, True, 1
        event.cancelled_because = one_of(groups_titles.CANCELLED, group.slug)
        event.past_seats = event.past_visits = 0
    return event


def title_of(group: CommunityGroup, happening: Happening) -> str:
    return one_of(groups_titles.titles(GroupKind(group.kind), happening.kind), group.slug, happening.on)


def slug_of(title: str, group: CommunityGroup, on: date) -> str:
    return f"{slugify(title)}-{group.slug}-{on}"


def activity(group: CommunityGroup, happening: Happening, event: Event | None, by: int | None) -> Activity:
    kind, on = happening.kind, happening.on
    is_held = event is not None and event.state == EventState.PUBLISHED
    reached = between(*groups_titles.REACHED[kind], group.slug, on)
    return Activity(
        group=group,
        event=event if is_held else None,
        kind=kind,
        on=on,
        title=event.title if event and is_held else title_of(group, happening),
        description=one_of(groups_titles.NOTED[kind], group.slug, on),
        people_reached=max(event.past_visits, reached // 2) if event else reached,
        materials=one_of(groups_titles.HANDED_OUT.get(kind, ("",)), group.slug, on),
        by_id=by,
        at=at(on, 21),
    )


def of_leeds(group: CommunityGroup) -> Iterator[Event]:
    """What its leader finds: one that is full, one that was, one to be published, one that is off."""
    for title, kind, days, state, capacity in (
        ("Training: the signs and what to do", EventKind.TRAINING, 16, EventState.PUBLISHED, 12),
        ("Open evening for new people", EventKind.MEETING, -3, EventState.PUBLISHED, 30),
        ("Film and discussion", EventKind.TALK, 37, EventState.DRAFT, 40),
        ("Stall at the market", EventKind.STALL, 9, EventState.CANCELLED, None),
        ("Monthly meeting", EventKind.MEETING, 23, EventState.PUBLISHED, None),
    ):
        on = days_ago(-days)
        begins, ends = groups_titles.HOURS[ActivityKind(kind)]
        yield Event(
            group=group,
            kind=kind,
            title=title,
            slug=slug_of(title, group, on),
            description=groups_titles.WORDS[ActivityKind(kind)][0],
            starts_at=at(on, begins),
            ends_at=at(on, ends, 30),
            capacity=capacity,
            state=state,
            was_published=state != EventState.DRAFT,
            sequence=int(state == EventState.CANCELLED),
            cancelled_because=groups_titles.CANCELLED[0] if state == EventState.CANCELLED else "",
            created_at=at(days_ago(20)),
            changed_at=at(days_ago(20)),
            **where(group),
        )
