"""What becomes of what letters say: taken back, forgotten, blanked. Those that left stay counted, of nobody."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from campaigns.letter_enums import ENDED, LEFT, LetterActionState, LetterState, Publication
from campaigns.models import Letter, LetterAction, LetterAnswer, LetterSketch, LetterStep, PrintFile
from campaigns.models.letter import LetterQuerySet
from campaigns.services import letter_moves
from mail.enums import IN_HAND, WAITING, State
from mail.models import Delivery
from pages import generation
from people.models import Address
from people.services import erasure, people

TO_WRITERS = (
    "confirm_letter",
    "letter_before",
    "letter_news",
    "letter_answer",
    "letter_answer_asked",
    "letter_questionnaire",
)
SETTLED = LEFT | ENDED | {LetterState.UNCERTAIN}  # what may lose its words: none of these leaves by itself
NO_WORDS = {"subject": "", "body": "", "postal_address": "", "digest": ""}
NO_WRITER = {"name": "", "postcode": "", "town": ""}
PUBLICATIONS = frozenset({Publication.ASKED, Publication.ALLOWED, Publication.PUBLISHED})


def unconfirmed_too_long(before: datetime) -> LetterQuerySet:
    """Those that nobody confirmed, in whatever state that ended, and that no message since then asked about."""
    asked_since = Q(asked_at__gte=before)
    return Letter.objects.filter(confirmed_at=None, created_at__lt=before).exclude(asked_since)


def said_too_long(before: datetime) -> LetterQuerySet:
    """Those that left, or ended, before, and still say something."""
    over = Letter.objects.filter(confirmed_at__isnull=False, state__in=SETTLED)
    gone = Q(sent_at__lt=before) | Q(sent_at=None, since__lt=before)
    return over.filter(gone).exclude(body="", subject="", postal_address="")


def named_too_long(before: datetime) -> LetterQuerySet:
    written = Letter.objects.filter(confirmed_at__lt=before, state__in=SETTLED)
    return written.exclude(name="", postcode="", town="")


def answers_too_long(before: datetime) -> QuerySet[LetterAnswer]:
    """What is published of an answer is another text, and stays until somebody takes it down."""
    return LetterAnswer.objects.filter(received_at__lt=before).exclude(text="", subject="", domain="")


def actions_over_since(before: datetime) -> QuerySet[LetterAction]:
    closed = Q(state=LetterActionState.CLOSED, closed_at__lt=before)
    return LetterAction.objects.filter(closed | Q(closes_on__lt=timezone.localdate(before)))


def sketches_too_long(before: datetime) -> QuerySet[LetterSketch]:
    return LetterSketch.objects.defer("runs").filter(action__in=actions_over_since(before))


def printed_too_long(before: datetime) -> QuerySet[PrintFile]:
    """Files of runs that were posted before, and of those that no letter waits for any more."""
    waits = Letter.objects.in_post().filter(print_run=OuterRef("run_id"))
    posted = Q(run__posted_on__lt=timezone.localdate(before))
    unused = Q(run__posted_on=None, run__asked_at__lt=before) & ~Exists(waits)
    return PrintFile.objects.defer("content").filter(posted | unused)


@transaction.atomic
def forget_unconfirmed(pk: int, address_id: int, *, before: datetime) -> int:
    """Delete a letter that nobody confirmed, with whatever only it gave rise to.

    Under the lock on the address; asked again, since its owner may have confirmed it meanwhile.
    """
    Address.objects.select_for_update().filter(pk=address_id).first()
    locked = unconfirmed_too_long(before).select_for_update(of=("self",)).select_related("person")
    letter = locked.filter(pk=pk).first()
    if letter is None:
        return 0
    erasure.blank_deliveries(messages_about([letter]))
    letter.delete()
    erasure.forget_if_unused(letter.person)
    return 1


def messages_about(letters: Collection[Letter]) -> QuerySet[Delivery]:
    """To their writers, of what they wrote in one go."""
    addresses = {letter.address_id for letter in letters}
    asking = Q(context__confirm_path__in=[letter.get_confirm_path() for letter in letters])
    about = asking | Q(context__letter__in=[letter.pk for letter in letters])
    return Delivery.objects.filter(about, address__in=addresses, kind__in=TO_WRITERS)


@transaction.atomic
def blank_words(pks: Collection[int]) -> int:
    """What they say, what they are compared by, and what staff noted of them. An answer to them stays for its time."""
    locked = Letter.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    keys = list(locked.values_list("pk", flat=True))
    LetterSketch.objects.filter(letter__in=keys).delete()
    LetterStep.objects.filter(letter__in=keys).exclude(note="").update(note="")
    return Letter.objects.filter(pk__in=keys).update(**NO_WORDS)


@transaction.atomic
def blank_writers(pks: Collection[int]) -> int:
    people.lock_addresses(Letter.objects.filter(pk__in=pks).values_list("address_id", flat=True))
    return Letter.objects.filter(pk__in=pks).update(**NO_WRITER)


@transaction.atomic
def blank_answers(pks: Collection[int]) -> int:
    return LetterAnswer.objects.filter(pk__in=pks).update(subject="", text="", domain="")


@transaction.atomic
def erase_letters(person_id: int) -> int:
    """Erase who wrote and what, and keep that somebody did. What nobody confirmed goes whole, what has not left stays.

    Answers go with their words, also those that are published: they may name whoever wrote.
    """
    theirs = Letter.objects.filter(person=person_id)
    rows = list(theirs.select_for_update(of=("self",)).order_by("pk").only("pk", "address_id", "token", "confirmed_at"))
    kept = [row.pk for row in rows if row.confirmed_at is not None]
    erasure.blank_deliveries(messages_about(rows))
    stop(kept)
    Letter.objects.filter(pk__in=[row.pk for row in rows if row.confirmed_at is None]).delete()
    LetterStep.objects.filter(letter__in=kept, to_tell=True, told_at=None).update(to_tell=False)
    blank_words(kept)
    blank_answers(list(LetterAnswer.objects.filter(letter__in=kept).values_list("pk", flat=True)))
    take_down(LetterAnswer.objects.filter(letter__in=kept), since=PUBLICATIONS)
    PrintFile.objects.filter(run__letters__in=kept).delete()  # one that is not posted yet is made again without them
    Letter.objects.filter(pk__in=kept).update(**NO_WRITER)
    return len(rows)


def stop(pks: Collection[int]) -> None:
    """Take out of the post what has not certainly left. One that is being sent this moment may still leave.

    A message with several letters in it goes on with the others.
    """
    letters = Letter.objects.filter(pk__in=pks)
    unsent = letters.exclude(state__in=LEFT | ENDED)
    keys = list(unsent.values_list("pk", flat=True))
    others = Letter.objects.in_post().filter(delivery=OuterRef("pk")).exclude(pk__in=keys)
    messages = Delivery.objects.filter(letters__in=keys, state__in=WAITING | IN_HAND)
    alone = list(messages.exclude(Exists(others)).values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=alone).update(
        state=State.CANCELLED, lease_until=None, finished_at=timezone.now(), context={}
    )
    letter_moves.move(keys, "recall")
    letter_moves.move(keys, "withdraw")


def take_down(answers: QuerySet[LetterAnswer], *, since: Collection[str]) -> int:
    """Shown no more, nor to be asked about again."""
    done = answers.filter(publication__in=since).update(
        publication=Publication.DECLINED, published_text="", published_at=None, published_by=None
    )
    if done:
        generation.publish()  # pages that show answers are made anew
    return done


@transaction.atomic
def take_back_answer(*, person_id: int, answer_id: int) -> bool:
    """Shown no more, as the writer of the letter that it answers wishes; False where it is not theirs or not shown."""
    theirs = LetterAnswer.objects.filter(pk=answer_id, letter__person=person_id)
    return take_down(theirs, since=[Publication.PUBLISHED]) == 1
