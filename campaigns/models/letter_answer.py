from django.db import models
from django.db.models import Q
from django.utils import timezone

from campaigns.letter_enums import AnswerSort, Outcome, PrintRunState, Publication
from campaigns.models.letter import Letter
from people.sealed import SealedBytesField, SealedTextField


class PrintRun(models.Model):
    """Letters that are printed and posted together: one file, made in the background."""

    state = models.CharField(max_length=10, choices=PrintRunState, default=PrintRunState.QUEUED)
    number = models.PositiveIntegerField(default=0, help_text="Of letters.")
    done = models.PositiveIntegerField(default=0, help_text="Letters that stand in the file so far.")
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When its maker last gave a sign of life.")
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    posted_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        permissions = [("post_printrun", "Can mark print runs as posted")]

    def __str__(self) -> str:
        return f"print run {self.pk}"


class PrintFile(models.Model):
    """The file of a print run, with everybody's words: apart, so that no list ever loads it."""

    run = models.OneToOneField(PrintRun, on_delete=models.CASCADE, primary_key=True, related_name="file")
    content = SealedBytesField()

    def __str__(self) -> str:
        return f"file of print run {self.run_id}"


class LetterAnswer(models.Model):
    """What came back to a letter. Its text is private unless staff publish it and the letter's writer agrees."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=64, help_text="SHA-256 of the message as it came.")
    sort = models.CharField(max_length=10, choices=AnswerSort)
    status = models.CharField(max_length=12, blank=True, help_text="Of what came back: the mail server's code.")
    domain = models.CharField(max_length=255, blank=True, help_text="Of whoever sent it.")
    subject = SealedTextField(blank=True)
    text = SealedTextField(blank=True)
    attachments = models.PositiveSmallIntegerField(default=0, help_text="How many were left out.")
    received_at = models.DateTimeField(default=timezone.now)
    passed_on_at = models.DateTimeField(null=True, blank=True, help_text="When its letter's writer was sent it.")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="When staff dealt with it.")
    publication = models.CharField(max_length=10, choices=Publication, default=Publication.PRIVATE)
    asked_at = models.DateTimeField(null=True, blank=True)
    published_text = models.TextField(max_length=20_000, blank=True, help_text="What is shown: without any name.")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-received_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("letter", "key"), name="an_answer_to_a_letter_is_kept_once"),
            models.CheckConstraint(
                condition=~Q(publication="published") | Q(published_at__isnull=False) & ~Q(published_text=""),
                name="a_published_answer_has_a_text_and_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=("received_at",), condition=Q(passed_on_at=None, sort="reply"), name="answers_to_pass_on"
            ),
            models.Index(fields=("received_at",), condition=Q(seen_at=None), name="answers_not_seen"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} to letter {self.letter_id}"


class Questionnaire(models.Model):
    """What its writer says came of a letter, asked two and three weeks after it left."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="questionnaire")
    asked = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None) | ~Q(outcome="") & Q(answered_at__isnull=False),
                name="an_outcome_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return f"questionnaire of letter {self.letter_id}"
