from django.db import models

from places.models.area import Constituency


class LivesInConstituency(models.Model):
    """What was looked up from a postcode and what the person chose, kept apart; a choice counts before a find."""

    constituency_found = models.ForeignKey(
        "places.Constituency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    constituency_chosen = models.ForeignKey(
        "places.Constituency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def constituency(self) -> Constituency | None:
        return self.constituency_chosen or self.constituency_found

    @property
    def constituency_id(self) -> int | None:
        chosen, found = self.constituency_chosen_id, self.constituency_found_id
        return chosen if chosen is not None else found
