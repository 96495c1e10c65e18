"""What staff write down about a group for one another."""

from django.db import transaction

from groups.models import CommunityGroup, Note
from people.models import User


@transaction.atomic
def add(*, group: CommunityGroup, text: str, by: User) -> Note:
    return Note.objects.create(group=group, text=text, by=by)
