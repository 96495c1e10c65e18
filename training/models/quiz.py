import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from training.enums import AttemptKind, AttemptState


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
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

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


class Attempt(models.Model):
    """At a quiz: what is asked, in which order, is fixed when it begins."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="attempts")
    version = models.ForeignKey("training.CourseVersion", on_delete=models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=20, choices=AttemptKind, default=AttemptKind.FULL)
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe, editable=False)
    asked = models.JSONField(help_text="[[question, [options in their order]], …]: keys alone.")
    state = models.CharField(max_length=20, choices=AttemptState, default=AttemptState.OPEN)
    begun_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    extended = models.PositiveSmallIntegerField(default=0, help_text="How often its owner asked for more time.")
    sent_at = models.DateTimeField(null=True, blank=True)
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    critical_wrong = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-begun_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("person", "version", "kind"), condition=Q(state="open"), name="one_open_attempt_of_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"


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
    flag = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"statistic {self.pk}"
