from django.db import models

from training.models.award import Award


class Certificate(models.Model):
    """Of an award, frozen when it is issued: these bytes are shown for ever."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="certificate")
    payload = models.BinaryField()
    digest = models.CharField(max_length=64)
    pdf = models.BinaryField()
    key = models.CharField(max_length=16)
    shows_name = models.BooleanField(default=False, help_text="Its holder lets whoever checks it see their name.")

    def __str__(self) -> str:
        return f"certificate {self.pk}"
