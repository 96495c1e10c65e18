"""Files for those who have a place at a session."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection, CollectionViewRestriction

from pages.models import SiteDocument
from people.models import User
from training.models import Material, Session

COLLECTION, KEEPERS = "Materials of sessions", "Trainers"
MOST = 20


class Full(Exception):
    """It has as many files as a session may have."""


@transaction.atomic
def attach(*, session: Session, title: str, file: File[Any], by: User) -> Material:
    """Raises Full."""
    if session.materials.count() >= MOST:
        raise Full
    extension = (file.name or "").rpartition(".")[2].lower()
    file.name = f"{slugify(title)[:60] or 'material'}.{extension}"
    document = SiteDocument(title=title, file=file, collection=collection(), uploaded_by_user=by)
    document._set_document_file_metadata()
    document.full_clean()
    document.save()
    return Material.objects.create(session=session, title=title, document=document)


@transaction.atomic
def detach(material: Material) -> None:
    """With its file, which nothing else uses."""
    document = material.document
    material.delete()
    document.delete()


@transaction.atomic
def detach_all(session: Session) -> None:
    """Before the session goes, which would leave the files behind."""
    for material in session.materials.select_related("document"):
        detach(material)


def collection() -> Collection:
    """Of files that nobody but staff fetches by Wagtail's own address."""
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
