from django.db import models


class Boundary(models.Model):
    """A constituency's outline, simplified and projected, as it is drawn (places.maps.projection says onto what)."""

    constituency = models.OneToOneField(
        "places.Constituency", on_delete=models.CASCADE, primary_key=True, related_name="boundary"
    )
    path = models.TextField(help_text="The d of an SVG path, in the units of places.maps.projection.")

    class Meta:
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return f"boundary of constituency {self.constituency_id}"
