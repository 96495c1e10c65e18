"""Which jobs look after groups, their events and their bookings."""

from config.jobs.job import BULK, DAY, HOUR, MINUTE, SECOND, Job
from groups.services import health, questions, reminders, renewals, seats, telling

JOBS = [
    Job(
        "expire_offers",
        "Offering places that nobody took up to the next who wait",
        seats.expire_offers,
        MINUTE,
        seats.is_any_overdue,
        asks=MINUTE,
    ),
    Job(
        "tell_of_bookings",
        "Telling people what became of their places at events",
        telling.tell,
        5 * SECOND,
        telling.wait,
        asks=5 * SECOND,
    ),
    Job(
        "remind_of_events",
        "Reminding people of tomorrow's events",
        reminders.remind,
        10 * MINUTE,
        reminders.wait,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "ask_renewals",
        "Asking groups once a year whether they go on",
        renewals.ask,
        DAY,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
    Job(
        "look_after_questions",
        "Reminding applicants of our questions, and ending what nobody answers",
        questions.look_after,
        DAY,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
    Job(
        "derive_health",
        "Looking how groups fare, and warning them",
        health.derive,
        DAY,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
]
