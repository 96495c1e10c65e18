from django import template

from config.models import ScheduledRun

register = template.Library()


@register.simple_tag
def last_run(job: str) -> ScheduledRun | None:
    """The latest that is over, whether or not it failed."""
    return ScheduledRun.objects.filter(job=job, finished_at__isnull=False).order_by("-period").first()
