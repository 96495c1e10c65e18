"""What writers are written about answers. Their text, and what they wrote, is read when a message leaves."""

from typing import Any

from campaigns.letter_enums import AnswerSort, LetterState, Publication
from campaigns.models import Letter, LetterAnswer
from campaigns.selectors import letter_sheets
from campaigns.services import publishing_answers, questionnaires
from mail.composed import Composed, NotNow
from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from mail.models import Delivery

GONE = "Its writer's name or its text is gone."
SAMPLE: dict[str, Any] = {
    "recipient": "the Secretary of State for Examples",
    "about": "Support for a year",
    "answer_subject": "RE: Support for a year",
    "text": "Thank you for your letter. We are looking at how long support lasts.",
    "is_automatic": False,
    "attachments": 1,
    "domain": "example.org",
    "how_path": "/letters/how-was-it/sample/",
    "answer_path": "/letters/answers/sample/",
}
ASKED_SAMPLE: dict[str, Any] = {
    "action": "Ask for a year of support",
    "letters": [
        {
            "recipient": "the Secretary of State for Examples",
            "how_path": "/letters/how-was-it/sample/",
            "answered": False,
        },
        {
            "recipient": "the MP for Leeds East",
            "how_path": "/letters/how-was-it/more/",
            "answered": True,
        },
    ],
}


def register_own() -> None:
    """A second copy of these does no harm."""
    again = WhenUncertain.SEND_AGAIN
    register(Kind("letter_answer", "An answer to a letter", SAMPLE, when_uncertain=again, compose=of_answer))
    register(Kind("letter_answer_asked", "May we show this answer?", SAMPLE, when_uncertain=again, compose=of_question))
    register(
        Kind("letter_questionnaire", "What came of a letter?", ASKED_SAMPLE, when_uncertain=again, compose=of_letters)
    )


def of_answer(delivery: Delivery) -> Composed:
    answer = get_answer(delivery)
    return Composed({**about(answer), "text": answer.text})


def of_question(delivery: Delivery) -> Composed:
    answer = get_answer(delivery)
    if answer.publication != Publication.ASKED:
        raise NotNow("Nobody asks for this any more.")
    context = {**about(answer), "text": answer.published_text, "answer_path": publishing_answers.path_of(answer)}
    return Composed(context)


def get_answer(delivery: Delivery) -> LetterAnswer:
    """Raises NotNow where its words are gone, or whoever they were for."""
    known = LetterAnswer.objects.select_related("letter__action", "letter__office", "letter__seat")
    answer = known.filter(pk=delivery.context.get("answer")).first()
    if answer is None or not answer.letter.name or not (answer.text or answer.subject):
        raise NotNow(GONE)
    return answer


def about(answer: LetterAnswer) -> dict[str, Any]:
    """What letters said is forgotten before what was answered; then the action's title says which one it was."""
    letter = answer.letter
    return {
        "recipient": letter_sheets.named(letter),
        "about": letter.subject or letter.action.title,
        "answer_subject": answer.subject,
        "is_automatic": answer.sort == AnswerSort.AUTO_REPLY,
        "attachments": answer.attachments,
        "domain": answer.domain,
        "how_path": questionnaires.path_of(letter) if questionnaires.has_left(letter) else "",
    }


def of_letters(delivery: Delivery) -> Composed:
    """Of those of its letters that still may be asked about. Raises NotNow where there are none."""
    keys = delivery.context.get("letters", [])
    rows = Letter.objects.select_related("office", "seat", "action").exclude(name="").filter(pk__in=keys)
    letters = [letter for letter in rows.order_by("pk") if questionnaires.has_left(letter)]
    if not letters:
        raise NotNow(GONE)
    told = [
        {
            "recipient": letter_sheets.named(letter),
            "how_path": questionnaires.path_of(letter),
            "answered": letter.state == LetterState.ANSWERED,
        }
        for letter in letters
    ]
    return Composed({"action": letters[0].action.title, "letters": told})
