"""What this app holds of whoever follows a campaign, and for how long where they never confirmed it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.models import CampaignFollow
from campaigns.services import following
from people import holdings
from people.models import Person
from people.retention import Rule, of_person
from people.retention import register as register_rule
from people.services import erasure, people

UNCONFIRMED = "unconfirmed"  # the key of settings.KEEP_DAYS


def asleep(before: datetime) -> QuerySet[CampaignFollow]:
    return CampaignFollow.objects.asleep().filter(asked_at__lt=before)


def forget_asleep(rows: Sequence[CampaignFollow]) -> None:
    """Asked again under the lock of confirming, since they may have done that meanwhile, or asked again."""
    known = Person.objects.known().filter(pk__in={row.person_id for row in rows})
    people.lock_addresses(known.values_list("address_id", flat=True))
    before = timezone.now() - timedelta(days=settings.KEEP_DAYS[UNCONFIRMED])
    asleep(before).filter(pk__in=[row.pk for row in rows]).delete()
    for person in known:
        erasure.forget_if_unused(person)


def register() -> None:
    holdings.register(
        holdings.Holding(
            model=CampaignFollow,
            title="Campaigns you follow",
            why="To write to you about the campaigns that matter to you.",
            retention="Until you stop following. Unconfirmed: 30 days.",
            rows=lambda person: CampaignFollow.objects.filter(person=person).select_related("page").order_by("pk"),
            export=lambda row: {
                "campaign": row.page.title,
                "asked_at": row.asked_at,
                "confirmed_at": row.confirmed_at,
            },
            erase=following.erase,
            moves="person",
            withdrawal=holdings.Withdrawal(
                label="Stop following this campaign",
                may=lambda row: True,
                do=lambda person, key: following.stop(person=person, follow_id=key),
                warning="You still get our other news, until you stop that too.",
            ),
        )
    )
    register_rule(
        Rule(
            name="unconfirmed-follows",
            policy="That somebody wants to follow a campaign, and never confirmed, is deleted after {period}.",
            days=UNCONFIRMED,
            overdue=asleep,
            forget=forget_asleep,
            held=of_person(),
        )
    )
