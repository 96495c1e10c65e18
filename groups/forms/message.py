"""Messages to many: a subject and plain text, and a way on for whoever is told that it looks like a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.words import DisputableForm, DisputedField

LONGEST_SUBJECT, LONGEST = 120, 10_000
LONGER = _("This is longer than %(limit_value)d characters. Shorten it")


class MessageForm(DisputableForm):
    subject = DisputedField(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": _("Say in a few words what it is about"), "max_length": LONGER},
    )
    body = DisputedField(
        label=_("Message"),
        max_length=LONGEST,
        help_text=_("Plain text. An empty line begins a paragraph. Don't write about somebody who may be exploited"),
        error_messages={"required": _("Write your message"), "max_length": LONGER},
        widget=forms.Textarea(attrs={"rows": 12}),
    )
