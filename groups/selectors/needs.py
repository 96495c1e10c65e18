"""What waits for those who lead a group, the most urgent first."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.enums import Criterion, Health, Standing
from groups.health import Finding, Verdict
from groups.models import CommunityGroup, Event, GroupMessage
from groups.selectors import activities, members
from groups.selectors.activities import Unsaid

UK = timezone.get_default_timezone()
SOON = timedelta(days=60)  # before a criterion fails by time alone
MOST_MESSAGES = 3
FIRST = {Criterion.AGREEMENT, Criterion.RENEWAL}  # those that a press of a button answers


class Need(NamedTuple):
    text: str
    address: str
    label: str
    is_urgent: bool = False


def of(group: CommunityGroup, verdict: Verdict, *, letters: Sequence[GroupMessage], on: date) -> list[Need]:
    falling = sorted(verdict.failing, key=lambda found: found.warned_on or on)
    return [
        *(failing(group, found, verdict) for found in falling),
        *soon(group, verdict, on, FIRST),
        *requests(group),
        *unread(group, letters),
        *(need for each in activities.unsaid(group) for need in of_event(group, each)),
        *soon(group, verdict, on, set(Criterion) - FIRST),
    ]


def failing(group: CommunityGroup, found: Finding, verdict: Verdict) -> Need:
    words = _("{criterion}: not in order. If it stays so, your group becomes dormant on {day}.")
    if verdict.health == Health.DORMANT:
        words = _("{criterion}: not in order. Your group is dormant until it is mended.")
    return need_of(group, found, words, verdict.dormant_on, is_urgent=True)


def soon(group: CommunityGroup, verdict: Verdict, on: date, criteria: set[Criterion]) -> Iterator[Need]:
    """What is in order and will not be before long, if nobody does anything."""
    words = {
        Criterion.AGREEMENT: _("There is a new version of the agreement. Please read it and agree by {day}."),
        Criterion.RENEWAL: _("Does your group go on? Please answer by {day}."),
    }
    for found in verdict.findings:
        if found.criterion not in criteria or found.standing != Standing.PASSES or found.last_day is None:
            continue
        if found.last_day - on <= SOON:
            text = words.get(found.criterion, _("{criterion}: in order until {day} if nothing happens."))
            yield need_of(group, found, text, found.last_day)


def need_of(group: CommunityGroup, found: Finding, words: str, day: date | None, *, is_urgent: bool = False) -> Need:
    text = words.format(criterion=found.criterion.label, day=date_format(day, "DATE_FORMAT") if day else "")
    address = reverse(found.mending.address, args=[group.slug])
    return Need(text, address, found.mending.label, is_urgent)


def requests(group: CommunityGroup) -> Iterator[Need]:
    number = members.requests(group).count()
    if number:
        text = ngettext("{number} person asks to join", "{number} people ask to join", number)
        yield Need(text.format(number=number), reverse("group_people", args=[group.slug]), _("Take them in, or don't"))


def unread(group: CommunityGroup, letters: Sequence[GroupMessage]) -> Iterator[Need]:
    for message in letters[:MOST_MESSAGES]:
        address = reverse("group_message", args=[group.slug, message.pk])
        yield Need(_('The charity writes: "{subject}"').format(subject=message.subject), address, _("Read it"))


def of_event(group: CommunityGroup, unsaid: Unsaid) -> Iterator[Need]:
    event = unsaid.event
    words = {"title": event.title, "day": date_format(timezone.localdate(event.starts_at, UK), "DATE_FORMAT")}
    if unsaid.how_it_went:
        text = _('You held "{title}" on {day}. Tell us how it went.').format(**words)
        yield Need(text, to_tell_of(group, event), _("Write it down"))
    if unsaid.who_came:
        text = _('Who came to "{title}" on {day}?').format(**words)
        yield Need(text, reverse("group_event_planned", args=[group.slug, event.pk]), _("Note who came"))


def to_tell_of(group: CommunityGroup, event: Event) -> str:
    return f"{reverse('group_activity_new', args=[group.slug])}?event={event.pk}"
