"""What is encrypted at rest: postal address lines, bodies of letters, evidence, what complaints say, scanned sheets.

Names and e-mail addresses stay searchable, so they are not sealed. The keys are settings.SEALING_KEYS: the first seals,
each of them opens. To change keys put a new one in front, run `manage.py reseal`, and take the old one away.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models.lookups import Exact

CANT_BE_READ = "This text can't be read: it is sealed with a key that is missing from SEALING_KEYS."


class Unreadable(Exception):
    """None of the keys opens it: one was taken away too early, or the row comes from another installation."""


class UnreadableText(str):
    """What stands in a page in place of text that no key opens. Saved again, it is what it was."""

    sealed: str

    def __new__(cls, sealed: str) -> "UnreadableText":
        text = super().__new__(cls, CANT_BE_READ)
        text.sealed = sealed
        return text


@lru_cache(maxsize=4)
def _sealer(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def sealer() -> MultiFernet:
    return _sealer(tuple(settings.SEALING_KEYS))


def seal(text: str) -> str:
    return sealer().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    return as_unsealed(sealed.encode()).decode() if sealed else ""


def seal_bytes(content: bytes) -> bytes:
    """Without the base64 of text, which would make a file larger by a third."""
    return urlsafe_b64decode(sealer().encrypt(content))


def unseal_bytes(sealed: bytes) -> bytes:
    """Raises Unreadable."""
    return as_unsealed(urlsafe_b64encode(sealed))


def as_unsealed(token: bytes) -> bytes:
    try:
        return sealer().decrypt(token)
    except InvalidToken as error:
        raise Unreadable(CANT_BE_READ) from error


def is_sealed_now(sealed: str) -> bool:
    """Whether the first key opens it, which is the one that seals."""
    try:
        _sealer((settings.SEALING_KEYS[0],)).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def are_bytes_sealed_now(sealed: bytes) -> bool:
    return is_sealed_now(urlsafe_b64encode(sealed).decode())


def reseal(sealed: str) -> str:
    """The same text under the first key. Raises Unreadable."""
    return seal(unseal(sealed))


class SealedTextField(models.TextField[str, str]):
    """Plain text in Python, sealed in the database. It can't be searched or sorted by. `max_length` is of the text.

    Text that no key opens reads as UnreadableText, so that one such row does not keep a whole list from being shown.
    """

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        if value is None:
            return None
        try:
            return unseal(value)
        except Unreadable:
            return UnreadableText(value)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, UnreadableText):
            return value.sealed
        return None if value is None else seal(str(value))

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if value == CANT_BE_READ and not isinstance(value, UnreadableText):
            raise ValidationError(CANT_BE_READ)  # a form was sent back with it, and would write it over the text
        return super().clean(value, model_instance)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is any text: each sealing differs, so that searching would silently find nothing."""
        if lookup_name == "exact":
            return IsEmpty
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def deconstruct(self) -> Any:
        """As plain text to migrations, which never import our code; the column is the same."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class SealedBytesField(models.BinaryField[bytes, bytes]):
    """Bytes in Python, sealed in the database. Reading it raises Unreadable where no key opens it."""

    def from_db_value(self, value: Any, *_: Any) -> bytes | None:
        return None if value is None else unseal_bytes(bytes(value))

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal_bytes(bytes(value))

    def deconstruct(self) -> Any:
        """As bytes to migrations, for the same reason."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs


class IsEmpty(Exact[str]):
    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("Sealed text can't be searched.")
        return super().get_prep_lookup()
