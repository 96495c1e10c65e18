from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def day(text: str) -> str:
    """A day kept as text in a message's context, "2026-11-26", in words."""
    return date_format(date.fromisoformat(text[:10]), "j F Y")
