"""Which jobs publish what is due, and forget what is over."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from config import housekeeping
from config.jobs.job import BULK, DAY, HOUR, MINUTE, Job, is_any
from pages.models import Fact
from people.services import retention
from training.models import Indicator


def publish_scheduled() -> None:
    """Publish and expire the pages, facts and signs whose editors named a time."""
    call_command("publish_scheduled", verbosity=0)


def pages_wait() -> bool:
    now = timezone.now()
    to_publish = Revision.objects.filter(approved_go_live_at__lte=now)
    expiring: list[type[DraftStateMixin]] = [Page, Fact, Indicator]
    return is_any(to_publish, *(model._default_manager.filter(live=True, expire_at__lte=now) for model in expiring))


JOBS = [
    Job("publish_scheduled", "Publishing at the times named", publish_scheduled, MINUTE, pages_wait, asks=MINUTE),
    Job(
        "prune",
        "Forgetting what is over",
        housekeeping.prune,
        HOUR,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
    Job(
        "retention",
        "Forgetting what was kept long enough",
        retention.carry_out,
        DAY,
        queue=BULK,
        lease=timedelta(hours=3),
        asks=MINUTE,
    ),
]
