"""What a group has done, as everybody may see it."""

from typing import NamedTuple

from django.db.models import Count, Sum

from groups.models import CommunityGroup
from places.disclosure import LEAST


class Impact(NamedTuple):
    activities: int
    people_reached: int | None  # None where it is too small to be shown


def of(group: CommunityGroup) -> Impact:
    told = group.activities.filter(removed_at=None)
    found = told.aggregate(activities=Count("pk"), people=Sum("people_reached", default=0))
    people = found["people"]
    return Impact(found["activities"], None if 0 < people < LEAST else people)
