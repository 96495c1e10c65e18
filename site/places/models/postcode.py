from django.db import models

from places.models.position import Position


class Postcode(models.Model):
    """One unit postcode. The whole table is exchanged at once by `import_postcodes`, never written row by row.

    So the foreign key is checked there, by the import, and not once more by the database for each of two million rows.
    """

    code = models.CharField(max_length=7, primary_key=True, help_text="Without its space: LS14DY.")
    latitude = models.FloatField(null=True, help_text="Degrees north, WGS84; empty where it has no grid reference.")
    longitude = models.FloatField(null=True)
    constituency = models.ForeignKey(
        "places.Constituency",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    terminated_on = models.DateField(null=True, help_text="The first of the month in which it ended.")

    def __str__(self) -> str:
        return f"{self.code[:-3]} {self.code[-3:]}"

    @property
    def position(self) -> Position | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)


class Outcode(models.Model):
    """The first half of a postcode ("LS1") and the middle of what lies in it."""

    code = models.CharField(max_length=4, primary_key=True)
    latitude = models.FloatField(help_text="Degrees north, WGS84.")
    longitude = models.FloatField()
    postcodes = models.PositiveIntegerField(
        default=0, help_text="How many live postcodes the position is the mean of; 0 where it is that of a town."
    )

    def __str__(self) -> str:
        return self.code

    @property
    def position(self) -> Position:
        return Position(self.latitude, self.longitude)
