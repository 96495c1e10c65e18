from datetime import datetime

from django import template

from groups import booking_messages
from groups.models import Event

register = template.Library()


@register.filter
def when(event: Event) -> str:
    """{{ event|when }}: "Thursday 10 December 2026, 19:00 to 21:00"."""
    return booking_messages.when(event)


@register.filter
def moment(value: datetime) -> str:
    """{{ value|moment }}: "Thursday 10 December 2026, 19:00"."""
    return booking_messages.moment(value)
