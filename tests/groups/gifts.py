"""What the charity gives to groups, for tests."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from groups.models import Resource, ResourceVersion
from groups.services import resources
from people.models import User
from tests import factories

PDF = b"%PDF-1.7 a toolkit"


def file(name: str = "toolkit.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def keeper() -> User:
    return factories.user("keeper", groups=("Group coordinators",))


def resource(title: str = "Toolkit", *, by: User, **fields: Any) -> Resource:
    given = {"description": "To begin with.", "order": 100, "file": file(), **fields}
    return resources.add(title=title, by=by, **given)


def made_for_each(maker: str = "group-page", *, by: User) -> Resource:
    return resources.add_made(title="Your poster", description="", order=5, maker=maker, by=by)


def newest(resource: Resource) -> ResourceVersion:
    return resource.versions.order_by("-number")[0]


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def as_file(answer: Any) -> io.BytesIO:
    return io.BytesIO(content_of(answer))


def status(answer: Any) -> int:
    """And read the file to its end, which closes it."""
    content_of(answer)
    return int(answer.status_code)
