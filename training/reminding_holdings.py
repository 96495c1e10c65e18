"""What reminders, training that leaders write down, and notes about trainers hold about a person."""

from people.holdings import Deed, Holding, Withdrawal, register
from people.models import Person
from training.models import Observation, ReminderChoice, TrainingLog
from training.services import reminder_choices


def choice_of(person: Person, key: int) -> ReminderChoice | None:
    found = ReminderChoice.objects.select_related("person__merged_into").filter(person=person, pk=key)
    return found.first()


def stop(person: Person, key: int) -> bool:
    choice = choice_of(person, key)
    return choice is not None and reminder_choices.stop(choice)


def start_again(person: Person, key: int) -> bool:
    choice = choice_of(person, key)
    return choice is not None and reminder_choices.start_again(choice)


def forget_choice(person: Person) -> int:
    return ReminderChoice.objects.filter(person=person).delete()[0]


def unsign_logs(person: Person) -> int:
    return TrainingLog.objects.filter(by=person).update(by=None)


def forget_observations(person: Person) -> int:
    return Observation.objects.filter(trainer=person).delete()[0]


CHOICE = Holding(
    model=ReminderChoice,
    title="Reminders of your training",
    why="So that you are told before your training runs out, or not, as you chose.",
    retention="As long as we know you.",
    rows=lambda person: ReminderChoice.objects.filter(person=person).select_related("person"),
    export=lambda row: {"since": row.since, "stopped_at": row.stopped_at},
    erase=forget_choice,
    moves="person",
    withdrawal=Withdrawal(
        label="Stop these reminders",
        may=lambda row: row.stopped_at is None,
        do=stop,
        warning="What you hold stays as it is.",
    ),
    deeds=(Deed("remind-again", "Remind me again", may=lambda row: row.stopped_at is not None, do=start_again),),
)
LOGS = Holding(
    model=TrainingLog,
    title="Training you wrote down for a group",
    why="To show who says that the training took place.",
    retention="As long as the awards that it gave.",
    stays="What was written down, without who wrote it.",
    rows=lambda person: TrainingLog.objects.filter(by=person).select_related("group", "version__course"),
    export=lambda row: {
        "group": row.group.name,
        "course": row.version.course.title,
        "on": row.on,
        "place": row.place,
        "trainer": row.trainer,
        "evidence": row.evidence,
        "written_at": row.at,
        "state": row.get_state_display(),
        "what_we_found": row.review,
    },
    erase=unsign_logs,
    moves="by",
)
OBSERVATIONS = Holding(
    model=Observation,
    title="Notes about your teaching",
    why="So that whoever teaches for us is seen at work once a year.",
    retention="As long as we know you.",
    rows=lambda person: Observation.objects.filter(trainer=person),
    export=lambda row: {"on": row.on, "note": row.note},
    erase=forget_observations,
    moves="trainer",
)


def register_own() -> None:
    register(CHOICE, LOGS, OBSERVATIONS)
