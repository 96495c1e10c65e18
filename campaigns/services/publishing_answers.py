"""Showing an answer to everybody: staff propose a text without the writer's name, the writer agrees to that very text.

Either of them takes it down again at any time.
"""

import hashlib
import hmac

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from campaigns import answer_names, letter_links
from campaigns.letter_enums import AnswerSort, Publication
from campaigns.models import Letter, LetterAnswer
from campaigns.services import answers
from mail.services import deliveries
from pages import generation, plain_text, victim_reports
from people.models import User
from people.services import people

KIND = "letter_answer_asked"
USE = "answer to a letter"
SHOWABLE = (AnswerSort.REPLY, AnswerSort.PASSED_ON)
MAY_BE_ASKED = (Publication.PRIVATE, Publication.ASKED, Publication.ALLOWED)


class NotToBeShown(Exception):
    """It is no answer, or its writer does not agree, or can't be asked any more."""


class Changed(Exception):
    """It is not the text that was read."""


class Unfit(Exception):
    """The text says who wrote the letter, or something else that must not be shown; `found` says what."""

    def __init__(self, reason: str, found: list[str]) -> None:
        self.found = found
        super().__init__(f"{reason}: {', '.join(found)}" if found else reason)


def path_of(answer: LetterAnswer) -> str:
    return reverse("letter_answer", args=[letter_links.token_of(answer.pk, use=USE)])


def of_token(token: str) -> LetterAnswer | None:
    """None for an address that we never made, where nobody was asked, and where the writer's name is gone."""
    if (key := letter_links.key_of(token, use=USE)) is None:
        return None
    related = ("letter__action", "letter__office", "letter__seat", "letter__address")
    known = LetterAnswer.objects.select_related(*related).exclude(letter__name="").exclude(asked_at=None)
    return known.filter(pk=key).first()


def stamp(answer: LetterAnswer) -> str:
    """Tells one text from another."""
    return hashlib.sha256(answer.published_text.encode()).hexdigest()


def check(text: str, letter: Letter) -> None:
    """Raises Unfit for what nobody may be shown."""
    if not text.strip():
        raise Unfit("There is no text", [])
    if not plain_text.can_be_shown(text):
        raise Unfit("It has characters that can't be shown", [])
    if found := answer_names.find(text, letter):
        raise Unfit("It says who wrote the letter", found)
    if victim_reports.recognise(text):
        raise Unfit("It may speak of a possible victim", [])


@transaction.atomic
def ask_writer(answer: LetterAnswer, *, text: str, by: User) -> None:
    """Ask its letter's writer whether this text may be shown. Raises Unfit and NotToBeShown.

    Asked anew with another text, they have to agree anew. Nobody is asked again who said no.
    """
    people.lock_addresses([answer.letter.address_id])  # before the answer, as erasing them does
    locked = lock(answer)
    if locked.publication not in MAY_BE_ASKED or locked.sort not in SHOWABLE:
        raise NotToBeShown
    if not answers.may_be_written_to(locked.letter):
        raise NotToBeShown
    text = text.replace("\r\n", "\n").strip()
    check(text, locked.letter)
    if locked.publication != Publication.PRIVATE and locked.published_text == text:
        return
    set_to(locked, Publication.ASKED, published_text=text, asked_at=timezone.now())
    context = {"letter": locked.letter_id, "answer": locked.pk}
    deliveries.queue(kind=KIND, address_id=locked.letter.address_id, context=context)
    log(locked, "letter_answer.ask", user=by)


@transaction.atomic
def allow(answer: LetterAnswer, *, seen: str) -> bool:
    """Its letter's writer agrees to the text whose stamp is `seen`; False where nobody asks. Raises Changed."""
    locked = lock(answer)
    if locked.publication != Publication.ASKED:
        return False
    if not hmac.compare_digest(seen.encode(), stamp(locked).encode()):
        raise Changed
    set_to(locked, Publication.ALLOWED)
    return True


@transaction.atomic
def decline(answer: LetterAnswer) -> None:
    """Its letter's writer says no. What is shown is taken down at once, and nobody asks again."""
    locked = lock(answer)
    was_shown = locked.publication == Publication.PUBLISHED
    set_to(locked, Publication.DECLINED, published_text="", published_at=None, published_by=None)
    if was_shown:
        generation.publish()


@transaction.atomic
def publish(answer: LetterAnswer, *, text: str, by: User) -> None:
    """Show the text that its letter's writer agreed to. Raises NotToBeShown without that, Changed and Unfit."""
    locked = lock(answer)
    if locked.publication != Publication.ALLOWED:
        raise NotToBeShown
    if text.replace("\r\n", "\n").strip() != locked.published_text:
        raise Changed
    check(locked.published_text, locked.letter)
    set_to(locked, Publication.PUBLISHED, published_at=timezone.now(), published_by=by)
    log(locked, "letter_answer.publish", user=by)
    generation.publish()


@transaction.atomic
def take_down(answer: LetterAnswer, *, by: User) -> bool:
    """By staff; False where it is not shown."""
    locked = lock(answer)
    if locked.publication != Publication.PUBLISHED:
        return False
    set_to(locked, Publication.PRIVATE, published_text="", published_at=None, published_by=None)
    log(locked, "letter_answer.take_down", user=by)
    generation.publish()
    return True


def lock(answer: LetterAnswer) -> LetterAnswer:
    rows = LetterAnswer.objects.select_for_update(of=("self",)).select_related("letter__address")
    return rows.get(pk=answer.pk)


def set_to(answer: LetterAnswer, publication: Publication, **fields: object) -> None:
    answer.publication = publication
    for name, value in fields.items():
        setattr(answer, name, value)
    answer.save(update_fields=["publication", *fields])
