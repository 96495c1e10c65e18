from django.db import models


class Constituency(models.Model):
    """A seat in the House of Commons; a change of boundaries makes a new row."""

    code = models.CharField(max_length=9, unique=True, help_text="The GSS code, such as E14001063.")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "constituencies"

    def __str__(self) -> str:
        return self.name
