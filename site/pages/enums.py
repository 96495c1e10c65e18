"""The kinds that pages, signs and, later, courses are ordered by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a sign points to."""

    GENERAL = "general", _("Any kind of exploitation")
    LABOUR = "labour", _("Forced labour")
    SEXUAL = "sexual", _("Sexual exploitation")
    DOMESTIC = "domestic", _("Domestic servitude")
    CRIMINAL = "criminal", _("Criminal exploitation")
    CHILD = "child", _("Children")
    ORGANS = "organs", _("Organ removal")


class ResourceKind(models.TextChoices):
    LEAFLET = "leaflet", _("Leaflet or poster")
    GUIDE = "guide", _("Guide")
    FIGURES = "figures", _("Figures")
    REPORT = "report", _("Report")
