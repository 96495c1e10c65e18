"""Letters follow what becomes of their messages in the post room; those in one digest share theirs.

Each step asks once more under the lock on the letters, so that several may follow at once and be killed anywhere.
"""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from campaigns import letter_compose
from campaigns.letter_enums import IN_POST, Channel, HeldBecause, LetterState
from campaigns.letter_life import TIME_OUTS
from campaigns.models import Letter
from campaigns.models.letter import LetterQuerySet
from campaigns.selectors import elections, recipients
from campaigns.services import letter_moves, letter_turns
from mail.enums import IN_HAND, WAITING, State
from mail.models import Delivery
from mail.services import deliveries
from places.models import Representative

AT_ONCE = 200
LATE = timedelta(days=30)  # after so long nothing comes back any more
TAKEN = (State.ACCEPTED, State.DELIVERED, State.COMPLAINED)
AWAY = (LetterState.SENT, LetterState.IN_DIGEST)
BACK_FROM = (State.BOUNCED, State.REJECTED)
Find = Callable[[], LetterQuerySet]


def letters(*states: LetterState, **of_delivery: Any) -> LetterQuerySet:
    conditions = {f"delivery__{name}": value for name, value in of_delivery.items()}
    return Letter.objects.filter(state__in=states, **conditions)


def taken_up() -> LetterQuerySet:
    return letters(LetterState.QUEUED, state__in=IN_HAND)


def put_off() -> LetterQuerySet:
    return letters(LetterState.SENDING, state__in=WAITING)


def sent() -> LetterQuerySet:
    return letters(*IN_POST, state__in=TAKEN)


def came_back() -> LetterQuerySet:
    return letters(*IN_POST, *AWAY, state__in=BACK_FROM)


def in_doubt() -> LetterQuerySet:
    """With those whose message was forgotten: nobody can tell whether it left."""
    forgotten = Letter.objects.in_post().filter(delivery=None, channel=Channel.EMAIL)
    return letters(*IN_POST, state=State.UNCERTAIN) | forgotten


def stopped() -> LetterQuerySet:
    return letters(*IN_POST, state=State.CANCELLED)


def arrived() -> LetterQuerySet:
    """As their recipient's mail server says, or since nothing came back for so long."""
    long_ago = timezone.now() - TIME_OUTS[LetterState.SENT].after
    known = letters(*AWAY, state=State.DELIVERED)
    silent = Letter.objects.filter(state__in=AWAY, sent_at__lte=long_ago)
    return known | silent.exclude(delivery__state__in=BACK_FROM)


def settled() -> LetterQuerySet:
    """Of those in doubt, the ones that staff or the mail provider say something of."""
    return letters(LetterState.UNCERTAIN, state__in=(*TAKEN, *BACK_FROM))


def late_bounces() -> LetterQuerySet:
    since = timezone.now() - LATE
    return letters(LetterState.DELIVERED, state=State.BOUNCED).filter(sent_at__gte=since)


def follow() -> int:
    """Returns how many letters were moved."""
    steps: tuple[tuple[Find, Callable[[list[int]], int]], ...] = (
        (taken_up, mover("carry")),
        (put_off, mover("put_off")),
        (sent, note_sent),
        (came_back, note_bounced),
        (in_doubt, mover("doubt")),
        (stopped, take_back),
        (arrived, mover("deliver")),
    )
    return sum(each_of(find, act) for find, act in steps)


def follow_late() -> int:
    """What happens seldom, and is looked for seldom, since it is looked for among all letters."""
    return each_of(settled, note_settled) + each_of(late_bounces, note_bounced)


def wait() -> list[QuerySet[Letter]]:
    """What `follow` has to do, for a job that asks in one query."""
    return [taken_up(), put_off(), sent(), came_back(), in_doubt(), stopped(), arrived()]


def each_of(find: Find, act: Callable[[list[int]], int]) -> int:
    done, after = 0, 0
    while keys := list(find().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        after = keys[-1]
        done += under_lock(find, act, keys)
    return done


@transaction.atomic
def under_lock(find: Find, act: Callable[[list[int]], int], keys: Collection[int]) -> int:
    list(Letter.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    return act(list(find().filter(pk__in=keys).values_list("pk", flat=True)))


def mover(name: str) -> Callable[[list[int]], int]:
    return lambda keys: len(letter_moves.move(keys, name))


def note_sent(keys: list[int]) -> int:
    """Each as of the moment at which the mail server took it; those of a digest are told so."""
    moment = Subquery(Delivery.objects.filter(pk=OuterRef("delivery_id")).values("finished_at")[:1])
    in_digest = set(Letter.objects.filter(pk__in=keys, in_digest=True).values_list("pk", flat=True))
    moved = 0
    for name, group in (("send", set(keys) - in_digest), ("send_in_digest", in_digest)):
        if group:
            moved += len(letter_moves.move(group, name, sent_at=Coalesce(moment, Now())))
    return moved


def note_bounced(keys: list[int]) -> int:
    """With the server's words, which staff read."""
    rows = Letter.objects.filter(pk__in=keys).values_list("pk", "delivery__error")
    return sum(len(letter_moves.move([pk], "bounce", note=error or "")) for pk, error in rows)


def note_settled(keys: list[int]) -> int:
    back = set(Letter.objects.filter(pk__in=keys, delivery__state__in=BACK_FROM).values_list("pk", flat=True))
    return note_sent(list(set(keys) - back)) + note_bounced(list(back))


def take_back(keys: list[int]) -> int:
    """What certainly never left takes another turn. What was stopped for no reason of ours is for staff to look at."""
    columns = ("pk", "delivery__error", "delivery__address")
    rows = list(Letter.objects.filter(pk__in=keys).values_list(*columns))
    moved = set(letter_moves.move(keys, "recall", delivery=None, channel="", in_digest=False))
    gone = set(letter_turns.stopped_addresses().filter(pk__in={each[2] for each in rows}).values_list("pk", flat=True))
    for pk, error, address in rows:
        if pk in moved and error not in letter_compose.OURS and address not in gone:
            letter_moves.move([pk], "hold", because=HeldBecause.STAFF, note=error)
    return len(moved)


def misdirected() -> LetterQuerySet:
    """Queued letters whose message looks as if it went to the wrong place, or to nobody; `call_back` looks closer."""
    as_written = F("delivery__address__typed")
    office = Q(office__is_vacant=True) | Q(office__valid_to__isnull=False) | ~Q(office__email__iexact=as_written)
    seat = Q(seat__isnull=False)
    if not elections.dissolved():
        member = Representative.objects.current().filter(constituency=OuterRef("seat"))
        same = Exists(member.filter(email__iexact=OuterRef("delivery__address__typed")))
        seat &= Q(seat__vacant_since__isnull=False) | Q(seat__valid_to__isnull=False) | ~Q(same)
    waiting = letters(LetterState.QUEUED, state__in=WAITING)
    return waiting.filter(Q(office__isnull=False) & office | seat)


def call_back() -> int:
    """Stop what waits in the post room for somebody who won't get it now; `follow` does the rest. Returns how many."""
    pairs = misdirected().order_by("office", "seat", "delivery__address")
    rows = pairs.values_list("office", "seat", "delivery__address").distinct()
    return sum(call_back_from(*row) for row in rows)


def call_back_from(office: int | None, seat: int | None, address: int) -> int:
    waiting = misdirected().filter(office=office, seat=seat, delivery__address=address)
    letter = waiting.select_related("office", "seat", "delivery__address").first()
    if letter is None or letter.delivery is None:
        return 0
    found = recipients.of(letter)
    if isinstance(found, HeldBecause):
        reason = letter_compose.WAITS
    elif not letter_compose.is_same(found.email, letter.delivery.address.canonical):
        reason = letter_compose.MOVED
    else:
        return 0
    messages = waiting.order_by().values_list("delivery", flat=True).distinct()[: letter_moves.AT_ONCE]
    return len(deliveries.cancel_waiting(list(messages), reason=reason))
