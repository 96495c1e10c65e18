"""Answers kept with their ETags, so that a service need not send again what we have."""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings
from pydantic import TypeAdapter

from places.clients import shapes
from places.clients.errors import Unexpected

T = TypeVar("T")


@dataclass(frozen=True)
class Held(Generic[T]):
    etag: str
    value: T


class Store:
    """A folder with one file an address. A file that is damaged, or has no longer our shape, counts as missing."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(settings.BESIDE_DATABASE) / "http-cache"

    def file(self, address: str) -> Path:
        return self.folder / f"{hashlib.sha256(address.encode()).hexdigest()}.json"

    def find(self, address: str, shape: TypeAdapter[T]) -> Held[T] | None:
        try:
            kept = json.loads(self.file(address).read_bytes())
            return Held(str(kept["etag"]), shapes.read(address, kept["body"].encode(), shape))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, Unexpected):
            return None

    def keep(self, address: str, etag: str, body: bytes) -> None:
        """Whole or not at all: a kill in the middle leaves what was there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            file.write(json.dumps({"address": address, "etag": etag, "body": body.decode()}).encode())
        os.replace(file.name, self.file(address))
