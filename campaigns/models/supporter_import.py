from django.db import models
from django.db.models import Q

from campaigns.mailout_enums import MAILOUT_PURPOSES, ImportState, LineState


class SupporterImport(models.Model):
    """A list of supporters that staff bring in, with what shows that they agreed. Being on it is no agreement."""

    file_name = models.CharField(max_length=200)
    header = models.JSONField(default=list, help_text="The names of its columns.")
    columns = models.JSONField(default=dict, help_text="Which field each column is: its number by the field's name.")
    purpose = models.CharField(
        max_length=30,
        choices=MAILOUT_PURPOSES,
        blank=True,
        help_text="What they agreed to, where that can be shown. Empty: nothing; each is asked first, or not at all.",
    )
    evidence = models.TextField(max_length=2000, help_text="How and when they agreed, and where that can be seen.")
    evidence_file = models.ForeignKey(
        "pages.SiteDocument", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    remark = models.CharField(max_length=300, blank=True, help_text="How the file was read.")
    done_to = models.PositiveIntegerField(default=0, help_text="The last line that was dealt with.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When staff had them asked to confirm.")

    class Meta:
        ordering = ("-created_at",)
        permissions = [("undo_supporterimport", "Can undo imports of supporters")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="an_import_of_supporters_is_in_a_known_state"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class SupporterLine(models.Model):
    """A line of such a list. Its cells are blanked once it was brought in, and with an erasure."""

    batch = models.ForeignKey(SupporterImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=LineState, default=LineState.NEW)
    error = models.CharField(max_length=200, blank=True)
    misread = models.CharField(max_length=200, blank=True, help_text="What was wrong with it when it was read.")
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="Keyed hash of its address, which tells two lines about one."
    )
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    consent = models.ForeignKey("people.Consent", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_person = models.BooleanField(default=False, help_text="Whether the person was not known before.")

    class Meta:
        ordering = ("batch", "number")
        constraints = [
            models.UniqueConstraint(fields=("batch", "number"), name="one_line_for_each_number_of_an_import")
        ]
        indexes = [models.Index(fields=("batch", "fingerprint"), name="lines_of_an_import_by_address")]

    def __str__(self) -> str:
        return f"line {self.number}"
