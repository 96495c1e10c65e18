"""What each address answers to each role. An address without an expectation fails the walk.

Later apps add their addresses here. Statuses are of a GET with sample arguments; 302 from the admin leads to signing
in, or, for a login that may not edit, back to it.
"""

from collections.abc import Callable
from typing import NamedTuple

from campaigns.models import Petition
from pages.models import Fact

ROLES = ("anonymous", "mallory", "morgan", "dele")
REFUSED = frozenset({302, 403})  # Wagtail sends strangers to its sign-in page


class Expected(NamedTuple):
    """The status for each of ROLES, and how to make the arguments of a sample address."""

    anonymous: int
    mallory: int
    morgan: int
    dele: int
    arguments: Callable[[], tuple[object, ...]] = tuple


def everybody(status: int, arguments: Callable[[], tuple[object, ...]] = tuple) -> Expected:
    return Expected(status, status, status, status, arguments)


def staff_only(arguments: Callable[[], tuple[object, ...]] = tuple) -> Expected:
    return Expected(302, 302, 200, 200, arguments)


def administrators_only(arguments: Callable[[], tuple[object, ...]] = tuple) -> Expected:
    return Expected(302, 302, 302, 200, arguments)


def a_petition() -> tuple[object, ...]:
    return (Petition.objects.get().pk,)


def a_petition_slug() -> tuple[object, ...]:
    return (Petition.objects.get().slug,)


def a_fact() -> tuple[object, ...]:
    return (Fact.objects.get(key="helpline").pk,)


OURS: dict[str, Expected] = {
    "exit": everybody(303),
    "petition_sign": everybody(200, a_petition_slug),
    "petition_check_inbox": everybody(200, a_petition_slug),
    "petition_confirm": everybody(404, lambda: (*a_petition_slug(), "no-such-token")),
    "dev_mail": everybody(200),
    "dev_mail_message": everybody(404, lambda: ("no-such-message",)),
    "dev_style": everybody(200),
    "media": everybody(404, lambda: ("no-such-file",)),
    "petitions:index": staff_only(),
    "petitions:index_results": staff_only(),
    "petitions:add": staff_only(),
    "petitions:edit": staff_only(a_petition),
    "petitions:usage": staff_only(a_petition),
    "petitions:history": staff_only(a_petition),
    "petitions:history_results": staff_only(a_petition),
    "petitions:delete": administrators_only(a_petition),
    "wagtailsnippets_pages_fact:list": staff_only(),
    "wagtailsnippets_pages_fact:list_results": staff_only(),
    "wagtailsnippets_pages_fact:add": staff_only(),
    "wagtailsnippets_pages_fact:edit": staff_only(a_fact),
    "wagtailsnippets_pages_fact:usage": staff_only(a_fact),
    "wagtailsnippets_pages_fact:history": staff_only(a_fact),
    "wagtailsnippets_pages_fact:history_results": staff_only(a_fact),
    "wagtailsnippets_pages_fact:copy": staff_only(a_fact),
    "wagtailsnippets_pages_fact:delete": administrators_only(a_fact),
}
# Wagtail's own public addresses, each with the reason that it is public.
PUBLIC_OF_WAGTAIL = {
    "wagtailadmin_login": "the sign-in page",
    "wagtailadmin_logout": "leads to the sign-in page",
    "wagtailadmin_password_reset": "a login's owner has forgotten the password",
    "wagtailadmin_password_reset_done": "a page that says to check one's inbox",
    "wagtailadmin_password_reset_confirm": "needs the token of the message",
    "wagtailadmin_password_reset_complete": "a page that says it is done",
    "wagtailadmin_javascript_catalog": "translations of the admin's scripts",
    "wagtailadmin_sprite": "the admin's icons",
    "wagtail_serve": "editors' pages: drafts are not found, tests/pages walks them",
    "wagtaildocs_serve": "documents, private collections refused by Wagtail",
    "wagtaildocs_authenticate_with_password": "the password of a private collection",
    "wagtailcore_authenticate_with_password": "the password of a private page",
    "wagtailcore_login": "the sign-in page of private pages",
}
