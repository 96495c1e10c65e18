"""Telling writers what became of their letters, read from the steps, so that each is told of each of them once.

Where several things happened to a letter since, the last is told. What was written in one go is told of in one message,
which says nothing in itself: it is filled when it leaves.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from campaigns.letter_enums import FOR_STAFF, Channel
from campaigns.models import Letter, LetterStep
from campaigns.selectors import letter_sheets
from mail.composed import Composed, NotNow
from mail.models import Delivery
from mail.services import deliveries
from people.services import people

KIND = "letter_news"
AT_ONCE, MOST_A_RUN = 100, 20_000
CASES = {
    "send": "sent",
    "send_in_digest": "in_digest",
    "bounce": "bounced",
    "doubt": "in_doubt",
    "refuse": "refused",
    "expire": "expired",
}
HAVE_LEFT = frozenset({"sent", "posted", "in_digest"})
GIVE_BACK = frozenset({"bounced", "refused", "expired"})  # with what they wrote, so that it is not lost to them


def untold() -> QuerySet[LetterStep]:
    return LetterStep.objects.filter(to_tell=True, told_at=None)


def tell() -> int:
    """Queue what writers have yet to be told; returns how many messages. Safe to repeat, and at once by many."""
    done, after = 0, 0
    while done < MOST_A_RUN:
        letters = untold().filter(letter__gt=after).order_by("letter").values_list("letter", flat=True).distinct()
        keys = list(letters[:AT_ONCE])
        if not keys:
            break
        after = keys[-1]
        done += tell_some(keys)
    return done


@transaction.atomic
def tell_some(keys: Collection[int]) -> int:
    """Addresses are locked before letters, and the steps are asked for again under both."""
    people.lock_addresses(Letter.objects.filter(pk__in=keys).values_list("address", flat=True))
    list(Letter.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    steps = list(untold().filter(letter__in=keys).select_related("letter__person").order_by("at", "pk"))
    last = {step.letter_id: step for step in steps}
    messages: dict[tuple[int, str], list[LetterStep]] = defaultdict(list)
    for step in last.values():
        if step.letter.person.erased_at is None and step.letter.name:
            messages[step.letter.address_id, step.letter.token].append(step)
    for (address_id, _), theirs in messages.items():
        context = {"steps": sorted(step.pk for step in theirs)}
        deliveries.queue(kind=KIND, address_id=address_id, context=context)
    LetterStep.objects.filter(pk__in=[step.pk for step in steps]).update(told_at=timezone.now())
    return len(messages)


def compose(delivery: Delivery) -> Composed:
    """Raises NotNow where the letters were forgotten since."""
    related = ("letter__action", "letter__office", "letter__seat")
    rows = LetterStep.objects.select_related(*related).filter(pk__in=delivery.context.get("steps", []))
    steps = [step for step in rows.order_by("letter") if step.letter.name]
    if not steps:
        raise NotNow("The letters it tells of were forgotten.")
    return Composed(context=words(steps))


def words(steps: list[LetterStep]) -> dict[str, Any]:
    told = [news_of(step) for step in steps]
    action = steps[0].letter.action
    return {
        "name": steps[0].letter.name,
        "action": action.title,
        "action_path": action.get_absolute_url(),
        "own_path": reverse("your_data"),
        "letters": told,
        "have_left": any(each["case"] in HAVE_LEFT for each in told),
    }


def news_of(step: LetterStep) -> dict[str, str]:
    letter, case = step.letter, case_of(step)
    text = {"about": letter.subject, "text": letter.body} if case in GIVE_BACK else {}
    return {
        "case": case,
        "to": letter_sheets.named(letter),
        "sent_to": letter.sent_to or letter_sheets.named(letter),
        "day": date_format(localtime(letter.sent_at or step.at), "DATE_FORMAT"),
        **text,
    }


def case_of(step: LetterStep) -> str:
    """Which of the sentences of the message says it."""
    if step.move == "hold":
        return "read_first" if step.because in FOR_STAFF else step.because
    if step.move == "send" and step.letter.channel == Channel.POST:
        return "posted"
    return CASES[step.move]
