from django.db import models


class Purpose(models.TextChoices):
    """What somebody may be written to about. Each needs a record of its own."""

    CAMPAIGN_NEWS = "campaign_news", "Campaign news"
    FUNDRAISING = "fundraising", "Appeals for money"
    GROUP_NEWS = "group_news", "News of community groups"
    TRAINING = "training", "Training and events"
    PETITION_UPDATES = "petition_updates", "Updates on petitions you signed"
    MEASUREMENT = "measurement", "Measuring which messages are opened"


class Basis(models.TextChoices):
    CONSENT = "consent", "Consent"
    SOFT_OPT_IN = "soft_opt_in", "Charitable-purpose soft opt-in"
    SERVICE = "service", "Service that was asked for"


class Ended(models.TextChoices):
    """How a consent came to its end."""

    LINK = "link", "By the link in a message"
    ONE_CLICK = "one_click", "By the button of their mail program"
    OWN_DATA = "own_data", "On the page of their own data"
    STAFF = "staff", "By staff, at their request"
    PROVIDER = "provider", "At the mail provider, or by marking a message as spam"
    ERASED = "erased", "With the erasure of their data"


class RequestKind(models.TextChoices):
    """Rights under UK GDPR, Articles 15 to 21; and complaints, Data Protection Act 2018, section 164A."""

    ACCESS = "access", "To see what we hold"
    ERASURE = "erasure", "To have it deleted"
    RECTIFICATION = "rectification", "To have it corrected"
    RESTRICTION = "restriction", "To have its use limited"
    PORTABILITY = "portability", "To take it elsewhere"
    OBJECTION = "objection", "To object to its use"
    COMPLAINT = "complaint", "A complaint"


class Access(models.TextChoices):
    """What staff did with what is held about a person."""

    SEARCHED = "searched", "Searched"
    VIEWED = "viewed", "Looked at"
    EXPORTED = "exported", "Exported"
    CORRECTED = "corrected", "Corrected"
    ERASED = "erased", "Erased"
    MERGED = "merged", "Merged"
    UNMERGED = "unmerged", "Merging undone"
    HELD = "held", "Put on legal hold"
    RELEASED = "released", "Released from legal hold"
    OBJECTED = "objected", "Objection recorded"
    LIFTED = "lifted", "Suppression lifted"
