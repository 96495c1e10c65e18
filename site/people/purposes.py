"""What each purpose is in the words of whoever gets the messages."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.enums import Purpose


class Told(NamedTuple):
    title: str | Promise
    about: str | Promise


TOLD = {
    Purpose.CAMPAIGN_NEWS: Told(_("Campaign news"), _("What we campaign for, and how you can help")),
    Purpose.FUNDRAISING: Told(_("Appeals for money"), _("When we ask for gifts, and what they do")),
    Purpose.GROUP_NEWS: Told(_("News of community groups"), _("Meetings and plans of a group that you follow")),
    Purpose.TRAINING: Told(_("Training and events"), _("Courses, talks and meetings that you can book")),
    Purpose.PETITION_UPDATES: Told(_("Updates on petitions"), _("What comes of petitions that you signed")),
    Purpose.MEASUREMENT: Told(
        _("Counting what you open"), _("We note which of our messages you open, and what in them you click")
    ),
}
