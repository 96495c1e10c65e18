"""A bill's next day for people's own calendars (RFC 5545)."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from campaigns.models import Bill
from campaigns.selectors.bills import Step


def of_next_day(bill: Bill, step: Step, day: date) -> bytes:
    """One event that takes the whole day, since Parliament names no hour. It keeps its identity when the day moves."""
    calendar = Calendar()
    calendar.add("prodid", f"-//ACTFORJUSTICE//{host()}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"bill-{bill.pk}-stage-{step.number}@{host()}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary(bill, step))
    event.add("description", description(bill, step))
    event.add("url", f"{settings.SITE_URL}{bill.get_absolute_url()}")
    event.add("status", "TENTATIVE")  # Parliament moves its business
    event.add("transp", "TRANSPARENT")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def summary(bill: Bill, step: Step) -> str:
    words = f"{bill.title}: {step.title}"
    return _("Example, not a real bill: {words}").format(words=words) if bill.is_illustrative else words


def description(bill: Bill, step: Step) -> str:
    made_up = _("This bill is made up to show how the site works. Nothing of it is before Parliament.")
    may_move = _("The day may still move. Look at the bill's page before you plan around it.")
    return " ".join(str(words) for words in (made_up if bill.is_illustrative else "", step.meaning, may_move) if words)


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
