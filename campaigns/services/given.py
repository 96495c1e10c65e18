"""What somebody signs with, as their form says it."""

from typing import NamedTuple

from campaigns.models import Petition
from groups.models import CommunityGroup
from people.models import ConsentWording


class Given(NamedTuple):
    petition: Petition
    name: str
    email: str
    postcode: str  # in its official form; "" abroad
    country: str
    is_public: bool
    comment: str
    agreed: tuple[ConsentWording, ...]  # the words beside which they ticked a box
    group: CommunityGroup | None  # whose link they came by
