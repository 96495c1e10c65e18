from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people import holdings

register = template.Library()
register.filter("label", holdings.heading)


@register.filter
def told(value: Any) -> str:
    """An exported value in words."""
    match value:
        case _ if value in (None, "", {}):  # as a pattern, {} would match every dictionary
            return _("none")
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            local = timezone.localtime(value)
            return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M}"
        case date():
            return date_format(value, "DATE_FORMAT")
        case dict():
            return "; ".join(f"{holdings.heading(key)}: {told(each)}" for key, each in value.items())
    return str(value)
