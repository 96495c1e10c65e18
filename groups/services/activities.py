"""What a group did, as those who lead it write it down."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from groups.enums import ActivityKind
from groups.models import Activity, CommunityGroup, Event
from groups.services import health, membership, photos
from groups.services.photos import Photo
from pages import generation
from people.models import Person


class Twice(Exception):
    """The same was written down before: a button pressed twice, or somebody else was earlier."""


class NotYet(Exception):
    """Its day is to come, or the event is not over."""


class Details(NamedTuple):
    """What whoever writes it down says of it."""

    kind: ActivityKind
    on: date
    title: str
    description: str = ""
    people_reached: int = 0
    materials: str = ""


@transaction.atomic
def add(
    *,
    group: CommunityGroup,
    details: Details,
    by: Person | None,
    event: Event | None = None,
    photo: Photo | None = None,
) -> Activity:
    """Raises Twice and NotYet. Safe when called twice at once: the second finds what the first wrote."""
    refuse_future(details.on)
    locked = membership.lock(group)
    if event is not None:
        free(event, group)
    same = {"kind": details.kind, "on": details.on, "title": details.title}
    if locked.activities.told().filter(**same).exists():
        raise Twice
    made = Activity(group=locked, event=event, by=by, **details._asdict())
    take_photo(made, photo)
    made.save(force_insert=True)
    look_again(locked)
    return made


def free(event: Event, group: CommunityGroup) -> None:
    """An event has one account; one that was taken back makes way for the next."""
    if event.group_id != group.pk or not event.is_over:
        raise NotYet
    if Activity.objects.told().filter(event=event).exists():
        raise Twice
    Activity.objects.filter(event=event).update(event=None)


@transaction.atomic
def change(activity: Activity, details: Details, *, photo: Photo | None = None, drop_photo: bool = False) -> Activity:
    """A new photo takes the place of the old one, whose file is deleted. Raises NotYet.

    Raises Activity.DoesNotExist for one that was taken back.
    """
    refuse_future(details.on)
    group = membership.lock(activity.group)
    found = group.activities.told().select_related("photo").get(pk=activity.pk)
    for name, value in details._asdict().items():
        setattr(found, name, value)
    if photo or drop_photo:
        remove_photo(found)
    take_photo(found, photo)
    found.save()
    look_again(group)
    return found


@transaction.atomic
def take_back(activity: Activity) -> bool:
    """It counts no more, and its photo is deleted. False where it was taken back before."""
    group = membership.lock(activity.group)
    found = group.activities.told().select_related("photo").filter(pk=activity.pk).first()
    if found is None:
        return False
    remove_photo(found)
    found.removed_at = timezone.now()
    found.save()
    look_again(group)
    return True


@transaction.atomic
def put_back(activity: Activity) -> bool:
    """As it was, without its photo. False where it counts already. Raises Twice where the same was written since."""
    group = membership.lock(activity.group)
    found = group.activities.filter(removed_at__isnull=False, pk=activity.pk).first()
    if found is None:
        return False
    if group.activities.told().filter(kind=found.kind, on=found.on, title=found.title).exists():
        raise Twice
    found.removed_at = None
    found.save(update_fields=["removed_at"])
    look_again(group)
    return True


def refuse_future(day: date) -> None:
    if day > timezone.localdate(timezone=timezone.get_default_timezone()):
        raise NotYet


def take_photo(activity: Activity, photo: Photo | None) -> None:
    if photo:
        activity.photo = photos.keep(photo, title=activity.title)
        activity.photo_permission = photo.permission


def remove_photo(activity: Activity) -> None:
    photo, activity.photo, activity.photo_permission = activity.photo, None, ""
    if photo:
        activity.save(update_fields=["photo", "photo_permission"])
        photo.delete()


def look_again(group: CommunityGroup) -> None:
    """Whether the group fares better is known at once, and its page is made anew."""
    health.look_again(group)
    generation.publish()
