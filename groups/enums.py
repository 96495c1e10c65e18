from django.db.models import TextChoices


class GroupKind(TextChoices):
    CHURCH = "church", "Church or faith group"
    UNIVERSITY = "university", "University group"
    SCHOOL = "school", "School group"
    YOUTH = "youth", "Youth group"
    WORKPLACE = "workplace", "Workplace group"
    TOWN = "town", "Town or village group"
    TRAINED = "trained", "Frontline agency or trained organisation"
    OTHER = "other", "Another kind of group"


WITH_CHILDREN = frozenset({GroupKind.SCHOOL, GroupKind.YOUTH})  # these need an adult leader and a safeguarding lead


class Aim(TextChoices):
    """What a group wants to do."""

    LEARN = "learn", "Learn the signs"
    TEACH = "teach", "Teach others the signs"
    CAMPAIGN = "campaign", "Campaign for better law"
    RAISE = "raise", "Raise money"
    PRAY = "pray", "Pray"
    SUPPORT = "support", "Support survivors through the charity"


class Ages(TextChoices):
    ADULTS = "adults", "18 or over"
    TEENAGERS_TOO = "teenagers", "13 to 17 as well"


class GroupState(TextChoices):
    DRAFT = "draft", "Being filled in"
    VERIFIED = "verified", "E-mail confirmed"
    SUBMITTED = "submitted", "Sent in"
    IN_REVIEW = "in_review", "Being looked at"
    NEEDS_INFORMATION = "needs_information", "Waiting for an answer"
    APPROVED = "approved", "Approved"
    CLOSED = "closed", "Closed"
    REJECTED = "rejected", "Turned down"
    MERGED = "merged", "Merged into another"


FINAL = frozenset({GroupState.REJECTED, GroupState.MERGED})
APPLYING = frozenset(
    {
        GroupState.DRAFT,
        GroupState.VERIFIED,
        GroupState.SUBMITTED,
        GroupState.IN_REVIEW,
        GroupState.NEEDS_INFORMATION,
    }
)
WITH_STAFF = frozenset({GroupState.SUBMITTED, GroupState.IN_REVIEW})  # their queue


class Health(TextChoices):
    """Derived, of an approved group."""

    ACTIVE = "active", "Active"
    AT_RISK = "at_risk", "At risk"
    DORMANT = "dormant", "Dormant"


class Criterion(TextChoices):
    LEADERS = "leaders", "Two leaders"
    SAFEGUARDING = "safeguarding", "A trained safeguarding lead"
    AGREEMENT = "agreement", "The agreement as it stands now"
    ACTIVITY = "activity", "Two activities in twelve months"
    RENEWAL = "renewal", "The yearly renewal"


class Standing(TextChoices):
    """Of a criterion on a day."""

    PASSES = "passes", "In order"
    FAILS = "fails", "Not in order"
    NOT_MEASURED = "not_measured", "Not measured"


class NoticeStep(TextChoices):
    """Which message of a fall a group was sent, in their order."""

    ASKED = "asked", "Asked, before anything is wrong"
    WARNED = "warned", "Warned"
    REMINDED = "reminded", "Reminded"
    REMINDED_AGAIN = "reminded_again", "Reminded again"
    DORMANT = "dormant", "Told that it is dormant"


class Role(TextChoices):
    LEADER = "leader", "Leader"
    DEPUTY = "deputy", "Deputy leader"
    SAFEGUARDING = "safeguarding", "Safeguarding lead"
    TRAINER = "trainer", "Trainer"
    MEMBER = "member", "Member"


LEADING = frozenset({Role.LEADER, Role.DEPUTY})


class Left(TextChoices):
    """Why somebody no longer has a role in a group."""

    LEFT = "left", "Left"
    REMOVED = "removed", "Taken out"
    HANDED_OVER = "handed_over", "Handed over"
    MERGED = "merged", "Came with a merged group"
    ERASED = "erased", "Erased"


class EventKind(TextChoices):
    MEETING = "meeting", "Meeting"
    STALL = "stall", "Stall"
    TALK = "talk", "Talk"
    VIGIL = "vigil", "Vigil"
    TRAINING = "training", "Training"


class EventState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    CANCELLED = "cancelled", "Cancelled"


class BookingState(TextChoices):
    ASKED = "asked", "Not confirmed by e-mail yet"
    BOOKED = "booked", "Has a place"
    WAITING = "waiting", "On the waiting list"
    OFFERED = "offered", "Was offered a place"
    CANCELLED = "cancelled", "Cancelled"
    EXPIRED = "expired", "Did not answer in time"


HOLDS_A_SEAT = frozenset({BookingState.BOOKED, BookingState.OFFERED})


class ActivityKind(TextChoices):
    MEETING = "meeting", "Meeting"
    STALL = "stall", "Stall"
    TALK = "talk", "Talk"
    VIGIL = "vigil", "Vigil"
    TRAINING = "training", "Training"
    LETTERS = "letters", "Letters written"
    FUNDRAISING = "fundraising", "Money raised"
    OTHER = "other", "Something else"


class MessageState(TextChoices):
    DRAFT = "draft", "Draft"
    HELD = "held", "Waiting for staff"
    SENDING = "sending", "Going out"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Not sent"
    STOPPED = "stopped", "Stopped"


class ImportState(TextChoices):
    READ = "read", "Columns to be matched"
    CHECKING = "checking", "Being looked through"
    CHECKED = "checked", "Ready to be brought in"
    MAKING = "making", "Being brought in"
    MADE = "made", "Brought in"
    UNDOING = "undoing", "Being taken back"
    UNDONE = "undone", "Taken back"


UNDER_WAY = frozenset({ImportState.CHECKING, ImportState.MAKING, ImportState.UNDOING})


class ImportPlan(TextChoices):
    """What a row would do."""

    NEW = "new", "New group"
    UPDATE = "update", "Changes a group"
    SAME = "same", "Nothing to change"
    WRONG = "wrong", "Has errors"


class ImportOutcome(TextChoices):
    CREATED = "created", "Made"
    UPDATED = "updated", "Changed"
    SKIPPED = "skipped", "Left alone"
    TAKEN_BACK = "taken_back", "Taken back"
    KEPT = "kept", "Stays"
