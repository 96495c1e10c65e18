"""What the addresses of quizzes and of their questions answer to each role."""

from django.utils import timezone

from tests import factories
from tests.access.expected import Expected, administrators_only, everybody
from tests.training import quizzing
from training.models import Question, QuizEntry
from training.services import updates


def a_course() -> tuple[object, ...]:
    return (quizzing.version().course.slug,)


def an_update() -> tuple[object, ...]:
    fact = quizzing.critical_fact()
    course = quizzing.course_with_fact(fact)
    return course.slug, quizzing.asked_about(fact, by=factories.user("asking")).pk


def an_attempt() -> tuple[object, ...]:
    return (quizzing.begun().token,)


def an_entry() -> tuple[object, ...]:
    version = quizzing.version()
    return (QuizEntry.objects.create(person=quizzing.somebody(), course=version.course, name="Suzie Signer").token,)


def a_question() -> tuple[object, ...]:
    quizzing.version()
    return (Question.objects.earliest("pk").pk,)


def a_retired_question() -> tuple[object, ...]:
    arguments = a_question()
    Question.objects.update(retired_at=timezone.now())
    return arguments


def asked() -> tuple[object, ...]:
    return an_update()[1:]


def a_changed_fact() -> tuple[object, ...]:
    fact = quizzing.critical_fact()
    quizzing.course_with_fact(fact)
    updates.note()
    quizzing.change(fact)
    return (updates.changed()[0].taught.pk,)


def scene() -> dict[str, object]:
    """A question, a change that holders were asked about, and one after it that staff have yet to decide about."""
    fact = quizzing.critical_fact()
    course = quizzing.course_with_fact(fact)
    update = quizzing.asked_about(fact, by=factories.user("asking"))
    quizzing.change(fact, "3")
    return {
        "question": Question.objects.filter(course=course).earliest("pk"),
        "asked_update": update,
        "taught": updates.changed()[0].taught,
    }


QUIZZED: dict[str, Expected] = {
    "training_quiz_start": everybody(200, a_course),
    "training_update_start": everybody(200, an_update),
    "training_quiz_own": Expected(302, 303, 303, 303, a_course),
    "training_update_own": Expected(302, 303, 303, 303, an_update),
    "training_quiz_code": everybody(200, an_entry),
    "training_quiz": everybody(200, an_attempt),
    **{f"training_questions:{name}": administrators_only() for name in ("index", "index_results", "new")},
    **{f"training_questions:{name}": administrators_only(a_question) for name in ("page", "change", "retire")},
    "training_questions:bring_back": administrators_only(a_retired_question),
    "training_updates:index": administrators_only(),
    "training_updates:holders": administrators_only(asked),
    "training_updates:ask": administrators_only(a_changed_fact),
    "training_updates:leave": administrators_only(a_changed_fact),
}
