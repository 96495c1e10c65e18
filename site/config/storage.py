"""Static files: one stylesheet made of many, and hashed names in production. And the keys of what is cached."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import "([^"]+)" layer\(([\w.-]+)\);$', re.MULTILINE)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, also inside ES modules."""

    support_js_module_import_aggregation = True


class StaticFinder(FileSystemFinder):
    """Finds what stands in static/, and makes css/actforjustice.css: css/site.css with every file it imports in place.

    A page so asks for one stylesheet, while each component keeps a file of its own; only the one is collected,
    with those that screens of the admin draw with. It is made again whenever a source is newer, which is how
    development sees a change at the next request.
    """

    name = "css/actforjustice.css"
    of_admin = frozenset({"css/components/chart.css", "css/components/map.css"})  # which links to these alone
    source = settings.BASE_DIR / "static/css/site.css"
    made_in = FileSystemStorage(location=settings.BASE_DIR / "var/stylesheet", base_url=settings.STATIC_URL)

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        if path != self.name:
            return super().find(path, find_all=find_all, **options)  # type: ignore[call-overload]
        made = str(self.make())
        return [made] if find_all else made

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        self.make()
        yield self.name, self.made_in
        for path, storage in super().list(ignore_patterns):
            if not path.startswith("css/") or path in self.of_admin:
                yield path, storage

    def make(self) -> Path:
        made = Path(self.made_in.path(self.name))
        newest = max(file.stat().st_mtime for file in self.source.parent.rglob("*.css"))
        if not made.exists() or made.stat().st_mtime < newest:
            made.parent.mkdir(parents=True, exist_ok=True)
            text = IMPORT.sub(self.inlined, self.source.read_text())
            # Several workers may make it at once: each in a file of its own, and a reader never meets half of one.
            with NamedTemporaryFile("w", dir=made.parent, delete=False) as scratch:
                scratch.write(text)
            Path(scratch.name).chmod(0o644)
            Path(scratch.name).replace(made)
        return made

    def inlined(self, statement: re.Match[str]) -> str:
        path, layer = statement.groups()
        return f"@layer {layer} {{\n{(self.source.parent / path).read_text()}}}"


def hashed_key(key: str, prefix: str, version: int) -> str:
    """Keys of limits name addresses of people and of their machines; a table must not hold those."""
    return sha256(f"{settings.FINGERPRINT_KEY}:{prefix}:{version}:{key}".encode()).hexdigest()
