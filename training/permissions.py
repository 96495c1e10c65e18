"""Who may do what with training, as named questions. What is looked at is fetched through them."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from training.models import Session
from training.selectors import trainers


def may_keep_sessions(user: Any) -> bool:
    """Any of them, whoever teaches it, as staff."""
    return bool(user.has_perm("training.change_session"))


def teachable(user: Any) -> QuerySet[Session]:
    """The sessions whose register somebody keeps: those that they teach, and for staff all.

    Whoever was struck off as a trainer keeps none, since a register gives awards and says who came.
    """
    if not user.is_authenticated:
        return Session.objects.none()
    if may_keep_sessions(user):
        return Session.objects.all()
    if not user.person_id:
        return Session.objects.none()
    return Session.objects.filter(~trainers.is_struck_off(user.person_id, timezone.localdate()), trainer=user.person_id)


def may_teach(user: Any, session: Session) -> bool:
    return teachable(user).filter(pk=session.pk).exists()


def may_import(user: Any) -> bool:
    """Bring in training of the past, and take it back, as staff."""
    return bool(user.has_perm("training.add_importbatch"))


def may_make_certificates(user: Any) -> bool:
    """For many at once, as staff, with everybody's names."""
    return bool(user.has_perm("training.add_certificatebatch"))


def may_export(user: Any) -> bool:
    """Take lists of who was trained away."""
    return bool(user.has_perm("training.export_award"))


def may_manage_courses(user: Any) -> bool:
    """Write courses and their versions, and publish these."""
    return bool(user.has_perm("training.change_course"))


def may_see_courses(user: Any) -> bool:
    """In the admin, with what a version teaches and lacks."""
    return bool(may_manage_courses(user) or user.has_perm("training.view_course"))


def may_sign_off(user: Any) -> bool:
    """As the safeguarding lead, for the safety-critical statements of a version."""
    return bool(user.has_perm("training.sign_off_courseversion"))


def may_see_awards(user: Any) -> bool:
    """Who was trained in what, by name, as staff."""
    return bool(user.has_perm("training.view_award"))


def may_award(user: Any) -> bool:
    """Give an award by hand."""
    return bool(user.has_perm("training.add_award"))


def may_change_awards(user: Any) -> bool:
    """Extend them, take them back and let them count again."""
    return bool(user.has_perm("training.change_award"))


def may_review_logs(user: Any) -> bool:
    """Look at training that leaders of groups logged, and confirm or refuse it, as staff."""
    return bool(user.has_perm("training.change_traininglog"))


def may_see_trainers(user: Any) -> bool:
    """Who teaches, with what was noted of their work."""
    return bool(user.has_perm("training.view_observation"))


def may_note_observations(user: Any) -> bool:
    return bool(user.has_perm("training.add_observation"))


def may_see_questions(user: Any) -> bool:
    """Of quizzes, with which answers are right and how well they do."""
    return bool(may_keep_questions(user) or user.has_perm("training.view_question"))


def may_keep_questions(user: Any) -> bool:
    """Write questions of quizzes, retire them, and ask holders about what has changed."""
    return bool(user.has_perm("training.change_question"))
