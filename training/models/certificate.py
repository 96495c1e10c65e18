from django.db import models
from django.utils import timezone

from training.models.award import Award


class Certificate(models.Model):
    """Of an award, frozen when it is issued: these bytes are shown for ever. Only erasure takes the name out of it."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=16, unique=True, help_text="Printed on it; its last digit checks the others.")
    payload = models.BinaryField(help_text="What it says, as canonical JSON.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what it said when it was issued.")
    token = models.CharField(max_length=1000, help_text="What its QR code holds, signed, with no name.")
    pdf = models.BinaryField(help_text="Empty once its holder was erased.")
    salt = models.CharField(max_length=32, blank=True, help_text="Of the address in badges; empty once erased.")
    shows_name = models.BooleanField(default=False, help_text="Its holder lets whoever checks it see their name.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(salt="", shows_name=False) | ~models.Q(salt=""),
                name="a_certificate_without_a_holder_shows_no_name",
            )
        ]

    def __str__(self) -> str:
        return f"certificate {self.pk}"

    @property
    def is_erased(self) -> bool:
        return not self.salt


class CertificateBatch(models.Model):
    """Certificates for all who completed a course in some time, or came to a session; made slice by slice."""

    course = models.ForeignKey("training.Course", null=True, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey("training.Session", null=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    tells = models.BooleanField(default=False, help_text="Whoever gets one is sent the link to it.")
    last = models.PositiveBigIntegerField(help_text="Key of the newest award there was when it was asked for.")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cursor = models.PositiveBigIntegerField(default=0, help_text="Key of the award up to which it has come.")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(course__isnull=False) | models.Q(session__isnull=False),
                name="certificates_are_made_for_a_course_or_a_session",
            )
        ]

    def __str__(self) -> str:
        return f"certificates {self.pk}"
