"""Addresses that urls.py owns, which no page may take."""

import re
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver

KEPT_FOR_APPS = frozenset({"account", "events", "groups", "letters", "mail", "training", "your-area"})
DEPTH_BELOW_HOME = 3  # Wagtail's root is 1, a home page 2


def refuse_taken(slug: str, *, depth: int) -> None:
    """Raise ValidationError for `slug` where a page at this depth would stand at an address that the site uses."""
    if depth == DEPTH_BELOW_HOME and slug in owned():
        reason = f'"/{slug}/" is an address that the site itself uses. Choose another slug, such as "about-{slug}".'
        raise ValidationError({"slug": reason})


@cache
def owned() -> frozenset[str]:
    """The first parts of every address in the URL configuration, those that later apps will need, and languages."""
    languages = frozenset(code for code, _ in settings.LANGUAGES)
    return frozenset(first_parts(get_resolver().url_patterns)) | KEPT_FOR_APPS | languages


def first_parts(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        route = str(pattern.pattern)
        first = re.match(r"\^?([\w-]+)", route)
        if first:
            found.add(first.group(1))
        elif isinstance(pattern, URLResolver) and not route:
            found |= first_parts(pattern.url_patterns)
    return found
