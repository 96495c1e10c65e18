from django.db import models
from django.db.models import F, Q

from places.enums import Source


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def current(self) -> "RepresentativeQuerySet":
        return self.filter(ended_on=None)


class Representative(models.Model):
    """One person's time as the Member of Parliament for one constituency; history is kept."""

    constituency = models.ForeignKey("places.Constituency", on_delete=models.PROTECT, related_name="representatives")
    member_id = models.PositiveIntegerField(
        null=True, blank=True, db_index=True, help_text="Parliament's own number of the member."
    )
    name = models.CharField(max_length=120, help_text="As Parliament shows it.")
    full_title = models.CharField(max_length=200, blank=True, help_text="As on an envelope.")
    address_as = models.CharField(max_length=120, blank=True, help_text="As in a letter's greeting: Ms Smith.")
    party = models.CharField(max_length=100, blank=True)
    party_abbreviation = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True, help_text="The address at parliament.uk, where there is one.")
    started_on = models.DateField(null=True, blank=True, help_text="Empty where it isn't known.")
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source, default=Source.BY_HAND)
    checked_at = models.DateTimeField(help_text="When this was last compared with its source.")

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        ordering = ("constituency__name", F("ended_on").desc(nulls_first=True), "-started_on")
        verbose_name = "Member of Parliament"
        verbose_name_plural = "Members of Parliament"
        constraints = [
            models.UniqueConstraint(
                fields=("constituency",),
                condition=Q(ended_on=None),
                name="one_current_representative_for_each_constituency",
                violation_error_message="This constituency has an MP already. Give that one an end first.",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="a_representative_ends_after_they_begin",
                violation_error_message="The end lies before the start.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
