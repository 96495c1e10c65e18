from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from training.models import Indicator
from training.viewsets import TrainingViewSetGroup

register_snippet(TrainingViewSetGroup)
OF_COURSES = {
    "training.course_add": ("Add a course", "Added"),
    "training.course_change": ("Change a course", "Changed"),
    "training.course_retire": ("Retire a course", "Retired"),
    "training.course_bring_back": ("Bring a course back", "Brought back"),
    "training.version_draft": ("Begin a version", "Begun"),
    "training.version_change": ("Change a draft", "Length and pass rule changed"),
    "training.version_discard": ("Delete a draft", "A draft was deleted"),
    "training.version_publish": ("Publish a version", "Published"),
    "training.version_sign_off": ("Sign off a version", "Signed off as the safeguarding lead"),
}


OF_QUIZZES = {
    "training.question_add": ("Write a question", "Written"),
    "training.question_change": ("Change a question", "Changed"),
    "training.question_replace": ("Replace a question", "Written in place of one that was asked"),
    "training.question_retire": ("Retire a question", "Retired"),
    "training.question_bring_back": ("Bring a question back", "Brought back"),
    "training.update_ask": ("Ask holders about a change", "Holders are asked about a fact that changed"),
    "training.update_leave": ("Ask nobody about a change", "Nobody is asked about a fact that changed"),
}


OF_LOGS = {
    "training_log.confirm": ("Confirm logged training", "Confirmed"),
    "training_log.refuse": ("Refuse logged training", "Refused"),
    "observation.add": ("Note an observation", "Observation noted"),
}


@hooks.register("before_delete_snippet")
def keep_signs_that_readers_have_seen(request: HttpRequest, records: Sequence[Model]) -> HttpResponse | None:
    """With the record its code would be free for another sign, and what was written about the old one would lie."""
    kept = [record.code for record in records if isinstance(record, Indicator) and record.was_shown]
    if not kept:
        return None
    messages.error(request, f"{', '.join(kept)}: its code stays taken, so unpublish it instead of deleting it.")
    return redirect("wagtailsnippets_training_indicator:list")


@hooks.register("register_log_actions")
def register_courses(actions: Any) -> None:
    for name, (label, message) in OF_COURSES.items():
        actions.register_action(name, label, message)


@hooks.register("register_log_actions")
def register_logs(actions: Any) -> None:
    for name, (label, message) in OF_LOGS.items():
        actions.register_action(name, label, message)


@hooks.register("register_log_actions")
def register_quizzes(actions: Any) -> None:
    for name, (label, message) in OF_QUIZZES.items():
        actions.register_action(name, label, message)
