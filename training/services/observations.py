"""Noting what was seen of a trainer at work."""

from datetime import date

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person, User
from training.models import Observation, Session


@transaction.atomic
def note(*, trainer: Person, on: date, text: str, by: User, session: Session | None = None) -> Observation:
    made = Observation.objects.create(trainer=trainer, on=on, note=text, by=by, session=session)
    log(made, "observation.add", user=by)
    return made
