"""When the stored pages of places end: once for an import, of however many rows, and at each edit by hand."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry

from pages import generation
from places.models import Constituency, DataImport, GovernmentOffice, Representative

EDITED_BY_HAND = (Constituency, GovernmentOffice, Representative)


def listen() -> None:
    generation.listen_to(DataImport)  # written as the last row of an import, and again when it is undone
    post_save.connect(publish_edited, sender=ModelLogEntry)


def publish_edited(*, instance: ModelLogEntry, **_: Any) -> None:
    """Wagtail logs whatever staff add, change or delete, in the transaction that does it."""
    types = ContentType.objects.get_for_models(*EDITED_BY_HAND).values()
    if instance.content_type_id in {each.pk for each in types}:
        generation.publish()
