"""Counting how often groups fetch what the charity gives them. Nobody is named."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from groups.models import CommunityGroup, Download, ResourceVersion


@transaction.atomic
def count(*, version: ResourceVersion, group: CommunityGroup) -> None:
    """One more today. Safe when called by many at once."""
    day, _ = Download.objects.get_or_create(version=version, group=group, day=timezone.localdate())
    Download.objects.filter(pk=day.pk).update(number=F("number") + 1)
