"""Two who lead write the same down at the same moment, each with a connection of their own."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from wagtail.models import Collection

from groups.enums import ActivityKind
from groups.models import Activity, CommunityGroup
from groups.services import activities, photos
from groups.services.activities import Details
from groups.services.photos import Photo
from tests.groups import people, photographed
from tests.groups.test_seats_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything"),
]


def write(group: CommunityGroup, title: str, upload: SimpleUploadedFile) -> str:
    details = Details(ActivityKind.TALK, timezone.localdate(), title)
    photo = Photo(photos.drawn_anew(upload), "A table", "Nobody is in it.")
    try:
        activities.add(group=group, details=details, by=None, photo=photo)
    except activities.Twice:
        return "twice"
    return "written"


def test_the_same_is_written_once_and_all_photos_share_one_collection(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    leeds, york = people.group(), people.group("York")
    small = partial(photographed.photo, size=(40, 20))
    at_once([partial(write, group, "A talk", small()) for group in (leeds, leeds, leeds, york, york)])
    assert list(Activity.objects.order_by("group").values_list("group", flat=True)) == sorted([leeds.pk, york.pk])
    assert Collection.objects.filter(name=photos.COLLECTION).count() == 1
    assert Collection.find_problems() == ([], [], [], [], [])
