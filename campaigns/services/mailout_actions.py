"""Counting what people do once they came by a mail-out's link: sums a day, which name nobody."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns.mailout_enums import LEFT, AfterMailout
from campaigns.models import Mailout, MailoutAction


@transaction.atomic
def count(*, mailout_id: int, kind: AfterMailout) -> bool:
    """One more; False where no such mail-out has gone out. Whoever sends a form twice counts twice."""
    if not Mailout.objects.filter(pk=mailout_id, state__in=LEFT).exists():
        return False
    sums = MailoutAction.objects.filter(mailout=mailout_id, kind=kind, day=timezone.localdate())
    if not sums.update(number=F("number") + 1):
        empty = MailoutAction(mailout_id=mailout_id, kind=kind, day=timezone.localdate())
        MailoutAction.objects.bulk_create([empty], ignore_conflicts=True)
        sums.update(number=F("number") + 1)
    return True
