"""What somebody learnt, for themselves: signed in, or after the code that opens their own data."""

from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from people import visits
from people.selectors import own_data
from training.enums import COUNTS_AS_TRAINED, Standing
from training.models import Course
from training.selectors import awards as selectors

OPEN_TO_RENEWAL = frozenset({Standing.EXPIRING, Standing.GRACE, Standing.LAPSED})
MOST_SHOWN = 100


class Learnt(NamedTuple):
    """A course that somebody completed at least once, with what they hold of it now."""

    course: Course
    award: Any  # that counts, or the last there was
    earlier: list[Any]
    counts: bool
    can_be_renewed: bool


@require_safe
@cache_control(no_store=True, private=True)
def mine(request: HttpRequest) -> HttpResponse:
    people = people_of(request)
    if people is None:
        return redirect("your_data")
    listed = set(Course.objects.listed().values_list("pk", flat=True))
    context = {
        "learnt": learnt(people, timezone.localdate(), listed),
        "crumbs": [{"title": "Training", "url": reverse("training")}],
        "is_signed_in": request.user.is_authenticated,
        "noindex": True,
        "without_newsletter": True,
    }
    return render(request, "training/mine.html", context)


def people_of(request: HttpRequest) -> list[int] | None:
    """Whose training is shown; None where we don't know who asks."""
    if request.user.is_authenticated and request.user.person_id:
        return [request.user.person_id]
    address = visits.get(request, visits.ADDRESS)
    return None if address is None else [person.pk for person in own_data.people_at(address)]


def learnt(people: list[int], today: date, listed: set[int]) -> list[Learnt]:
    by_course: dict[int, list[Any]] = {}
    rows = selectors.as_of(today).filter(person__in=people).order_by("course__order", "course", "-valid_from", "-pk")
    for award in rows[:MOST_SHOWN]:
        by_course.setdefault(award.course_id, []).append(award)
    return [of_course(awards, listed) for awards in by_course.values()]


def of_course(awards: list[Any], listed: set[int]) -> Learnt:
    first = next((award for award in awards if award.standing in COUNTS_AS_TRAINED), awards[0])
    is_followed = any(award.standing == Standing.UPCOMING for award in awards)
    return Learnt(
        first.course,
        first,
        [award for award in awards if award != first],
        first.standing in COUNTS_AS_TRAINED,
        first.standing in OPEN_TO_RENEWAL and not is_followed and first.course_id in listed,
    )
