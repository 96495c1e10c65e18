"""A file as it stands on the disk, or a refusal in one sentence."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from places.imports import ImportRefused

LARGEST = 500_000_000  # bytes: outlines in full detail come to 150 MB, and all of a file is held in memory


def checksum(file: Path) -> str:
    return hashlib.sha256(content(file)).hexdigest()


def content(file: Path) -> bytes:
    if file.is_dir():
        raise ImportRefused(f"{file} is a folder. Name the file in it.")
    try:
        if not file.is_file() and file.exists():
            raise ImportRefused(f"{file} is no ordinary file.")
        if file.stat().st_size > LARGEST:
            raise ImportRefused(f"{file} is larger than {LARGEST // 1_000_000} MB.")
        return file.read_bytes()
    except FileNotFoundError as error:
        raise ImportRefused(f"There is no file {file}.") from error
    except OSError as error:
        raise ImportRefused(f"{file} can't be read: {error.strerror}.") from error


def text(file: Path) -> str:
    try:
        decoded = content(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(
            f"{file.name} isn't text in UTF-8. Save it as UTF-8, or unpack it, and try again."
        ) from error
    if "\0" in decoded:
        raise ImportRefused(f"{file.name} isn't plain text.")
    if not decoded.strip():
        raise ImportRefused(f"{file.name} is empty.")
    return decoded


def document(file: Path) -> dict[str, Any]:
    """A JSON file that holds one object."""
    found = parsed(file.name, text(file))
    if not isinstance(found, dict):
        raise ImportRefused(f"{file.name} is JSON of another kind than asked for.")
    return found


def parsed(name: str, written: str) -> Any:
    """JSON in which no key stands in an object twice, and every number is finite in name."""
    if not is_json(written):
        raise ImportRefused(f"{name} is no JSON.")
    try:
        return json.loads(written, parse_constant=no_number, object_pairs_hook=without_repeats)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(f"{name} isn't sound JSON, or is cut short: {error}.") from error


def is_json(written: str) -> bool:
    return written.lstrip()[:1] in ("{", "[")


def no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"{twice} is in it twice")
    return found
