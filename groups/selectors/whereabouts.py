"""Where community groups are."""

from django.db.models import Count

from groups.models import CommunityGroup
from places.models import Position
from places.selectors import places
from places.selectors.places import Near

NEAREST = 5
FAR = 80.0  # km: farther is nobody's evening out


def by_constituency() -> dict[int, int]:
    """How many groups there are, by the key of the constituency."""
    counted = CommunityGroup.objects.listed().exclude(constituency=None).values_list("constituency_id")
    return dict(counted.annotate(groups=Count("pk")).order_by("constituency_id"))


def near(position: Position) -> list[Near[CommunityGroup]]:
    return places.nearest(CommunityGroup.objects.listed(), position=position, limit=NEAREST, within=FAR)
