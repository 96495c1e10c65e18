from django.db import models


class CourseKind(models.TextChoices):
    AWARENESS = "awareness", "Awareness"
    LEADER = "leader", "Group leaders"
    TRAINER = "trainer", "Trainers"
    OTHER = "other", "Other"


class VersionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "In use"
    RETIRED = "retired", "No longer in use"


class AttemptKind(models.TextChoices):
    FULL = "full", "The whole course"
    REFRESHER = "refresher", "Refresher"
    UPDATE = "update", "What has changed"


class AttemptState(models.TextChoices):
    OPEN = "open", "Begun"
    PASSED = "passed", "Passed"
    FAILED = "failed", "Not passed"
    ENDED = "ended", "Ran out of time"


class Method(models.TextChoices):
    QUIZ = "quiz", "Quiz"
    SESSION = "session", "Session"
    GROUP = "group", "Logged by the leader of a group"
    IMPORT = "import", "Import"
    STAFF = "staff", "Entered by staff"


class Standing(models.TextChoices):
    """Of an award on a day; derived, never stored: training.validity."""

    UPCOMING = "upcoming", "Upcoming"
    VALID = "valid", "Valid"
    EXPIRING = "expiring", "Runs out soon"
    GRACE = "grace", "Ran out, can be refreshed"
    LAPSED = "lapsed", "Ran out"
    REVOKED = "revoked", "Revoked"
    SUPERSEDED = "superseded", "Renewed"


COUNTS_AS_TRAINED = frozenset({Standing.VALID, Standing.EXPIRING})


class MarkSource(models.TextChoices):
    TRAINER = "trainer", "Register of the trainer"
    CODE = "code", "The code on the screen"
    SHEET = "sheet", "The printed sheet"
    LIST = "list", "A list"


class LogState(models.TextChoices):
    """Of training that a leader logged for people of their group."""

    TAKEN = "taken", "Counted"
    SAMPLED = "sampled", "To be looked at"
    CONFIRMED = "confirmed", "Looked at, in order"
    REFUSED = "refused", "Refused"
    TAKEN_BACK = "taken_back", "Taken back by who wrote it"


class Sampled(models.TextChoices):
    """Why staff look at training that a leader logged."""

    FIRST = "first", "The first of this group"
    OWN = "own", "Who wrote it is among those trained"
    CHANCE = "chance", "One in ten, by chance"
    DENIED = "denied", "Somebody whom it names says that it is not so"


class Rule(models.TextChoices):
    """Of reminders, in days before the end of an award."""

    D90 = "90", "90 days before"
    D60 = "60", "60 days before"
    D30 = "30", "30 days before"
    D7 = "7", "7 days before"
    DAY = "0", "On its last day"
    AFTER = "-30", "30 days after"


class RowPlan(models.TextChoices):
    """What a row of a file would do."""

    GIVE = "give", "Is noted"
    SAME = "same", "Known already"
    WRONG = "wrong", "Has errors"


class RowOutcome(models.TextChoices):
    DONE = "done", "Noted"
    LEFT = "left", "Left alone"
    TAKEN_BACK = "taken_back", "Taken back"
    KEPT = "kept", "Stays"


class Way(models.TextChoices):
    """How somebody takes part in a session."""

    HERE = "here", "In person"
    ONLINE = "online", "Online"


class When(models.TextChoices):
    MONTH = "month", "Within a month"
    QUARTER = "quarter", "Within three months"


class Weakness(models.TextChoices):
    """Of a question, by its statistic: services.item_statistics."""

    EASY = "easy", "Too easy"
    HARD = "hard", "Too hard"
    NEGATIVE = "negative", "Those who know more get it wrong"
    UNUSED = "unused", "An answer that nobody chooses"
