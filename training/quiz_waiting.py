"""What waits for those who keep the banks of questions."""

from typing import Any

from django.urls import reverse

from pages import waiting
from pages.waiting import Waiting
from training import permissions
from training.selectors import questions
from training.services import updates


def weak(user: Any) -> list[Waiting]:
    number = questions.weak_number() if permissions.may_keep_questions(user) else 0
    if not number:
        return []
    words = "1 question of a quiz is" if number == 1 else f"{number} questions of quizzes are"
    return [Waiting(f"{words} weak: rewrite or retire them.", reverse("training_questions:index") + "?weak=true")]


def changed(user: Any) -> list[Waiting]:
    """Facts that a safety-critical statement of a course rests on."""
    number = len(updates.changed()) if permissions.may_keep_questions(user) else 0
    if not number:
        return []
    words = "1 safety-critical fact has" if number == 1 else f"{number} safety-critical facts have"
    return [Waiting(f"{words} changed: ask those who learnt it?", reverse("training_updates:index"))]


def register() -> None:
    waiting.register(weak)
    waiting.register(changed)
