"""Text that is encrypted at rest: postal address lines, bodies of letters, evidence, what complaints say.

Names and e-mail addresses stay searchable, so they are not sealed. The keys are settings.SEALING_KEYS: the first seals,
each of them opens. To change keys put a new one in front, run `manage.py reseal`, and take the old one away.
"""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class Unreadable(Exception):
    """None of the keys opens it: one was taken away too early, or the row comes from another installation."""


@lru_cache(maxsize=4)
def _sealer(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def sealer() -> MultiFernet:
    return _sealer(tuple(settings.SEALING_KEYS))


def seal(text: str) -> str:
    return sealer().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    if not sealed:
        return ""
    try:
        return sealer().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("This text is sealed with a key that SEALING_KEYS does not have.") from error


class SealedTextField(models.TextField[str, str]):
    """Plain text in Python, sealed in the database. It can't be searched or sorted by. `max_length` is of the text."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return None if value is None else unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(str(value))

    def deconstruct(self) -> Any:
        """As plain text to migrations, which never import our code; the column is the same."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
