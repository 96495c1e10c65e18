"""What came back to the letters of the demonstration, and what their writers say of it."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from campaigns.letter_enums import LEFT, AnswerSort, LetterState, Outcome, Publication
from campaigns.models import Letter, LetterAnswer, Questionnaire
from config.demo import dice
from config.demo import letters_words as words

UNSEEN, AUTOMATIC = 4, 12  # answers that wait for staff, and machines' notes
ASKED_AFTER = timedelta(days=13)  # a day before it is due, so that the first night asks nobody
SAY = 70  # of a hundred that are asked


def write(letters: list[Letter]) -> None:
    answered = [letter for letter in letters if letter.state == LetterState.ANSWERED]
    quiet = [letter for letter in letters if letter.state == LetterState.DELIVERED]
    replies = [reply(letter, place, len(answered)) for place, letter in enumerate(answered)]
    publish(replies)
    notes = [automatic(letter) for letter in quiet[:AUTOMATIC]]
    LetterAnswer.objects.bulk_create([*replies, *notes])
    asked_before = timezone.now() - ASKED_AFTER
    left = [each for each in letters if each.state in LEFT and each.sent_at and each.sent_at < asked_before]
    Questionnaire.objects.bulk_create([questionnaire(letter) for letter in left])


def reply(letter: Letter, place: int, number: int) -> LetterAnswer:
    """By e-mail, or passed on by the writer; the last few wait to be looked at."""
    sort = AnswerSort.PASSED_ON if dice.happens(20, "sort", letter.name) else AnswerSort.REPLY
    return answer(letter, sort, dice.one_of(words.ANSWERS, letter.name), is_seen=place < number - UNSEEN)


def answer(letter: Letter, sort: AnswerSort, text: str, *, is_seen: bool) -> LetterAnswer:
    since = letter.sent_at or letter.since
    at = min(since + timedelta(days=dice.between(3, 24, "answer", letter.name)), timezone.now())
    return LetterAnswer(
        letter=letter,
        key=hashlib.sha256(f"{sort} to {letter.name}".encode()).hexdigest(),
        sort=sort,
        domain="example.org",
        subject=f"Re: {letter.subject}",
        text=f"Dear {letter.name},\n\n{text}",
        received_at=at,
        passed_on_at=at,
        seen_at=at if is_seen else None,
    )


def automatic(letter: Letter) -> LetterAnswer:
    return answer(letter, AnswerSort.AUTO_REPLY, words.AUTOMATIC, is_seen=True)


def publish(replies: list[LetterAnswer]) -> None:
    """One is shown, of one its writer agrees, and of one they were asked."""
    now = timezone.now()
    for each, publication in zip(
        replies, (Publication.PUBLISHED, Publication.ALLOWED, Publication.ASKED), strict=False
    ):
        each.publication, each.asked_at = publication, now - timedelta(days=3)
        each.published_text = words.PUBLISHED
        if publication == Publication.PUBLISHED:
            each.published_at = now - timedelta(days=1)


def questionnaire(letter: Letter) -> Questionnaire:
    """Asked as often as anybody is, so that nobody is asked again."""
    asked_at = (letter.sent_at or letter.since) + timedelta(days=21)
    made = Questionnaire(letter=letter, asked=2, asked_at=min(asked_at, timezone.now()))
    if dice.happens(SAY, "says", letter.name):
        made.outcome, made.answered_at = outcome(letter), made.asked_at
    return made


def outcome(letter: Letter) -> Outcome:
    if letter.state == LetterState.ANSWERED:
        return Outcome.YES if dice.happens(60, "was it", letter.name) else Outcome.UNSATISFACTORY
    return Outcome.NOT_EXPECTED if dice.happens(15, "was it", letter.name) else Outcome.NO
