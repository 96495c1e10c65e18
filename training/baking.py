"""Putting a credential into a picture, so that both travel as one file (Open Badges 3.0, "baking")."""

import struct
import zlib
from collections.abc import Iterator

KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PLAIN = b"\0\0\0\0\0"  # ends the keyword; not compressed, no language, no translated keyword


def into_png(picture: bytes, credential: str) -> bytes:
    """In a chunk of its own before the last one, which ends the file."""
    parts = [chunk for kind, chunk in chunks(picture) if kind != b"IEND"]
    return SIGNATURE + b"".join([*parts, of_text(credential), chunk(b"IEND", b"")])


def of_text(credential: str) -> bytes:
    return chunk(b"iTXt", KEYWORD + PLAIN + credential.encode())


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each with its kind, whole."""
    place = len(SIGNATURE)
    while place < len(picture):
        (length,) = struct.unpack_from(">I", picture, place)
        end = place + 12 + length
        yield picture[place + 4 : place + 8], picture[place:end]
        place = end


def into_svg(picture: str, credential: str) -> str:
    """Directly inside the root. A compact JWS needs no escaping."""
    root = picture.index(">", picture.index("<svg")) + 1
    baked = f'<openbadges:credential xmlns:openbadges="{NAMESPACE}" verify="{credential}"/>'
    return picture[:root] + baked + picture[root:]
