"""Photos as a phone sends them, for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112
LYING = 6  # of EXIF: to be turned by a quarter


def photo(*, size: tuple[int, int] = (3000, 1500), name: str = "IMG_1.jpg", kind: str = "JPEG") -> SimpleUploadedFile:
    """It says where it was taken and with which telephone, and lies on its side."""
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "Telephone of Charlie", LYING
    exif[GPS] = {1: "N", 2: (53.0, 48.0, 0.0), 3: "W", 4: (1.0, 33.0, 0.0)}
    file = io.BytesIO()
    picture = Image.new("RGB", size, "teal")
    picture.save(file, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")
