"""What waits for a member of staff, shown on the admin's home; each app says what it has in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Waiting:
    sentence: str
    url: str


Question = Callable[[Any], list[Waiting]]
_questions: list[Question] = []


def register(question: Question) -> None:
    """`question` takes the user and returns what waits for them, nothing for those who may not deal with it."""
    _questions.append(question)


def for_user(user: Any) -> list[Waiting]:
    return [waiting for question in _questions for waiting in question(user)]
