"""Which jobs look after courses, quizzes and what people are trained in."""

from config.jobs.job import BULK, DAY, HOUR, MINUTE, Job, all_of, is_any
from training.services import attempts, digests, feedback, item_statistics, updates
from training.services import health as trained_leads
from training.services import reminders as training_reminders


def words_of_training_wait() -> bool:
    return is_any(feedback.due(), feedback.due_walk_ins(), updates.untold())


def write_of_training() -> None:
    all_of(feedback.ask, updates.tell)


JOBS = [
    Job(
        "write_of_training",
        "Asking how training sessions were, and telling what has changed in courses",
        write_of_training,
        MINUTE,
        words_of_training_wait,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "end_quizzes",
        "Marking quizzes that ran out of time",
        attempts.end_overdue,
        MINUTE,
        attempts.any_overdue,
        asks=MINUTE,
    ),
    Job(
        "note_taught_facts",
        "Noting in which words courses teach safety-critical facts",
        updates.note,
        HOUR,
        updates.wait,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "reckon_questions",
        "Reckoning how good the questions of quizzes are",
        item_statistics.reckon,
        DAY,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
    Job(
        "remind_of_training",
        "Telling people that their training runs out",
        training_reminders.remind,
        DAY,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
    Job(
        "tell_leaders_of_training",
        "Telling leaders once a month how their people are trained",
        digests.tell,
        DAY,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
    Job(
        "derive_trained_leads",
        "Looking how long the safeguarding leads of groups are trained",
        trained_leads.derive,
        DAY,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
]
