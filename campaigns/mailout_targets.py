"""Where the button of a mail-out may lead: what people can sign, write, come to or learn."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.conf import settings
from django.db.models import Model, QuerySet

MOST = 100  # of each sort, in the list that staff choose from


class Target(NamedTuple):
    url: str
    title: str


class Sort(NamedTuple):
    title: str
    may_be_chosen: Callable[[], Iterable[Model]]
    can_be_read: Callable[[], QuerySet[Model]]


def petitions() -> Sort:
    from campaigns.models import Petition

    return Sort("Petitions", lambda: Petition.objects.open()[:MOST], Petition.objects.published)


def letters() -> Sort:
    from campaigns.models import LetterAction

    return Sort("Letters", lambda: LetterAction.objects.open()[:MOST], LetterAction.objects.shown)


def events() -> Sort:
    from groups.models import Event

    return Sort("Events", lambda: Event.objects.listed().to_come()[:MOST], Event.objects.with_page)


def courses() -> Sort:
    from training.models import Course

    return Sort("Courses", lambda: Course.objects.listed()[:MOST], Course.objects.listed)


SORTS: dict[str, Callable[[], Sort]] = {"petition": petitions, "letter": letters, "event": events, "course": courses}


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a list to choose from, by sort: what can be done now."""
    grouped = [(sort().title, options(name, sort())) for name, sort in SORTS.items()]
    return [(title, found) for title, found in grouped if found]


def options(name: str, sort: Sort) -> list[tuple[str, str]]:
    return [(f"{name}:{each.pk}", str(each)) for each in sort.may_be_chosen()]


def petition_choices() -> list[tuple[str, str]]:
    return [(str(each.pk), str(each)) for each in petitions().may_be_chosen()]


def find(chosen: str) -> Target | None:
    """None for what nobody can read any more."""
    name, _, key = chosen.partition(":")
    sort = SORTS.get(name)
    found = sort().can_be_read().filter(pk=key).first() if sort and key.isdecimal() else None
    return Target(f"{settings.SITE_URL}{found.get_absolute_url()}", str(found)) if found else None  # type: ignore[attr-defined]
