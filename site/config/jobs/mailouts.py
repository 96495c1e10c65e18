"""Which jobs write mail-outs and series down, send them off and look after them."""

from config.jobs.job import Job

JOBS: list[Job] = []
