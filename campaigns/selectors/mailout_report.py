"""How a mail-out fares, in sums: what left, came back, was clicked and stopped. Nothing here names anybody."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.formats import date_format

from campaigns.mailout_enums import AfterMailout, MailoutState
from campaigns.models import Mailout, MailoutClicks
from mail.enums import IN_HAND, LEFT, WAITING, State
from mail.models import Delivery
from people.enums import Ended

BY_MESSAGE = (Ended.LINK, Ended.ONE_CLICK, Ended.PROVIDER)
LISTED, COMPARED, DAYS, MOST_LINKS = 20, 5, 30, 60
# Shorter than in the post room, so that they stand beside a bar.
NAMES = {
    State.QUEUED: "Waits",
    State.CLAIMED: "In hand",
    State.SENDING: "Being sent",
    State.RETRY: "To try again",
    State.ACCEPTED: "Accepted",
    State.DELIVERED: "Delivered",
    State.BOUNCED: "Came back",
    State.COMPLAINED: "Spam",
    State.REJECTED: "Refused",
    State.UNCERTAIN: "Perhaps sent",
    State.CANCELLED: "Not sent",
}
WHICH = {"a": "First subject", "b": "Second subject"}


class Progress(NamedTuple):
    """Of all messages of a mail-out: how many are where."""

    number: int
    states: dict[str, int]

    def sum_of(self, states: frozenset[State] | set[State]) -> int:
        return sum(self.states.get(state, 0) for state in states)

    @property
    def left(self) -> int:
        return self.sum_of(LEFT)

    @property
    def to_go(self) -> int:
        return self.sum_of(WAITING | IN_HAND)

    @property
    def done(self) -> int:
        """Settled: left for certain, refused, or not sent."""
        return self.left + self.refused + self.stopped

    @property
    def came_back(self) -> int:
        return self.states.get(State.BOUNCED, 0)

    @property
    def complained(self) -> int:
        return self.states.get(State.COMPLAINED, 0)

    @property
    def refused(self) -> int:
        return self.states.get(State.REJECTED, 0)

    @property
    def stopped(self) -> int:
        return self.states.get(State.CANCELLED, 0)

    @property
    def uncertain(self) -> int:
        return self.states.get(State.UNCERTAIN, 0)

    @property
    def per_cent(self) -> int:
        """Whole: 100 only where every one is settled."""
        return 100 * self.done // self.number if self.number else 0

    def share(self, number: int) -> str:
        """Of those that left, in per cent."""
        return share(number, self.left)

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(name, self.states[state]) for state, name in NAMES.items() if self.states.get(state)]


class OfLink(NamedTuple):
    label: str
    url: str
    first: int
    second: int

    @property
    def clicks(self) -> int:
        return self.first + self.second


class OfDomain(NamedTuple):
    domain: str
    number: int


class OfSubject(NamedTuple):
    variant: str
    subject: str
    left: int
    clicks: int

    @property
    def rate(self) -> str:
        return per_hundred(self.clicks, self.left)


class Fared(NamedTuple):
    """A mail-out in one line, to compare it with others."""

    mailout: Mailout
    progress: Progress
    clicks: int
    unsubscribed: int

    @property
    def cells(self) -> list[str]:
        progress = self.progress
        return [
            f"{progress.left:,}",
            per_hundred(self.clicks, progress.left),
            progress.share(progress.came_back),
            progress.share(self.unsubscribed),
            progress.share(progress.complained),
        ]


def share(number: int, of: int) -> str:
    if not of:
        return "none"
    return f"{100 * number / of:.2f} %" if 0 < number < of / 100 else f"{100 * number / of:.1f} %"


def per_hundred(clicks: int, left: int) -> str:
    """Clicks for each hundred messages: no share of people, since one may click twice."""
    return f"{100 * clicks / left:.1f}" if left else "none"


def progress(mailout: Mailout) -> Progress:
    """One question, whatever the number."""
    if mailout.mailing_id is None:
        return Progress(mailout.number or 0, {})
    found = messages(mailout).order_by().values_list("state").annotate(number=Count("pk"))
    states: dict[str, int] = dict(found)
    return Progress(max(sum(states.values()), mailout.number or 0), states)


def messages(mailout: Mailout) -> QuerySet[Delivery]:
    return Delivery.objects.filter(mailing=mailout.mailing_id) if mailout.mailing_id else Delivery.objects.none()


def bounces(mailout: Mailout) -> list[OfDomain]:
    back = messages(mailout).filter(state__in=(State.BOUNCED, State.REJECTED)).order_by().values_list("domain")
    return [OfDomain(*row) for row in back.annotate(number=Count("pk")).order_by("-number", "domain")[:LISTED]]


def clicks_of(mailout: Mailout) -> QuerySet[MailoutClicks]:
    return MailoutClicks.objects.filter(link__mailout=mailout).order_by()


def clicks(mailout: Mailout) -> list[OfLink]:
    """By link and subject, the most followed first; also what nobody followed."""
    second = Q(clicks__variant="b")
    links = mailout.links.annotate(
        first=Sum("clicks__number", filter=~second, default=0), second=Sum("clicks__number", filter=second, default=0)
    )
    found = [OfLink(link.label or link.url, link.url, link.first, link.second) for link in links[:MOST_LINKS]]
    return sorted(found, key=lambda link: (-link.clicks, link.label))


def subjects(mailout: Mailout) -> list[OfSubject]:
    """Both that were compared, each with what the others got of it; none where there was one alone."""
    if not mailout.second_subject or mailout.mailing is None:
        return []
    sums = {f"left_{each}": Count("pk", filter=Q(context__variant=each)) for each in WHICH}
    left = messages(mailout).filter(state__in=LEFT).aggregate(every=Count("pk"), **sums)
    numbers = {each: left[f"left_{each}"] for each in WHICH}
    numbers[mailout.mailing.chosen] += left["every"] - sum(numbers.values())
    clicked = dict(clicks_of(mailout).values_list("variant").annotate(number=Sum("number")))
    words = {"a": mailout.subject, "b": mailout.second_subject}
    return [OfSubject(each, words[each], numbers[each], clicked.get(each, 0)) for each in WHICH]


def chart_of_clicks(mailout: Mailout) -> dict[str, Any] | None:
    """By day, as pages.charts reads it; None before anybody followed a link."""
    found: dict[date, int] = dict(clicks_of(mailout).values_list("day").annotate(sum=Sum("number")))
    if not found:
        return None
    first = min(found)
    last = min(max(*found, first + timedelta(days=1)), first + timedelta(days=DAYS - 1))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {"data": [["Day", "Clicks"], *([date_format(day, "j M"), str(found.get(day, 0))] for day in days)]}


def chart_of_states(found: Progress) -> dict[str, Any] | None:
    rows = [[label, str(number)] for label, number in found.rows]
    return {"data": [["State", "Messages"], *rows]} if len(rows) > 1 else None


def unsubscribed(mailout: Mailout) -> int:
    """Whose consent, by which they got it, ended by a link or button of a message, and got no other in between."""
    after = messages(mailout).filter(state__in=LEFT, basis__withdrawn_at__gt=F("finished_at"))
    newer = Delivery.objects.filter(
        basis=OuterRef("basis"),
        state__in=LEFT,
        finished_at__gt=OuterRef("finished_at"),
        finished_at__lt=OuterRef("basis__withdrawn_at"),
    )
    ended = after.filter(basis__withdrawn_how__in=BY_MESSAGE).exclude(state=State.COMPLAINED)
    return ended.exclude(Exists(newer)).count()


def fared(mailout: Mailout) -> Fared:
    return Fared(mailout, progress(mailout), sum_of_clicks(mailout), unsubscribed(mailout))


def sum_of_clicks(mailout: Mailout) -> int:
    return int(clicks_of(mailout).aggregate(sum=Sum("number", default=0))["sum"])


def earlier(mailout: Mailout) -> list[Fared]:
    """The last that went out before it, for the same purpose."""
    before = Mailout.objects.filter(state=MailoutState.FINISHED, purpose=mailout.purpose).exclude(pk=mailout.pk)
    if mailout.started_at is not None:
        before = before.filter(started_at__lt=mailout.started_at)
    return [fared(each) for each in before.order_by("-started_at")[:COMPARED]]


def by_state(mailouts: QuerySet[Mailout]) -> dict[str, int]:
    return dict(mailouts.values_list("state").annotate(number=Count("pk")))


def overview() -> QuerySet[Mailout]:
    """All of them with what the list says of each."""
    return Mailout.objects.select_related("campaign").defer("body", "conditions", "sentence")


def actions(mailout: Mailout) -> list[tuple[str, int]]:
    """What people did once they came by its links, as often as they sent the form; not all of it is confirmed."""
    sums = mailout.actions.order_by().values_list("kind").annotate(sum=Sum("number"))
    found: dict[str, int] = dict(sums)
    return [(str(label), found[kind]) for kind, label in AfterMailout.choices if found.get(kind)]


def rows(mailout: Mailout) -> Iterator[list[str]]:
    """All sums as a table to take away. Nobody's name or address is in it."""
    found = progress(mailout)
    yield ["What", "Of what", "Subject", "Number"]
    yield ["Addresses", "", "", str(found.number)]
    yield from (["State", label, "", str(number)] for label, number in found.rows)
    yield ["Unsubscribed", "", "", str(unsubscribed(mailout))]
    yield from (["Came back or refused", row.domain, "", str(row.number)] for row in bounces(mailout))
    for link in clicks(mailout):
        yield ["Clicks", link.url, WHICH["a"], str(link.first)]
        if mailout.second_subject:
            yield ["Clicks", link.url, WHICH["b"], str(link.second)]
    yield from (["Done afterwards", label, "", str(number)] for label, number in actions(mailout))
