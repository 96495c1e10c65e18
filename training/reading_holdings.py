"""What is held about somebody's reading of lessons."""

from people.holdings import Holding, register
from people.models import Person
from training.models import LessonRead


def erase(person: Person) -> int:
    deleted, _ = LessonRead.objects.filter(person=person).delete()
    return deleted


def register_own() -> None:
    register(
        Holding(
            model=LessonRead,
            title="Lessons you marked as read",
            why="So that you see where you left off, on every device that you sign in on.",
            retention="Until you take the mark away, or are erased.",
            rows=lambda person: LessonRead.objects.filter(person=person).select_related("module__version__course"),
            export=lambda row: {
                "course": row.module.version.course.title,
                "lesson": row.module.title,
                "at": row.at,
            },
            erase=erase,
            moves="person",
        )
    )
