"""Which jobs run how often, and how each asks whether it has anything to do."""

from config.jobs import groups, letters, mail, mailouts, petitions, shared, training, upkeep
from config.jobs.job import BULK as BULK
from config.jobs.job import Job as Job

JOBS = [
    *mail.JOBS,
    *petitions.JOBS,
    *letters.JOBS,
    *mailouts.JOBS,
    *shared.JOBS,
    *groups.JOBS,
    *training.JOBS,
    *upkeep.JOBS,
]


def find(name: str) -> Job | None:
    return next((job for job in JOBS if job.name == name), None)
