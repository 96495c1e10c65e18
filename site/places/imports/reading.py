"""Opening a published list, plain or in an .xz or .zip, and reading it in blocks of whole lines."""

import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from places.imports import ImportRefused

# Bytes, some 4,000 lines of a short list: small enough that the database works on one while we read the next.
BLOCK = 1 << 17
LONGEST_LINE = 1 << 20
BOM = b"\xef\xbb\xbf"
XZ, ZIP = b"\xfd7zXZ\x00", b"PK\x03\x04"
BROKEN = (EOFError, lzma.LZMAError, zipfile.BadZipFile, zlib.error)


class Block(NamedTuple):
    """Some whole lines of a file, without the last line's end."""

    name: str
    first: int  # the number of its first line
    text: str

    def at(self, index: int) -> str:
        """Where one of its lines stands, for a message."""
        return f"{self.name}, line {self.first + index}"


class Source:
    """A file that is open for reading. Make one with `opened`."""

    def __init__(self, path: Path, raw: BufferedReader) -> None:
        self.name = path.name
        self.size = path.stat().st_size
        self._raw = raw

    def checksum(self) -> str:
        self._raw.seek(0)
        return hashlib.file_digest(self._raw, "sha256").hexdigest()

    def position(self) -> int:
        """How many bytes of the file are read so far, packed as they are."""
        return self._raw.tell()

    def lists(self) -> Iterator[Iterator[Block]]:
        """The blocks of each list in the file: of one, or of all areas where a .zip holds a folder of them."""
        self._raw.seek(0)
        start = self._raw.read(len(XZ))
        self._raw.seek(0)
        if start.startswith(ZIP):
            yield from self._zipped()
        elif start.startswith(XZ):
            with lzma.open(self._raw) as unpacked:
                yield blocks(unpacked, self.name)
        else:
            yield blocks(self._raw, self.name)

    def _zipped(self) -> Iterator[Iterator[Block]]:
        try:
            archive = zipfile.ZipFile(self._raw)
        except zipfile.BadZipFile as error:
            raise ImportRefused(f"{self.name} is damaged or cut short: {error}.") from error
        with archive:
            for member in chosen(self.name, archive.infolist()):
                with member_opened(self.name, archive, member) as unpacked:
                    yield blocks(unpacked, PurePosixPath(member.filename).name)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    try:
        raw = path.open("rb")
    except OSError as error:
        raise ImportRefused(f"{path} can't be read: {error.strerror}.") from error
    with raw:
        yield Source(path, raw)


def member_opened(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(member)
    except RuntimeError as error:  # a password is wanted, or it is packed in a way that zipfile doesn't know
        raise ImportRefused(f"{name} can't be unpacked here ({error}): unpack it, and name the list in it.") from error


def chosen(name: str, members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The lists to read in an archive.

    Code-Point Open has one for each area in Data/CSV; the ONS directories one for the whole country in Data, and in
    a folder below it the same again by area.
    """
    tables = [member for member in members if member.filename.lower().endswith(".csv")]
    folders = {member.filename: PurePosixPath(member.filename.lower()).parts[:-1] for member in tables}
    if by_area := [member for member in tables if folders[member.filename][-1:] == ("csv",)]:
        return by_area
    if of_data := [member for member in tables if "data" in folders[member.filename]]:
        return [max(of_data, key=lambda member: member.file_size)]
    if len(tables) != 1:
        raise ImportRefused(f"{name} holds {len(tables)} CSV files and no folder Data: unpack it, and name the one.")
    return tables


def blocks(stream: IO[bytes], name: str) -> Iterator[Block]:
    """Read as Latin-1, where every byte is a character: the columns that we use are plain ASCII in all encodings."""
    line, rest = 1, b""
    for chunk in chunks(stream, name):
        head, newline, tail = chunk.rpartition(b"\n")
        if newline:
            yield Block(name, line, decoded(rest + head))
            line += chunk.count(b"\n")
            rest = tail
        else:
            rest += chunk
        if len(rest) > LONGEST_LINE:
            raise ImportRefused(f"{name}, line {line} is longer than a line of any list of postcodes.")
    if rest:
        yield Block(name, line, decoded(rest))


def chunks(stream: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        yield stream.read(BLOCK).removeprefix(BOM)
        while chunk := stream.read(BLOCK):
            yield chunk
    except BROKEN as error:
        raise ImportRefused(f"{name} is damaged or cut short: {error}.") from error


def decoded(lines: bytes) -> str:
    return lines.decode("latin-1").replace("\r", "")
