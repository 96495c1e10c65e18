"""What waits for those who run letters to Whitehall, on the home of the admin."""

from typing import Any

from django.urls import reverse

from campaigns.letter_enums import LetterActionState, PrintRunState
from campaigns.models import LetterAction, PrintRun
from campaigns.selectors import letter_desk
from campaigns.selectors.letter_desk import TO_DECIDE
from pages import waiting
from pages.waiting import Waiting

SHOWN = 5  # of each kind: a longer list is not read
MOST_COUNTED = 1000
SENTENCES = {
    "held": ("1 letter is held for you to read.", "{} letters are held for you to read."),
    "bounced": ("1 letter came back.", "{} letters came back."),
    "uncertain": ("1 letter was perhaps sent.", "{} letters were perhaps sent."),
}
UNFINISHED = (LetterActionState.DRAFT, LetterActionState.IN_REVIEW)


def actions(user: Any) -> list[Waiting]:
    may_change, may_approve = (user.has_perm(f"campaigns.{does}_letteraction") for does in ("change", "approve"))
    if not may_change and not may_approve:
        return []
    found = LetterAction.objects.filter(state__in=UNFINISHED)[: 2 * SHOWN]
    said = [(action, sentence(action, user, may_change, may_approve)) for action in found]
    return [Waiting(words, reverse("letter_actions:page", args=[action.pk])) for action, words in said if words]


def sentence(action: LetterAction, user: Any, may_change: bool, may_approve: bool) -> str:
    """Empty where this member of staff can do nothing about it."""
    name = f'The letter action "{action.title}"'
    if action.state == LetterActionState.DRAFT:
        return f"{name} is a draft." if may_change else ""
    if action.approved_by_id is not None:
        return f"{name} is approved and can be opened." if may_change else ""
    return f"{name} waits for your approval." if may_approve and action.submitted_by_id != user.pk else ""


def letters(user: Any) -> list[Waiting]:
    if not user.has_perm("campaigns.change_letter"):
        return []
    numbers, desk = letter_desk.counts(), reverse("letter_desk:index")
    waiting_ones = [(key, numbers[key]) for key in TO_DECIDE if numbers[key]]
    return [Waiting(SENTENCES[key][number > 1].format(number), f"{desk}?queue={key}") for key, number in waiting_ones]


def answers(user: Any) -> list[Waiting]:
    if not user.has_perm("campaigns.change_letteranswer"):
        return []
    number = len(letter_desk.unseen_answers().order_by().values("pk")[:MOST_COUNTED])
    if not number:
        return []
    more = " or more" if number == MOST_COUNTED else ""
    words = "1 answer to a letter is" if number == 1 else f"{number}{more} answers to letters are"
    return [Waiting(f"{words} new.", reverse("letter_answers:index") + "?seen=false")]


def print_runs(user: Any) -> list[Waiting]:
    """Those ready to be printed and posted, and those that could not be made."""
    if not user.has_perm("campaigns.post_printrun"):
        return []
    ended = (PrintRunState.READY, PrintRunState.FAILED)
    return [
        Waiting(
            f"Print run {run.pk} with {run.number} letters {'is ready' if run.state == ended[0] else 'failed'}.",
            reverse("print_runs:page", args=[run.pk]),
        )
        for run in PrintRun.objects.filter(state__in=ended)[:SHOWN]
    ]


def register() -> None:
    for question in (actions, letters, answers, print_runs):
        waiting.register(question)
