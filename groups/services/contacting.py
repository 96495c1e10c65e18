"""Writing to a group from its page: its leaders get it, and nobody's address is shown to whoever writes."""

from django.db import transaction

from groups.enums import GroupState
from groups.models import CommunityGroup
from groups.services import membership
from mail.services import deliveries, limits

MOST, A_DAY = 30, 24 * 60 * 60  # to one group, whoever writes


class NobodyReads(Exception):
    """The group is not approved, or nobody leads it."""


class TooMany(Exception):
    """The group got as many messages as it may in a day."""


@transaction.atomic
def write(*, group: CommunityGroup, name: str, email: str, message: str) -> int:
    """A message to each who leads the group now; returns how many. Nothing is kept but what waits to be sent.

    The address is that of whoever writes, as typed; nobody has checked it. Raises NobodyReads and TooMany.
    """
    readers = {leader.address_id for leader in membership.leaders(group)}
    if group.state != GroupState.APPROVED or not readers:
        raise NobodyReads
    if not limits.allow(f"contact:{group.pk}", MOST, A_DAY):
        raise TooMany
    context = {"group": group.name, "name": name, "email": email, "message": message}
    for address_id in sorted(readers):
        deliveries.queue(kind="group_contact", address_id=address_id, context=context)
    return len(readers)
