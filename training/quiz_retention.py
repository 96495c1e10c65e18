"""How long quizzes keep what people did."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from people.retention import Rule, of_person, register
from training.models import Attempt, QuizEntry
from training.services import entries, quiz_forgetting

ATTEMPTS, ENTRIES = "attempts", "entry_codes"  # keys of settings.KEEP_DAYS


def limit(days: str) -> datetime:
    return timezone.now() - timedelta(days=settings.KEEP_DAYS[days])


def forget_attempts(rows: Sequence[Attempt]) -> None:
    quiz_forgetting.forget(rows, before=limit(ATTEMPTS))


def forget_entries(rows: Sequence[QuizEntry]) -> None:
    entries.forget(rows)


def register_own() -> None:
    register(
        Rule(
            name="attempts-at-quizzes",
            policy="An attempt at a quiz without an award is deleted after {period}; what it told of questions stays.",
            days=ATTEMPTS,
            overdue=quiz_forgetting.old,
            forget=forget_attempts,
            held=of_person(),
        ),
        Rule(
            name="entries-to-quizzes",
            policy="What somebody typed to begin a quiz is deleted after {period}.",
            days=ENTRIES,
            overdue=entries.old,
            forget=forget_entries,
            held=of_person(),
        ),
    )
