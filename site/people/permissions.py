"""What a member of staff may do at the data-protection desk."""

from typing import Any


def may_see_people(user: Any) -> bool:
    """Search for people, look at what is held about them, take it as a file."""
    return bool(user.has_perm("people.view_person"))


def may_change_people(user: Any) -> bool:
    """Correct, merge, record objections."""
    return bool(user.has_perm("people.change_person"))


def may_erase_people(user: Any) -> bool:
    return bool(user.has_perm("people.delete_person"))


def may_hold(user: Any) -> bool:
    """Place and lift legal holds."""
    return bool(user.has_perm("people.change_legalhold"))


def may_answer_requests(user: Any) -> bool:
    return bool(user.has_perm("people.change_datarequest"))
