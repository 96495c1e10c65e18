from django.db import models


class Stream(models.TextChoices):
    TRANSACTIONAL = "transactional", "One person asked for it"
    BULK = "bulk", "Sent to many"


class State(models.TextChoices):
    QUEUED = "queued", "Queued"
    SENDING = "sending", "Being sent"
    RETRY = "retry", "To be tried again"
    ACCEPTED = "accepted", "Accepted by the mail server"
    REJECTED = "rejected", "Refused by the mail server"
    UNCERTAIN = "uncertain", "Perhaps sent"


WAITING = frozenset({State.QUEUED, State.RETRY})


class WhenUncertain(models.TextChoices):
    """What happens to a message that may or may not have left."""

    SEND_AGAIN = "send_again", "Send again: a second copy does no harm"
    HOLD = "hold", "Hold it for a person: a second copy would"
