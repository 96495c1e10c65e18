import logging
import traceback

from django_tasks import task

from config import jobs, runs

logger = logging.getLogger(__name__)


@task()
def run(job_name: str, run_id: int) -> None:
    """Do a job once for each of its runs, however often an engine calls.

    A job that this worker does not know is left alone: the schedule is newer, and asks again.
    """
    job = jobs.find(job_name)
    if job and (started_at := runs.start(run_id, lease=job.lease)):
        runs.finish(run_id, started_at=started_at, error=attempt(job))


def attempt(job: jobs.Job) -> str:
    """The type of the error that ended it, or nothing. An error's message is not kept: it may hold somebody's data."""
    try:
        job.do()
    except Exception as error:  # it is told by the run, on the admin's home and in the log
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("The job %s ended with %s\n%s", job.name, type(error).__name__, where)
        return type(error).__name__
    return ""
