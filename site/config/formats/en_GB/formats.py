"""Dates as the site writes them, "23 November 2026": Django's own for en-gb shortens the month."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
