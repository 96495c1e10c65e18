"""Photos that leaders send: drawn anew, so that nothing but what can be seen in them is kept."""

import io
import secrets
from typing import NamedTuple

from django.core.files.base import File
from django.core.files.images import ImageFile
from PIL import Image, ImageOps
from wagtail.models import Collection

from pages.models import SiteImage

COLLECTION = "Photos of groups"
LARGEST, QUALITY = 2000, 85  # pixels of the longer side; of JPEG


class Photo(NamedTuple):
    picture: ImageFile  # as `drawn_anew` gives it
    shows: str  # in words, for those who don't see it
    permission: str  # who in it agreed that it is public, and how


def drawn_anew(upload: File) -> ImageFile:  # type: ignore[type-arg]
    """As JPEG, upright, without where and when it was taken and whatever else lay in the file.

    `upload` has passed Wagtail's own checks. Raises OSError for one that breaks off in the middle.
    """
    upload.seek(0)
    with Image.open(upload) as sent:
        sent.draft("RGB", (LARGEST, LARGEST))
        turned = ImageOps.exif_transpose(sent)
        turned.thumbnail((LARGEST, LARGEST))
        drawn = Image.new("RGB", turned.size, "white")
        layer = turned.convert("RGBA")
        drawn.paste(layer, mask=layer.getchannel("A"))
    file = io.BytesIO()
    drawn.save(file, "JPEG", quality=QUALITY, optimize=True)
    file.seek(0)
    return ImageFile(file, name=f"group-{secrets.token_urlsafe(16)}.jpg")


def keep(photo: Photo, *, title: str) -> SiteImage:
    """In a collection of its own; the name of its file can't be guessed."""
    image = SiteImage(title=title, description=photo.shows[:255], file=photo.picture, collection=collection())
    image._set_image_file_metadata()
    image.save()
    return image


def collection() -> Collection:
    """Made when it is first needed; the lock keeps two who need it at once from making two."""
    root = Collection.objects.select_for_update().get(pk=Collection.get_first_root_node().pk)
    return root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
