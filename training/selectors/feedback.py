"""What people say of a session: shown from five answers on, so that no answer is known to be somebody's."""

from collections import Counter
from typing import Any, NamedTuple

from training.models import Feedback, Session

ENOUGH = 5  # ground rule for public counts, and here for whoever teaches too
STEPS = range(1, 6)
QUESTIONS = {
    "useful": "How useful it was",
    "clear": "How clearly it was taught",
    "confident": "How sure they are to know the signs",
}


class Rated(NamedTuple):
    title: str
    average: float
    table: dict[str, list[list[Any]]]  # for a chart


class Results(NamedTuple):
    asked: int
    answered: int
    rated: list[Rated]
    comments: list[str]

    @property
    def is_shown(self) -> bool:
        return bool(self.rated)


def results(session: Session) -> Results:
    asked = session.feedback_asked.count()
    answered = session.feedback.count()
    if answered < ENOUGH:
        return Results(asked, answered, [], [])
    given = list(Feedback.objects.filter(session=session))  # in the order of keys, which are drawn by lot
    rated = [rate(title, [each.answers[name] for each in given]) for name, title in QUESTIONS.items()]
    return Results(asked, answered, rated, [each.comment for each in given if each.comment])


def rate(title: str, numbers: list[int]) -> Rated:
    counted = Counter(numbers)
    rows: list[list[Any]] = [["", "Answers"], *([str(step), counted[step]] for step in STEPS)]
    return Rated(title, round(sum(numbers) / len(numbers), 1), {"data": rows})
