"""Asking writers to confirm their letters: at once, twice more, and when they ask for the message again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from campaigns import letter_life
from campaigns.letter_enums import ENDED, LetterState
from campaigns.models import Letter, LetterAction, LetterDraft
from campaigns.models.letter import LetterQuerySet
from campaigns.services import letter_moves
from mail.models import Delivery, Suppression
from mail.services import deliveries
from people import addresses
from people.services import people

CONFIRM, BEFORE = "confirm_letter", "letter_before"
MOST_TO_AN_ADDRESS = 10  # a day: whoever types somebody else's address can't fill their inbox
AT_ONCE, MOST_A_RUN = 200, 20_000
TO_WAIT = (letter_life.REMIND_AFTER, 2 * letter_life.REMIND_AFTER)  # since the first message, and since the second


def ask(letters: Sequence[Letter], *, before: Sequence[Letter] = ()) -> Delivery | None:
    """Queue the message that asks to confirm letters of one token. None where enough went out.

    Call it with their address locked.
    """
    first = letters[0]
    few = Letter.objects.filter(pk__in=[each.pk for each in letters], asked__lt=letter_life.MOST_ASKED)
    if had_enough(first.address_id) or not few.update(asked=F("asked") + 1, asked_at=timezone.now()):
        return None
    context = {**context_of(letters), "before": [each.to_whom for each in before]}
    return deliveries.queue(kind=CONFIRM, address_id=first.address_id, context=context)


def say_before(letters: Sequence[Letter]) -> Delivery | None:
    """Tell its owner, and nobody else, that this person has written to these on this action."""
    if not letters or had_enough(letters[0].address_id):
        return None
    context = {**context_of(letters), "confirm_path": ""}
    return deliveries.queue(kind=BEFORE, address_id=letters[0].address_id, context=context)


def context_of(letters: Sequence[Letter]) -> dict[str, object]:
    first = letters[0]
    return {
        "name": first.name,
        "action": first.action.title,
        "action_path": first.action.get_absolute_url(),
        "recipients": [each.to_whom for each in letters],
        "confirm_path": first.get_confirm_path(),
    }


def had_enough(address_id: int) -> bool:
    since = timezone.now() - timedelta(days=1)
    sent = Delivery.objects.to_address(address_id).filter(created_at__gte=since, kind__in=(CONFIRM, BEFORE))
    return sent.count() >= MOST_TO_AN_ADDRESS


@transaction.atomic
def send_again(*, action: LetterAction, email: str) -> int:
    """The message again for whoever wrote with this address; how many went out, which nobody is told."""
    theirs = Letter.objects.filter(action=action, address__canonical=addresses.canonical(email))
    letters = list(theirs.exclude(state__in=ENDED).exclude(name="").select_related("action", "office", "seat"))
    people.lock_addresses({letter.address_id for letter in letters})
    waiting = [letter for letter in letters if letter.state == LetterState.TO_CONFIRM]
    if not waiting:
        return int(say_before(letters) is not None)
    return sum(ask(some) is not None for some in by_token(waiting))


def by_token(letters: Iterable[Letter]) -> list[list[Letter]]:
    found: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        found[letter.token].append(letter)
    return list(found.values())


def to_remind() -> LetterQuerySet:
    now = timezone.now()
    first = Q(asked=1, asked_at__lte=now - TO_WAIT[0])
    second = Q(asked=2, asked_at__lte=now - TO_WAIT[1])
    stopped = Suppression.objects.of_everything().filter(address_id=OuterRef("address_id"))
    waiting = Letter.objects.filter(
        first | second, state=LetterState.TO_CONFIRM, action__in=LetterAction.objects.open()
    )
    return waiting.exclude(name="").exclude(Exists(stopped))


def remind() -> int:
    """Queue the reminders that are due, each once however often this runs or is stopped; returns how many."""
    reminded, after = 0, ""
    while reminded < MOST_A_RUN:
        rows = to_remind().filter(token__gt=after).order_by("token").values_list("token", "address_id").distinct()
        slice_ = list(rows[:AT_ONCE])
        if not slice_:
            break
        after = slice_[-1][0]
        reminded += remind_some(tokens={token for token, _ in slice_}, address_ids={address for _, address in slice_})
    return reminded


@transaction.atomic
def remind_some(*, tokens: set[str], address_ids: set[int]) -> int:
    people.lock_addresses(address_ids)
    rows = to_remind().select_for_update(of=("self",)).filter(token__in=tokens).order_by("pk")
    letters = list(rows.select_related("action", "office", "seat"))
    return sum(ask(some) is not None for some in by_token(letters))


def overdue() -> LetterQuerySet:
    """Letters that stood too long in a state with a time-out after which they expire."""
    now, found = timezone.now(), Q()
    for state, time_out in letter_life.TIME_OUTS.items():
        if time_out.what == "expire":
            found |= Q(state=state, since__lte=now - time_out.after)
    return Letter.objects.filter(found)


def old_drafts() -> list[int]:
    limit = timezone.now() - letter_life.TIME_OUTS[LetterState.DRAFT].after
    return list(LetterDraft.objects.filter(touched_at__lte=limit).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def expire() -> int:
    """Expire what stood too long, and forget drafts that nobody touched; returns how many. Safe to repeat."""
    done = 0
    while done < MOST_A_RUN and (slice_ := list(overdue().order_by("pk").values_list("pk", flat=True)[:AT_ONCE])):
        done += len(letter_moves.move(slice_, "expire"))
    while drafts := old_drafts():
        done += LetterDraft.objects.filter(pk__in=drafts).delete()[0]
    return done
