"""What letters can be, and the sets made of it. The moves between states stand in letter_life.py."""

from django.db import models


class LetterTo(models.TextChoices):
    OFFICES = "offices", "Offices: ministers, departments, committees and others"
    OWN_MP = "own_mp", "The writer's own MP"


class LetterActionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "With a second person for review"
    OPEN = "open", "Open"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"


SHOWN_ACTIONS = (LetterActionState.OPEN, LetterActionState.PAUSED, LetterActionState.CLOSED)


class LetterState(models.TextChoices):
    DRAFT = "draft", "Draft"
    TO_CONFIRM = "to_confirm", "Waits for its writer to confirm"
    CONFIRMED = "confirmed", "Confirmed: leaves at the next turn"
    HELD = "held", "Held"
    QUEUED = "queued", "Queued"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    IN_DIGEST = "in_digest", "Sent in a digest"
    DELIVERED = "delivered", "Delivered"
    BOUNCED = "bounced", "Came back"
    UNCERTAIN = "uncertain", "Perhaps sent"
    ANSWERED = "answered", "Answered"
    REFUSED = "refused", "Not sent: staff refused it"
    WITHDRAWN = "withdrawn", "Withdrawn by its writer"
    EXPIRED = "expired", "Expired"


LEFT = frozenset({LetterState.SENT, LetterState.IN_DIGEST, LetterState.DELIVERED, LetterState.ANSWERED})
IN_POST = frozenset({LetterState.QUEUED, LetterState.SENDING})  # it has a delivery, or a place in a print run
UNCONFIRMED = frozenset({LetterState.DRAFT, LetterState.TO_CONFIRM})
ENDED = frozenset({LetterState.REFUSED, LetterState.WITHDRAWN, LetterState.EXPIRED})
NOT_COUNTED = UNCONFIRMED | ENDED


class HeldBecause(models.TextChoices):
    """Why a letter waits. The first three wait for staff, the others until their reason is over."""

    ABUSE = "abuse", "It may be abusive or hold a threat"
    REPORT = "report", "It may speak of a possible victim; its writer says that it speaks of no real person"
    ELECTION = "election", "It names a candidate or a party before an election"
    VACANT = "vacant", "Nobody holds the post or the seat now"
    DISSOLVED = "dissolved", "Parliament is dissolved: there are no MPs"
    NO_CONTACT = "no_contact", "We have no address for its recipient"
    STAFF = "staff", "Staff hold it"


FOR_STAFF = frozenset({HeldBecause.ABUSE, HeldBecause.REPORT, HeldBecause.ELECTION, HeldBecause.STAFF})
UNTIL_OVER = frozenset({HeldBecause.VACANT, HeldBecause.DISSOLVED, HeldBecause.NO_CONTACT})


class Channel(models.TextChoices):
    EMAIL = "email", "E-mail"
    POST = "post", "Post"


class PrintRunState(models.TextChoices):
    QUEUED = "queued", "Waits to be made"
    MAKING = "making", "Being made"
    READY = "ready", "Ready to print"
    POSTED = "posted", "Posted"
    FAILED = "failed", "Failed"


RUN_UNDER_WAY = (PrintRunState.QUEUED, PrintRunState.MAKING)


class AnswerSort(models.TextChoices):
    """As mail.inbound sorts what comes back, and what a writer passes on themselves."""

    REPLY = "reply", "Reply"
    AUTO_REPLY = "auto_reply", "Automatic reply"
    BOUNCE = "bounce", "It came back"
    PASSED_ON = "passed_on", "Passed on by the writer"


class Publication(models.TextChoices):
    PRIVATE = "private", "Private"
    ASKED = "asked", "Its writer was asked"
    ALLOWED = "allowed", "Its writer agrees"
    DECLINED = "declined", "Its writer does not agree"
    PUBLISHED = "published", "Published"


class Outcome(models.TextChoices):
    """What a writer says came of their letter; WriteToThem asks the same four."""

    YES = "yes", "Yes, I got a real answer"
    UNSATISFACTORY = "unsatisfactory", "Yes, but it does not answer what I wrote"
    NO = "no", "No answer"
    NOT_EXPECTED = "not_expected", "I did not expect an answer"


class Stand(models.TextChoices):
    SUPPORTS = "supports", "Supports"
    OPPOSES = "opposes", "Opposes"
    UNDECIDED = "undecided", "Undecided"
