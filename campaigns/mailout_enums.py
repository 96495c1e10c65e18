"""What mail-outs can be, and the sets made of it. The moves between states stand in mailout_life.py."""

from django.db import models

from people.enums import Purpose


class MailoutState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "With a second person for review"
    APPROVED = "approved", "Approved"
    SCHEDULED = "scheduled", "Leaves at its time"
    PREPARING = "preparing", "Its messages are being written down"
    SENDING = "sending", "Being sent"
    PAUSED = "paused", "Paused"
    FINISHED = "finished", "Finished"
    CANCELLED = "cancelled", "Cancelled"


EDITABLE = (MailoutState.DRAFT, MailoutState.IN_REVIEW, MailoutState.APPROVED, MailoutState.SCHEDULED)
LEAVING = (MailoutState.PREPARING, MailoutState.SENDING, MailoutState.PAUSED)
LEFT = (MailoutState.SENDING, MailoutState.PAUSED, MailoutState.FINISHED)

# What a mail-out may be about. Whether messages are measured is a choice of its own, and nothing is sent for it.
MAILOUT_PURPOSES = tuple(choice for choice in Purpose.choices if choice[0] != Purpose.MEASUREMENT)


class AfterMailout(models.TextChoices):
    """What people do once they came by a mail-out's link."""

    SIGNED = "signed", "Signed a petition"
    WROTE = "wrote", "Sent a letter off"
    SIGNED_UP = "signed_up", "Signed up for news"
    BOOKED = "booked", "Asked for a place at an event or course"


class SeriesState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "With a second person for review"
    RUNNING = "running", "Running"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"


class SeriesStart(models.TextChoices):
    """The fact that a series begins with, for each person."""

    AGREED = "agreed", "Somebody agreed to be written to"
    SIGNED = "signed", "Somebody signed a petition"
    MILESTONE = "milestone", "A petition that somebody signed reached a milestone"
    AWARD_LAPSES = "award_lapses", "An award of somebody lapses soon"
    JOINED_GROUP = "joined_group", "Somebody joined a group"


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "Columns are to be matched"
    CHECKING = "checking", "Being looked through"
    CHECKED = "checked", "To be looked at"
    TAKING_IN = "taking_in", "Being brought in"
    DONE = "done", "Brought in"
    ASKING = "asking", "Being asked to confirm"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


UNDER_WAY = (ImportState.CHECKING, ImportState.TAKING_IN, ImportState.ASKING, ImportState.UNDOING)


class LineState(models.TextChoices):
    NEW = "new", "New"
    KNOWN = "known", "Known already"
    BAD = "bad", "Can't be brought in"
    SUPPRESSED = "suppressed", "Not written to any more"
    TWICE = "twice", "Twice in this list"


class ReplySort(models.TextChoices):
    """What came back to a mail-out, in the order in which staff see it."""

    REPORT = "report", "May be about somebody in danger"
    STOP = "stop", "Asks us to stop"
    REPLY = "reply", "An answer"
    AUTO_REPLY = "auto_reply", "Answered by a machine"
    BOUNCE = "bounce", "It came back"


BY_PEOPLE = (ReplySort.REPORT, ReplySort.STOP, ReplySort.REPLY)
