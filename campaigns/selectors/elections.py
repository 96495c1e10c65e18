"""Whether an election is on, and whether there are MPs at all."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from campaigns.models import Election


def in_campaign(day: date | None = None) -> Election | None:
    """The election before which this day lies, from its announcement to polling day; care is needed then."""
    day = day or timezone.localdate()
    return Election.objects.filter(announced_on__lte=day, polling_on__gte=day).first()


def dissolved(day: date | None = None) -> Election | None:
    """The election for which Parliament is dissolved on this day, until the new House is said to have met."""
    day = day or timezone.localdate()
    sits = Q(returned_on=None) | Q(returned_on__gt=day)
    return Election.objects.filter(sits, dissolved_on__lte=day).first()
