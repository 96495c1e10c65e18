"""What the charity gives to groups: files in versions, and posters that are made for each group."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Collection, CollectionViewRestriction

from groups import made
from groups.models import Resource, ResourceVersion
from pages.models import SiteDocument
from people.models import User

COLLECTION, KEEPERS = "Resources of groups", "Group coordinators"


class NoFile(Exception):
    """It is made for each group, so there is no file of it to replace."""


class UnknownMaker(Exception):
    """No app makes anything of this name."""


@transaction.atomic
def add(*, title: str, description: str, order: int, file: File[Any], by: User) -> Resource:
    resource = Resource.objects.create(title=title, description=description, order=order)
    keep(resource, file, what_changed="", by=by)
    log(resource, "resource.add", user=by)
    return resource


@transaction.atomic
def add_made(*, title: str, description: str, order: int, maker: str, by: User) -> Resource:
    """Raises UnknownMaker."""
    if made.get(maker) is None:
        raise UnknownMaker
    resource = Resource.objects.create(title=title, description=description, order=order, maker=maker)
    ResourceVersion.objects.create(resource=resource, number=1, by=by)
    log(resource, "resource.add", user=by)
    return resource


@transaction.atomic
def new_version(resource: Resource, *, file: File[Any], what_changed: str, by: User) -> ResourceVersion:
    """The earlier ones stay. Raises NoFile."""
    locked = Resource.objects.select_for_update().get(pk=resource.pk)
    if locked.maker:
        raise NoFile
    version = keep(locked, file, what_changed=what_changed, by=by)
    log(locked, "resource.version", user=by, data={"number": version.number, "what_changed": what_changed})
    return version


def keep(resource: Resource, file: File[Any], *, what_changed: str, by: User) -> ResourceVersion:
    newest: int | None = resource.versions.aggregate(newest=Max("number"))["newest"]
    number = (newest or 0) + 1
    file.name = f"{slugify(resource.title)[:60] or 'resource'}-{number}.{extension(file)}"
    document = SiteDocument(
        title=f"{resource.title}, version {number}", file=file, collection=collection(), uploaded_by_user=by
    )
    document._set_document_file_metadata()
    document.full_clean()
    document.save()
    return ResourceVersion.objects.create(
        resource=resource, number=number, document=document, what_changed=what_changed, by=by
    )


def extension(file: File[Any]) -> str:
    return (file.name or "").rpartition(".")[2].lower()


def collection() -> Collection:
    """Of files that nobody but staff fetches by Wagtail's own address, where nothing is counted."""
    root = Collection.objects.select_for_update().get(depth=1)
    found: Collection | None = Collection.objects.child_of(root).filter(name=COLLECTION).first()
    if found is not None:
        return found
    new: Collection = root.add_child(name=COLLECTION)
    restriction = CollectionViewRestriction.objects.create(
        collection=new, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.set(Group.objects.filter(name=KEEPERS))
    return new


@transaction.atomic
def change(resource: Resource, *, title: str, description: str, order: int, by: User) -> None:
    """What is said of it, and where it stands among the others."""
    Resource.objects.filter(pk=resource.pk).update(title=title, description=description, order=order)
    log(resource, "resource.change", user=by)


@transaction.atomic
def withdraw(resource: Resource, *, by: User) -> bool:
    """Groups see it no more; its files stay. False where it was withdrawn before."""
    done = bool(Resource.objects.current().filter(pk=resource.pk).update(withdrawn_at=timezone.now()))
    if done:
        log(resource, "resource.withdraw", user=by)
    return done


@transaction.atomic
def bring_back(resource: Resource, *, by: User) -> bool:
    """False where groups see it already."""
    withdrawn = Resource.objects.filter(pk=resource.pk, withdrawn_at__isnull=False)
    done = bool(withdrawn.update(withdrawn_at=None))
    if done:
        log(resource, "resource.bring_back", user=by)
    return done
