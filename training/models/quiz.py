import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from training.enums import AttemptKind, AttemptState


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_use(self) -> "QuestionQuerySet":
        return self.filter(retired_at=None)

    def weak(self) -> "QuestionQuerySet":
        return self.in_use().filter(statistic__isnull=False).exclude(statistic__flag="")


class Question(models.Model):
    """Of the bank of a course. Words that somebody was asked are never changed: a new row replaces the old one."""

    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="questions")
    module = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    is_critical = models.BooleanField(default=False, help_text="Safety: it has to be right.")
    fact = models.ForeignKey("pages.Fact", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(
        "training.Indicator", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=200)
    review_by = models.DateField()
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    was_asked = models.BooleanField(default=False, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class Option(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    is_right = models.BooleanField(default=False)
    why = models.CharField(max_length=300, help_text="Why it is right, or wrong.")

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(
                fields=("question",), condition=Q(is_right=True), name="a_question_has_one_right_answer"
            )
        ]

    def __str__(self) -> str:
        return self.text


class FactTaught(models.Model):
    """A fact that a course teaches as safety-critical, in the words that holders learnt or were last asked about."""

    course = models.ForeignKey("training.Course", on_delete=models.CASCADE, related_name="+")
    fact = models.ForeignKey("pages.Fact", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("course", "fact"), name="a_fact_is_taught_in_one_wording_by_a_course")
        ]

    def __str__(self) -> str:
        return f"fact {self.fact_id} of course {self.course_id}"


class UpdateAsked(models.Model):
    """A safety-critical fact changed, and whoever holds the course is asked about it. Their awards stay as they are."""

    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="updates")
    fact = models.ForeignKey("pages.Fact", on_delete=models.PROTECT, related_name="+")
    what_changed = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    told_all_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"update {self.pk}"


class UpdateHolder(models.Model):
    """Somebody who held the course when it was asked about: told once, and done or not. Not doing it takes nothing."""

    update = models.ForeignKey(UpdateAsked, on_delete=models.CASCADE, related_name="holders")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("update", "person"), name="a_holder_is_asked_once_of_a_change")]

    def __str__(self) -> str:
        return f"holder {self.pk}"


class QuizEntry(models.Model):
    """Somebody would like to take a quiz, and has yet to show that the address they typed is theirs."""

    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey("training.Course", on_delete=models.CASCADE, related_name="+")
    update = models.ForeignKey(UpdateAsked, null=True, on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey("people.EntryCode", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    is_adult = models.BooleanField(default=True)
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    proved_at = models.DateTimeField(null=True, blank=True)
    attempt = models.ForeignKey("training.Attempt", null=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"entry {self.pk}"


class QuizAttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> "QuizAttemptQuerySet":
        return self.filter(state=AttemptState.OPEN)

    def over(self) -> "QuizAttemptQuerySet":
        return self.exclude(state=AttemptState.OPEN)

    def of_course(self) -> "QuizAttemptQuerySet":
        """Those that give an award: not those about one fact that changed."""
        return self.exclude(kind=AttemptKind.UPDATE)

    def overdue(self) -> "QuizAttemptQuerySet":
        return self.open().filter(ends_at__lt=timezone.now())


class Attempt(models.Model):
    """At a quiz: what is asked, in which order, is fixed when it begins."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=20, choices=AttemptKind, default=AttemptKind.FULL)
    update = models.ForeignKey(UpdateAsked, null=True, on_delete=models.PROTECT, related_name="attempts")
    name = models.CharField(max_length=200, blank=True, help_text="For the certificate; emptied at erasure.")
    is_adult = models.BooleanField(default=True)
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    asked = models.JSONField(help_text="[[question, [options in their order]], …]: keys alone.")
    drawn = models.PositiveSmallIntegerField(help_text="How many questions were asked.")
    state = models.CharField(max_length=20, choices=AttemptState, default=AttemptState.OPEN)
    begun_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    extended = models.PositiveSmallIntegerField(default=0, help_text="How often its owner asked for more time.")
    sent_at = models.DateTimeField(null=True, blank=True)
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    critical_wrong = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = QuizAttemptQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_at",)
        indexes = [models.Index(fields=("ends_at",), condition=Q(state="open"), name="open_attempts_by_their_end")]
        constraints = [
            models.UniqueConstraint(
                fields=("person", "version"),
                condition=Q(state="open") & ~Q(kind="update"),
                name="one_open_attempt_of_a_person",
            ),
            models.UniqueConstraint(
                fields=("person", "update"), condition=Q(state="open"), name="one_open_attempt_at_an_update"
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == AttemptState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.ends_at < timezone.now()

    @property
    def was_late(self) -> bool:
        """Whether it was not sent in before its time was over."""
        return self.sent_at is None or self.sent_at > self.ends_at


class Answer(models.Model):
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("attempt", "question"), name="one_answer_to_a_question_of_an_attempt")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class ItemStatistic(models.Model):
    """Of a question, made anew each night from attempts that are over; it stays when those are forgotten."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="statistic")
    answered = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    discrimination = models.FloatField(null=True, help_text="Point-biserial with the rest of the score.")
    chosen = models.JSONField(default=dict, help_text="How often each option was chosen, by key.")
    past = models.JSONField(default=dict, help_text="The sums of attempts that are forgotten.")
    flag = models.CharField(max_length=80, blank=True, help_text="What is weak about it, separated by commas.")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"statistic {self.pk}"

    @property
    def difficulty(self) -> float | None:
        """The share of those asked who were right."""
        return self.right / self.answered if self.answered else None
