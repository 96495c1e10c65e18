from django import template

from pages.printing import Piece
from training import course_text
from training.course_text import Chapter
from training.models import CourseVersion

register = template.Library()


@register.simple_tag
def course_chapters(version: int) -> list[Chapter]:
    """{% course_chapters version as chapters %}: what a version says, in pieces; nothing of one that is gone."""
    found = CourseVersion.objects.select_related("course").filter(pk=version).first()
    return course_text.chapters(found) if found else []


@register.filter
def words_of(piece: Piece) -> str:
    return course_text.words_of(piece)
