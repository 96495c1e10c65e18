"""What quizzes hold about a person."""

from people.holdings import Holding, register
from training.models import Attempt, QuizEntry, UpdateHolder
from training.services import quiz_forgetting


def register_own() -> None:
    register(attempts(), entries(), updates())


def attempts() -> Holding:
    return Holding(
        model=Attempt,
        title="Quizzes you took",
        why="To know whether you passed, and to ask you other questions when you try again.",
        retention="Passed: as long as the award. Else two years.",
        stays="What was answered, with no name, to see which questions are good ones.",
        rows=lambda person: Attempt.objects.filter(person=person).select_related("version__course"),
        export=lambda row: {
            "course": row.version.course.title,
            "what": row.get_kind_display(),
            "name_for_the_certificate": row.name,
            "begun_at": row.begun_at,
            "sent_in_at": row.sent_at,
            "result": row.get_state_display(),
            "right": row.right,
            "of": row.drawn,
        },
        erase=quiz_forgetting.erase_attempts,
        moves="person",
    )


def entries() -> Holding:
    return Holding(
        model=QuizEntry,
        title="Quizzes you asked to take",
        why="To see that the address is yours before a quiz begins.",
        retention="One day.",
        rows=lambda person: QuizEntry.objects.filter(person=person).select_related("course"),
        export=lambda row: {"course": row.course.title, "name": row.name, "asked_at": row.asked_at},
        erase=quiz_forgetting.erase_entries,
        moves="person",
    )


def updates() -> Holding:
    return Holding(
        model=UpdateHolder,
        title="Changes you were asked about",
        why="To ask you once about something you learnt that has changed, and to see that you know it.",
        retention="As long as the award.",
        rows=lambda person: UpdateHolder.objects.filter(person=person).select_related("update__course"),
        export=lambda row: {
            "course": row.update.course.title,
            "what_changed": row.update.what_changed,
            "asked_at": row.told_at,
            "done_at": row.done_at,
        },
        erase=quiz_forgetting.erase_holders,
        moves="person",
    )
