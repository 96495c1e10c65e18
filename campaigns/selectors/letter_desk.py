"""What waits at the desk for letters, and who would get what waits if it left now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from campaigns.letter_enums import FOR_STAFF, UNTIL_OVER, HeldBecause, LetterState
from campaigns.models import Letter, LetterAction, LetterAnswer
from campaigns.models.letter import LetterQuerySet
from campaigns.selectors import elections, recipients
from campaigns.selectors.recipients import Recipient
from people.selectors import records
from places import postcodes
from places.models import Constituency, GovernmentOffice, Representative

MOST_FOUND, MOST_ASKED = 50, 500
UNANSWERED = ("reply", "passed_on")
WAITING = Q(state__in=(LetterState.CONFIRMED, LetterState.QUEUED)) | Q(
    state=LetterState.HELD, held_because__in=UNTIL_OVER
)
QUEUES = {
    "held": ("Held for staff", Q(state=LetterState.HELD, held_because__in=FOR_STAFF)),
    "until_over": ("Wait for their recipient", Q(state=LetterState.HELD, held_because__in=UNTIL_OVER)),
    "bounced": ("Came back", Q(state=LetterState.BOUNCED)),
    "uncertain": ("Perhaps sent", Q(state=LetterState.UNCERTAIN)),
    "leaving": ("Leave next", Q(state__in=(LetterState.CONFIRMED, LetterState.QUEUED, LetterState.SENDING))),
}
CHOICES = [(key, label) for key, (label, _) in QUEUES.items()]
TO_DECIDE = ("held", "bounced", "uncertain")  # what goes on only if somebody says so


def counts() -> dict[str, int]:
    """How many wait in each queue, in one query."""
    asked: dict[str, Any] = {key: Count("pk", filter=rows) for key, (_, rows) in QUEUES.items()}
    return Letter.objects.aggregate(**asked)


def in_queue(rows: QuerySet[Letter], key: str) -> QuerySet[Letter]:
    return rows.filter(QUEUES[key][1]) if key in QUEUES else rows


def unseen_answers() -> QuerySet[LetterAnswer]:
    return LetterAnswer.objects.filter(seen_at=None, sort__in=UNANSWERED)


def find(words: str, action: LetterAction | None) -> list[Letter]:
    """The latest, at most MOST_FOUND and one more: by part of a name, or a whole postcode or email address."""
    found = Letter.objects.with_recipient().filter(by(words.strip())).exclude(name="")
    if action is not None:
        found = found.filter(action=action)
    return list(found.order_by("-pk")[: MOST_FOUND + 1])


def by(words: str) -> Q:
    if "@" in words:
        return Q(address__canonical=records.canonical(words) or "nobody")
    try:
        return Q(postcode=postcodes.parse(words))
    except postcodes.MalformedPostcode:
        return Q(name__icontains=words)


@dataclass(frozen=True)
class Target:
    """One recipient to whom letters wait, and what would happen to these now."""

    name: str
    key: int
    is_seat: bool
    waiting: int
    queued: int
    oldest: datetime
    sent_to: str  # who was to get the last that was queued; empty where none was
    now: Recipient | HeldBecause
    since: Any  # the day from which the present holder holds it, where that is known
    checked_at: datetime | None

    @property
    def held(self) -> str:
        """Why nothing leaves, in words."""
        return str(self.now.label) if isinstance(self.now, HeldBecause) else ""

    @property
    def recipient(self) -> Recipient | None:
        return None if isinstance(self.now, HeldBecause) else self.now

    @property
    def holder(self) -> str:
        return self.recipient.holder or self.recipient.label if self.recipient else ""

    @property
    def has_changed(self) -> bool:
        """Whether somebody else holds it than when the first that waits was written, or the last was queued."""
        if self.recipient is None:
            return False
        other = bool(self.sent_to) and self.sent_to not in (self.holder, self.recipient.label)
        return other or bool(self.since and self.since > timezone.localdate(self.oldest))


def waiting_by(column: str) -> dict[int, dict[str, Any]]:
    rows: LetterQuerySet = Letter.objects.filter(WAITING).exclude(**{column: None})
    found = (
        rows.order_by()
        .values(column)
        .annotate(
            waiting=Count("pk"),
            queued=Count("pk", filter=Q(state=LetterState.QUEUED)),
            oldest=Min("created_at"),
            sent_to=Max("sent_to", filter=Q(state=LetterState.QUEUED)),
        )
    )
    return {row[column]: row for row in found}


def targets() -> list[Target]:
    """Every recipient to whom something waits, the most letters first. Five queries, whatever their number."""
    found = [*offices_waited_for(), *seats_waited_for()]
    return sorted(found, key=lambda target: (-target.waiting, target.name))


def offices_waited_for() -> list[Target]:
    rows, found = waiting_by("office"), []
    for office in GovernmentOffice.objects.filter(pk__in=rows):
        now = recipients.of_office(office)
        found.append(target(str(office), office.pk, False, rows[office.pk], now, office.holder_since, office))
    return found


def seats_waited_for() -> list[Target]:
    rows, dissolved = waiting_by("seat"), elections.dissolved() is not None
    sitting = Representative.objects.current().filter(constituency__in=rows)
    members, found = {member.constituency_id: member for member in sitting}, []
    for seat in Constituency.objects.filter(pk__in=rows):
        member = members.get(seat.pk)
        now = of_seat(seat, member, dissolved=dissolved)
        since = member.started_on if member else None
        found.append(target(f"MP for {seat}", seat.pk, True, rows[seat.pk], now, since, member))
    return found


def of_seat(seat: Constituency, member: Representative | None, *, dissolved: bool) -> Recipient | HeldBecause:
    """As recipients.of_seat, without asking the database for each."""
    if dissolved:
        return HeldBecause.DISSOLVED
    if member is None or seat.valid_to is not None or seat.vacant_since is not None:
        return HeldBecause.VACANT
    return recipients.of_member(member, seat)


def target(
    name: str,
    key: int,
    is_seat: bool,
    row: dict[str, Any],
    now: Recipient | HeldBecause,
    since: Any,
    source: GovernmentOffice | Representative | None,
) -> Target:
    numbers = {column: row[column] for column in ("waiting", "queued", "oldest")}
    checked = source.checked_at if source else None
    return Target(name, key, is_seat, **numbers, sent_to=row["sent_to"] or "", now=now, since=since, checked_at=checked)


def offices_without_contact() -> list[tuple[GovernmentOffice, str]]:
    """Offices that an open action writes to and that nothing can be sent to now, with the reason in words."""
    asked = GovernmentOffice.objects.filter(letter_actions__in=LetterAction.objects.open()).distinct()
    found = [(office, recipients.of_office(office)) for office in asked.order_by("department", "post")[:MOST_ASKED]]
    return [(office, str(why.label)) for office, why in found if isinstance(why, HeldBecause)]
