from django.db import models


class SiteGeneration(models.Model):
    """One row with the two numbers that every stored page is kept under; raising one throws its pages away."""

    published = models.PositiveBigIntegerField(default=1, help_text="Raised when something that readers see changes.")
    counted = models.PositiveBigIntegerField(default=1, help_text="Raised when counts are folded, for pages with one.")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_site_generation")]

    def __str__(self) -> str:
        return f"published {self.published}, counted {self.counted}"
