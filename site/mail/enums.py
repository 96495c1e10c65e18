from django.db import models


class State(models.TextChoices):
    QUEUED = "queued", "Queued"
    CLAIMED = "claimed", "Taken by a worker"
    SENDING = "sending", "Being sent"
    RETRY = "retry", "To be tried again"
    ACCEPTED = "accepted", "Accepted by the mail server"
    DELIVERED = "delivered", "Delivered"
    BOUNCED = "bounced", "Came back"
    COMPLAINED = "complained", "Marked as spam"
    REJECTED = "rejected", "Refused by the mail server"
    UNCERTAIN = "uncertain", "Perhaps sent"
    CANCELLED = "cancelled", "Not sent"


WAITING = frozenset({State.QUEUED, State.RETRY})
IN_HAND = frozenset({State.CLAIMED, State.SENDING})  # a worker holds these, under a lease
LEFT = frozenset({State.ACCEPTED, State.DELIVERED, State.BOUNCED, State.COMPLAINED})  # for certain
SETTLED = LEFT | {State.REJECTED, State.CANCELLED}  # nothing more is to be done; UNCERTAIN waits for a person


OPEN = WAITING | IN_HAND | {State.UNCERTAIN}  # a mailing with one of these is not finished


class MailingState(models.TextChoices):
    FILLING = "filling", "Being made"  # its messages are being written down; none leaves yet
    RUNNING = "running", "Being sent"
    PAUSED = "paused", "Paused"
    FINISHED = "finished", "Finished"
    CANCELLED = "cancelled", "Cancelled"


class WhenUncertain(models.TextChoices):
    """What happens to a message that may or may not have left."""

    SEND_AGAIN = "send_again", "Send again: a second copy does no harm"
    HOLD = "hold", "Hold it for a person: a second copy would"


class SuppressionReason(models.TextChoices):
    HARD_BOUNCE = "hard_bounce", "The mailbox does not exist"
    COMPLAINT = "complaint", "Its owner marked a message as spam"
    OBJECTION = "objection", "Its owner wants no more news or appeals"


EVERYTHING = frozenset({SuppressionReason.HARD_BOUNCE, SuppressionReason.COMPLAINT})  # stop service messages as well


class EventType(models.TextChoices):
    """What a provider tells of a message, in Anymail's words; what has no word here is kept and changes nothing."""

    SENT = "sent", "Sent on"
    DEFERRED = "deferred", "Delayed"
    DELIVERED = "delivered", "Delivered"
    BOUNCED = "bounced", "Came back"
    REJECTED = "rejected", "Not sent by the provider"
    COMPLAINED = "complained", "Marked as spam"
    UNSUBSCRIBED = "unsubscribed", "Unsubscribed at the provider"
    OTHER = "other", "Something else"


class Sort(models.TextChoices):
    """What somebody's message to one of our addresses is."""

    BOUNCE = "bounce", "It came back"
    NOTICE = "notice", "Word from a mail server"  # delayed, delivered, read
    AUTO_REPLY = "auto_reply", "Answered by a machine"
    REPLY = "reply", "An answer"
