from django.db import models
from django.utils.translation import gettext_lazy as _


class PetitionState(models.TextChoices):
    """A petition's life, in its usual order."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "With a second person for review"
    OPEN = "open", "Open"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"
    HANDED_IN = "handed_in", "Handed in"
    ANSWERED = "answered", "Answered"
    ARCHIVED = "archived", "Archived"


TAKES_PAPER = (PetitionState.OPEN, PetitionState.PAUSED, PetitionState.CLOSED)
UNPUBLISHED = (PetitionState.DRAFT, PetitionState.IN_REVIEW)
OVER = (PetitionState.CLOSED, PetitionState.HANDED_IN, PetitionState.ANSWERED, PetitionState.ARCHIVED)
KEPT_SLUGS = frozenset({"feed", "rules"})  # below /petitions/ these stand for pages of ours


class NewsKind(models.TextChoices):
    """Why those who asked to hear about a petition are written to."""

    MILESTONE = "milestone", "A number of signatures was reached"
    HANDED_IN = "handed_in", "The petition was handed in"
    RESPONSE = "response", "The addressee answered"
    UPDATE = "update", "An update"


class SignatureState(models.TextChoices):
    PENDING = "pending", "Waiting for its owner to confirm"
    HELD = "held", "Held: its message waits for a release"
    CONFIRMED = "confirmed", "Confirmed and counted"
    INVALIDATED = "invalidated", "Invalidated: counted no more"


class CommentState(models.TextChoices):
    NONE = "none", "No comment"
    WAITING = "waiting", "Waiting for moderation"
    SHOWN = "shown", "Shown"
    REFUSED = "refused", "Not shown"


class Decision(models.TextChoices):
    """What staff decided about a signature."""

    RELEASED = "released", "Released"
    INVALIDATED = "invalidated", "Invalidated"
    RESTORED = "restored", "Restored"
    COMMENT_SHOWN = "comment_shown", "Comment shown"
    COMMENT_REFUSED = "comment_refused", "Comment not shown"
    UNDONE = "undone", "Undone"


class Judgement(models.TextChoices):
    """What the rules made of an attempt to sign."""

    PASSED = "passed", "Passed"
    HELD = "held", "Held"
    REFUSED = "refused", "Refused"


class RuleKind(models.TextChoices):
    """What a rule looks at. Those that count have a quota and seconds, those by list a list."""

    IP_RATE = "ip_rate", "Signatures from one internet address"
    NETWORK_RATE = "network_rate", "Signatures from one network, that is an IPv4 /24 or an IPv6 /48"
    DOMAIN_RATE = "domain_rate", "Signatures from one domain of e-mail"
    NAME_RATE = "name_rate", "Signatures with one name"
    DOMAIN_LIST = "domain_list", "Disposable domains of e-mail"
    NO_SUCH_POSTCODE = "no_such_postcode", "A postcode that can't exist"
    COUNTRY = "country", "Countries"
    ATTACK = "attack", "Signatures held on one petition, where more ask for a proof of work"


class EntryKind(models.TextChoices):
    SIGNED = "signed", "Counted"
    WITHDRAWN = "withdrawn", "Withdrawn by its owner"
    INVALIDATED = "invalidated", "Invalidated"
    RESTORED = "restored", "Counted again"


class CampaignState(models.TextChoices):
    """In the order in which they are listed."""

    LIVE = "live", "Live"
    PREPARING = "preparing", "In preparation"
    PAUSED = "paused", "Paused"
    WON = "won", "Won"
    LOST = "lost", "Lost"
    CLOSED = "closed", "Closed"


CAMPAIGN_OVER = (CampaignState.WON, CampaignState.LOST, CampaignState.CLOSED)


class House(models.TextChoices):
    COMMONS = "commons", "House of Commons"
    LORDS = "lords", "House of Lords"


class BillKind(models.TextChoices):
    GOVERNMENT = "government", "Government bill"
    PRIVATE_MEMBERS = "private_members", "Private member's bill"
    PRIVATE = "private", "Private bill"
    HYBRID = "hybrid", "Hybrid bill"
    DRAFT = "draft", "Draft bill"


class StageKind(models.TextChoices):
    FIRST_READING = "first_reading", "First reading"
    SECOND_READING = "second_reading", "Second reading"
    COMMITTEE = "committee", "Committee stage"
    REPORT = "report", "Report stage"
    THIRD_READING = "third_reading", "Third reading"
    AMENDMENTS = "amendments", "Consideration of amendments"
    ROYAL_ASSENT = "royal_assent", "Royal Assent"


class BillEnd(models.TextChoices):
    ACT = "act", "Became law"
    DEFEATED = "defeated", "Defeated"
    WITHDRAWN = "withdrawn", "Withdrawn"
    FELL = "fell", "Fell at the end of the session"


class StepState(models.TextChoices):
    """How a bill stands to one step of its way."""

    DONE = "done", _("Done")
    NOW = "now", _("Now")
    NEXT = "next", _("Next")
    AHEAD = "ahead", _("To come")
    STOPPED = "stopped", _("Got no further")
    NOT_REACHED = "not_reached", _("Not reached")


class PaperState(models.TextChoices):
    ENTERED = "entered", "Waits for a second person"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


class ScanKind(models.TextChoices):
    """What a scan may be; the values are the endings of its file."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"


class PackState(models.TextChoices):
    QUEUED = "queued", "Waits to be made"
    MAKING = "making", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"


UNDER_WAY = (PackState.QUEUED, PackState.MAKING)
