"""What an address answers to each role."""

from collections.abc import Callable
from typing import NamedTuple

ROLES = ("anonymous", "mallory", "morgan", "dele", "officer")
REFUSED = frozenset({302, 403})  # Wagtail sends strangers to its sign-in page


class Expected(NamedTuple):
    """The status for each of ROLES, and how to make the arguments of a sample address.

    The data protection officer is asked where they are answered otherwise than a login without any role.
    """

    anonymous: int
    mallory: int
    morgan: int
    dele: int
    arguments: Callable[[], tuple[object, ...]] = tuple
    officer: int | None = None


def everybody(status: int, arguments: Callable[[], tuple[object, ...]] = tuple) -> Expected:
    return Expected(status, status, status, status, arguments)


def staff_only(arguments: Callable[[], tuple[object, ...]] = tuple) -> Expected:
    return Expected(302, 302, 200, 200, arguments)


def administrators_only(arguments: Callable[[], tuple[object, ...]] = tuple) -> Expected:
    return Expected(302, 302, 302, 200, arguments)
