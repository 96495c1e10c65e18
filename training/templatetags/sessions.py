"""Sessions that come next: `{% load sessions %}`."""

from django import template

from training.models import Course
from training.models.session import SessionQuerySet
from training.selectors import sessions

register = template.Library()


@register.simple_tag
def next_sessions(course: Course | None = None) -> SessionQuerySet:
    """Three at most, of a course or of any."""
    return sessions.next_ones(course or None)
