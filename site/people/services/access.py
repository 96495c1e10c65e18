"""What staff do with what is held about a person, written down. Never what the record says, nor what was searched."""

from people.enums import Access
from people.models import AccessRecord, Person, User


def record(action: Access, *, by: User, person: Person | None = None, reason: str = "") -> AccessRecord:
    return AccessRecord.objects.create(action=action, by=by, person=person, reason=reason[:200])
