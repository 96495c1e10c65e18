"""The telephone numbers of the safety facts in a file beside the database, for the pages that must do without it."""

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from pages.models import Fact

logger = logging.getLogger(__name__)
KEYS = ("emergency", "helpline", "police")
Numbers = dict[str, dict[str, str]]  # by key: label, value, tel


def file() -> Path:
    return Path(settings.BESIDE_DATABASE) / "safety.json"


def numbers() -> Numbers:
    """What was known last; empty where nothing ever was, or where the file can't be read."""
    try:
        found: Numbers = json.loads(file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def keep(facts: Iterable[Fact]) -> None:
    """Write down the numbers where they have changed; where that can't be done, the reader's page comes first.

    A number that isn't stated just now stays as it was: the table may be empty because a restore is going on.
    """
    before = numbers()
    stated = before | {
        fact.key: {"label": fact.label, "value": fact.value, "tel": fact.tel} for fact in facts if fact.key in KEYS
    }
    if stated == before:
        return
    try:
        write(json.dumps(stated))
    except OSError as error:
        logger.warning("The last known numbers for error pages could not be written: %s", error)


def write(text: str) -> None:
    """Whole or not at all."""
    file().parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=file().parent, delete=False) as scratch:
        scratch.write(text)
    try:
        Path(scratch.name).chmod(0o644)  # the processes of another user read it too
        Path(scratch.name).replace(file())
    finally:
        Path(scratch.name).unlink(missing_ok=True)
