"""Files that show how people on a list agreed: kept where nobody but staff can fetch them."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import File
from wagtail.models import Collection, CollectionViewRestriction

from pages.models import SiteDocument
from people.models import User

COLLECTION = "Evidence of consent"
KEEPERS = ("Campaign staff", "Data protection officers")


def keep(file: File[Any], *, by: User) -> SiteDocument:
    """Raises ValidationError where it is no kind of file that documents may be. Within a transaction."""
    extension = (file.name or "").rpartition(".")[2].lower()
    file.name = f"evidence-of-consent.{extension}"
    document = SiteDocument(title=COLLECTION, file=file, collection=collection(), uploaded_by_user=by)
    document._set_document_file_metadata()
    document.full_clean()
    document.save()
    return document


def collection() -> Collection:
    root = Collection.objects.select_for_update().get(depth=1)
    found: Collection | None = Collection.objects.child_of(root).filter(name=COLLECTION).first()
    if found is not None:
        return found
    new: Collection = root.add_child(name=COLLECTION)
    restriction = CollectionViewRestriction.objects.create(
        collection=new, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.set(Group.objects.filter(name__in=KEEPERS))
    return new
