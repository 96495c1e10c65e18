"""What sessions hold about a person. Feedback names nobody; who was asked for it goes with their place."""

from people.holdings import Holding, register
from people.models import Person
from training.models import Session


def forget_trainer(person: Person) -> int:
    return Session.objects.filter(trainer=person).update(trainer=None, shows_trainer=False)


def register_own() -> None:
    register(
        Holding(
            model=Session,
            title="Training sessions you teach",
            why="So that you can keep the register, and that awards say who taught.",
            retention="As long as the awards that were given there.",
            stays="That the session took place, without who taught it.",
            rows=lambda person: Session.objects.filter(trainer=person).select_related("event", "version__course"),
            export=lambda row: {
                "session": row.event.title,
                "course": row.version.course.title,
                "begins_at": row.event.starts_at,
                "your_name_is_on_its_page": row.shows_trainer,
            },
            erase=forget_trainer,
            moves="trainer",
        )
    )
