"""Asking writers what came of their letters: two weeks after one left, and once more after three.

Whoever has an answer that we read is asked once only, whether it answers what they wrote.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from campaigns import letter_life, letter_links
from campaigns.letter_enums import LEFT, LetterState, Outcome
from campaigns.models import Letter, Questionnaire
from campaigns.models.letter import LetterQuerySet
from campaigns.services import letter_moves
from mail.models import Suppression
from mail.services import deliveries
from people.services import people

KIND = "letter_questionnaire"
USE = "how was it"
WITHIN = timedelta(days=42)  # after it left: later nobody remembers
AT_ONCE, MOST_A_RUN = 200, 20_000
GOT_ONE = (Outcome.YES, Outcome.UNSATISFACTORY)


class NotLeft(Exception):
    """Nothing can have come of a letter that has not left."""


def path_of(letter: Letter) -> str:
    """The page with its questions alone: it shows no text and confirms nothing."""
    return reverse("letter_how_was_it", args=[letter_links.token_of(letter.pk, use=USE)])


def of_token(token: str) -> Letter | None:
    """None for an address that we never made, and where the writer's name is gone."""
    if (key := letter_links.key_of(token, use=USE)) is None:
        return None
    related = ("action", "office", "seat", "address", "questionnaire")
    known = Letter.objects.select_related(*related).exclude(name="")
    return known.filter(pk=key).first()


def due() -> LetterQuerySet:
    """Those whose writers are to be asked now."""
    now = timezone.now()
    first, second = (now - after for after in letter_life.QUESTIONNAIRES)
    between = letter_life.QUESTIONNAIRES[1] - letter_life.QUESTIONNAIRES[0]
    never = Q(questionnaire=None) | Q(questionnaire__asked=0, questionnaire__outcome="")
    again = Q(questionnaire__asked=1, questionnaire__outcome="", questionnaire__asked_at__lte=now - between)
    silent = ~Q(state=LetterState.ANSWERED)
    stopped = Suppression.objects.of_everything().filter(address_id=OuterRef("address_id"))
    left = Letter.objects.filter(state__in=LEFT, sent_at__lte=first, sent_at__gt=now - WITHIN, person__erased_at=None)
    wanted = left.filter(never | (again & silent & Q(sent_at__lte=second)))
    return wanted.exclude(name="").exclude(Exists(stopped))


def ask() -> int:
    """Queue the questions that are due, each exactly once however often this runs or is stopped.

    What somebody wrote in one go is asked in one message. Returns of how many letters it asked.
    """
    asked = 0
    while asked < MOST_A_RUN:
        rows = due().order_by("address_id", "token", "pk").values_list("pk", "address_id")[:AT_ONCE]
        pairs = list(rows)
        if not pairs:
            break
        asked += ask_some(pks=[pk for pk, _ in pairs], address_ids={address for _, address in pairs})
    return asked


@transaction.atomic
def ask_some(*, pks: list[int], address_ids: set[int]) -> int:
    """Under the locks on their addresses, and asked again under these: of two that run at once one asks."""
    people.lock_addresses(address_ids)
    letters = list(due().filter(pk__in=pks).order_by("pk"))
    Questionnaire.objects.bulk_create((Questionnaire(letter=each) for each in letters), ignore_conflicts=True)
    rows = Questionnaire.objects.filter(letter__in=letters)
    rows.update(asked=F("asked") + 1, asked_at=timezone.now())
    together: dict[tuple[int, str], list[Letter]] = defaultdict(list)
    for letter in letters:
        together[letter.address_id, letter.token].append(letter)
    for (address_id, token), theirs in together.items():
        deliveries.queue(kind=KIND, address_id=address_id, context=context_of(token, theirs))
    return len(letters)


def context_of(token: str, letters: Sequence[Letter]) -> dict[str, object]:
    """Their keys alone: what they say is read when the message leaves."""
    return {"token": token, "letters": [letter.pk for letter in letters]}


@transaction.atomic
def answer(letter: Letter, outcome: Outcome) -> None:
    """Keep what its writer says came of it, in place of what they said before. Raises NotLeft."""
    locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not has_left(locked):
        raise NotLeft
    now = timezone.now()
    Questionnaire.objects.update_or_create(letter=locked, defaults={"outcome": outcome, "answered_at": now})
    if outcome in GOT_ONE and locked.state != LetterState.ANSWERED:
        letter_moves.move([locked.pk], "answer")


def has_left(letter: Letter) -> bool:
    """Or perhaps has, or came back: whoever got an answer knows better than we."""
    return letter.state in LEFT | {LetterState.BOUNCED, LetterState.UNCERTAIN}
