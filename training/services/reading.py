"""What somebody who is signed in says they have read. Whoever isn't keeps it in their browser."""

from django.db import transaction

from training.models import LessonRead, Module


@transaction.atomic
def note(*, person_id: int, module: Module) -> None:
    """Safe when called twice at once."""
    LessonRead.objects.bulk_create([LessonRead(person_id=person_id, module=module)], ignore_conflicts=True)


@transaction.atomic
def take_back(*, person_id: int, module: Module) -> None:
    LessonRead.objects.filter(person=person_id, module=module).delete()
