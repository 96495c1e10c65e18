"""Messages that somebody kept in files: an mbox file, a Maildir or a folder of .eml files. Only read, never changed."""

import mailbox
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

OF_A_MAILDIR = ("cur", "new")


class NoMailbox(ValueError):
    """There are no messages in a form we know."""


def number_of(path: Path) -> int:
    """Raises NoMailbox."""
    if not path.is_file():
        return len(files(path))
    with closing(mailbox.mbox(path, create=False)) as box:
        return len(box)


def messages(path: Path, *, longest: int) -> Iterator[bytes]:
    """Each as it came, cut where it is longer. Raises NoMailbox."""
    if path.is_file():
        with closing(mailbox.mbox(path, create=False)) as box:
            yield from (box.get_bytes(key)[:longest] for key in box.iterkeys())
    else:
        for file in files(path):
            with file.open("rb") as source:
                yield source.read(longest)


def files(path: Path) -> list[Path]:
    if not path.is_dir():
        raise NoMailbox(path)
    folders = [path / name for name in OF_A_MAILDIR if (path / name).is_dir()]
    found = [each for folder in folders for each in folder.iterdir()] if folders else [*path.glob("*.eml")]
    return sorted(file for file in found if file.is_file())
