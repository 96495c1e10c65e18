"""Taking in what comes back to a letter, and passing answers on to whoever wrote it, each once.

Offices and MPs write it, so it is no form in which somebody could report what they saw: it is kept as it came, sealed.
Nothing here ever answers a message that came in.
"""

import hashlib
import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from campaigns.letter_enums import AnswerSort, LetterState
from campaigns.models import Letter, LetterAnswer
from campaigns.services import letter_moves
from mail import inbound
from mail.enums import Sort
from mail.inbound import Incoming
from mail.models import Suppression
from mail.services import deliveries
from people import addresses
from people.services import people

PREFIX = "answer-"
KIND = "letter_answer"
MOST = 200  # answers that are kept of one letter: more is a machine that has gone wrong
MOST_A_DAY = 10  # that its writer is sent of one letter
A_DAY = timedelta(days=1)
AT_ONCE, MOST_A_RUN = 100, 5_000
TO_PASS_ON = (AnswerSort.REPLY, AnswerSort.AUTO_REPLY)
LONGEST_SUBJECT, LONGEST_TEXT = 200, 20_000
# The part before @ of addresses that nobody reads.
MACHINES = frozenset({"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounces"})
logger = logging.getLogger(__name__)


class TooManyAnswers(Exception):
    """So many are kept of this letter already that no more are."""


def register() -> None:
    inbound.register(PREFIX, take)


@transaction.atomic
def take(incoming: Incoming) -> bool:
    """Keep what came to the address of a letter, once, and do what follows; False where no letter has this address."""
    letter = lock(answer_token=incoming.token)
    if letter is None:
        return False
    sort, status = sort_of(incoming, letter)
    answer = keep(
        letter,
        key=incoming.key,
        sort=sort,
        status=status,
        domain=domain_of(incoming.sender),
        subject=incoming.subject[:LONGEST_SUBJECT],
        text=(incoming.new_text or incoming.text)[:LONGEST_TEXT],
        attachments=min(len(incoming.attachments), 999),
    )
    if answer is not None:
        follow(letter, answer)
    return True


def lock(**which: object) -> Letter | None:
    """A letter whose writer may be sent something: their address is locked before it, as everywhere."""
    people.lock_addresses(Letter.objects.filter(**which).values_list("address", flat=True))
    return Letter.objects.select_for_update(of=("self",)).select_related("address").filter(**which).first()


def sort_of(incoming: Incoming, letter: Letter) -> tuple[AnswerSort, str]:
    """Its sort, and the mail server's code. What the writer themselves sent there counts as passed on by them.

    A notice that a letter is late, or has arrived, is one more thing that a machine wrote.
    """
    if incoming.kind == Sort.BOUNCE:
        return AnswerSort.BOUNCE, incoming.status[:12]
    if incoming.kind == Sort.NOTICE:
        return AnswerSort.AUTO_REPLY, incoming.status[:12] or "notice"
    if incoming.kind == Sort.AUTO_REPLY:
        return AnswerSort.AUTO_REPLY, ""
    is_own = is_same(incoming.sender, letter.address.canonical)
    return (AnswerSort.PASSED_ON if is_own else AnswerSort.REPLY), ""


def is_same(sender: str, canonical: str) -> bool:
    try:
        return addresses.canonical(sender) == canonical
    except addresses.NotAnAddress:
        return False


def domain_of(sender: str) -> str:
    return sender.rpartition("@")[2].strip().lower()[:255]


def keep(letter: Letter, *, key: str, **fields: object) -> LetterAnswer | None:
    """Under the lock of its letter. None where it was kept before, or where so many are that it is not.

    Of a letter whose writer was erased only that there was an answer: what it says may speak of them.
    """
    theirs = LetterAnswer.objects.filter(letter=letter)
    if theirs.filter(key=key).exists():
        return None
    if theirs.count() >= MOST:
        logger.warning("Letter %s has %s answers: what came since is not kept.", letter.pk, MOST)
        return None
    if not letter.name:
        fields |= {"subject": "", "text": "", "domain": ""}
    return LetterAnswer.objects.create(letter=letter, key=key, **fields)


def follow(letter: Letter, answer: LetterAnswer) -> None:
    """What came back has been given up, whatever its code; of what is only late a notice tells."""
    if answer.sort == AnswerSort.BOUNCE:
        letter_moves.move([letter.pk], "bounce", note=f"A mail server sent it back. {answer.status}".strip())
    elif answer.sort == AnswerSort.REPLY:
        letter_moves.move([letter.pk], "answer")
    pass_on(letter, answer)


def pass_on(letter: Letter, answer: LetterAnswer) -> bool:
    """Send it to whoever wrote the letter, under its lock; False where they get none, or had enough for today."""
    is_notice = answer.sort == AnswerSort.AUTO_REPLY and answer.status
    if answer.sort not in TO_PASS_ON or is_notice or answer.passed_on_at or not may_be_written_to(letter):
        return False
    passed_on = LetterAnswer.objects.filter(letter=letter, passed_on_at__gt=timezone.now() - A_DAY)
    if passed_on.count() >= MOST_A_DAY:
        return False
    deliveries.queue(kind=KIND, address_id=letter.address_id, context={"letter": letter.pk, "answer": answer.pk})
    answer.passed_on_at = timezone.now()
    answer.save(update_fields=["passed_on_at"])
    return True


def may_be_written_to(letter: Letter) -> bool:
    """Neither an erased writer, nor a machine, nor an address for answers of our own, which would go on for ever."""
    local, _, domain = letter.address.canonical.rpartition("@")
    return bool(letter.name) and local not in MACHINES and domain != settings.LETTER_ANSWERS_DOMAIN.lower()


def to_pass_on() -> QuerySet[LetterAnswer]:
    """Replies that ran into the limit of a day which is over."""
    today = LetterAnswer.objects.filter(letter=OuterRef("letter"), passed_on_at__gt=timezone.now() - A_DAY)
    full = today.order_by().values("letter").annotate(number=Count("pk")).filter(number__gte=MOST_A_DAY)
    stopped = Suppression.objects.of_everything().filter(address_id=OuterRef("letter__address_id"))
    waiting = LetterAnswer.objects.filter(sort=AnswerSort.REPLY, passed_on_at=None, received_at__gt=two_weeks_ago())
    of_machines = Q()
    for local in MACHINES:
        of_machines |= Q(letter__address__canonical__startswith=f"{local}@")
    if settings.LETTER_ANSWERS_DOMAIN:
        of_machines |= Q(letter__address__canonical__endswith=f"@{settings.LETTER_ANSWERS_DOMAIN.lower()}")
    return waiting.exclude(letter__name="").exclude(of_machines).exclude(Exists(stopped)).exclude(Exists(full))


def two_weeks_ago() -> object:
    return timezone.now() - timedelta(days=14)


def pass_on_waiting() -> int:
    """Each once, however often this runs or is stopped; returns how many."""
    done = 0
    for pk, letter_id in to_pass_on().order_by("pk").values_list("pk", "letter_id")[:MOST_A_RUN]:
        done += pass_on_one(pk, letter_id)
    return done


@transaction.atomic
def pass_on_one(pk: int, letter_id: int) -> bool:
    letter = lock(pk=letter_id)
    answer = LetterAnswer.objects.filter(pk=pk, passed_on_at=None).first()
    return letter is not None and answer is not None and pass_on(letter, answer)


@transaction.atomic
def pass_in(letter: Letter, *, text: str) -> LetterAnswer | None:
    """Keep an answer that came to the writer's own inbox and that they pass on to us. None where we have it.

    Raises TooManyAnswers.
    """
    locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    key = hashlib.sha256(text.encode()).hexdigest()
    if LetterAnswer.objects.filter(letter=locked).count() >= MOST:
        raise TooManyAnswers
    answer = keep(locked, key=key, sort=AnswerSort.PASSED_ON, text=text[:LONGEST_TEXT])
    if answer is not None and locked.state != LetterState.ANSWERED:
        letter_moves.move([locked.pk], "answer")
    return answer


@transaction.atomic
def mark_seen(pks: list[int]) -> int:
    """Staff dealt with them."""
    return LetterAnswer.objects.filter(pk__in=pks, seen_at=None).update(seen_at=timezone.now())
