"""By when the law wants an answer to a request about somebody's data, or to a complaint. Days are days in the UK.

UK GDPR, Article 12(3): one month from receipt, which two further months may extend. The Information Commissioner counts
to the corresponding date of the month, or its last day where it has no such date, and to the next working day where
that is none. Data Protection Act 2018, section 164A, in force since 19 June 2026: a complaint is acknowledged within 30
days, counted from the day after it came, and dealt with without undue delay.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

TO_ACKNOWLEDGE = timedelta(days=30)
TO_ANSWER, EXTENDED = 1, 3  # months from receipt
SOON = 7  # days before the last one: from then on it waits for an officer
FRIDAY = 4


def months_after(day: date, months: int) -> date:
    """The corresponding date that many months later, or the last day of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def answer_by(received: datetime, *, extended: bool = False) -> date:
    return months_after(timezone.localdate(received), EXTENDED if extended else TO_ANSWER)


def acknowledge_by(received: datetime) -> date:
    return timezone.localdate(received) + TO_ACKNOWLEDGE


def next_working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend. Bank holidays are not known here, so they give no more time."""
    return day if day.weekday() <= FRIDAY else day + timedelta(days=7 - day.weekday())


def days_left(due: date, *, today: date | None = None) -> int:
    """0 on the last day, less than 0 once it is over."""
    return (due - (today or timezone.localdate())).days


def in_words(due: date, *, today: date | None = None) -> str:
    left = days_left(due, today=today)
    if left == 0:
        return gettext("Due today")
    if left < 0:
        return ngettext("%d day overdue", "%d days overdue", -left) % -left
    return ngettext("%d day left", "%d days left", left) % left
