"""How often the links of mail-outs are followed: sums by day, and nothing about whoever follows them."""

from django.db.models import F
from django.utils import timezone

from campaigns.models import MailoutClicks, MailoutLink

VARIANTS = ("a", "b")


def count(*, link: MailoutLink, variant: str) -> None:
    """One more today; a subject that there can't be counts nothing."""
    if variant not in VARIANTS:
        return
    row = {"link": link, "variant": variant, "day": timezone.localdate()}
    found = MailoutClicks.objects.filter(**row)
    one_more = {"number": F("number") + 1}
    if not found.update(**one_more):
        MailoutClicks.objects.bulk_create([MailoutClicks(**row, number=0)], ignore_conflicts=True)
        found.update(**one_more)
