"""Searching for people, looking at what is held about one, and taking it away as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import permissions
from people.admin_forms import Find
from people.admin_views.screens import officer, only_for, show
from people.enums import Access
from people.models import Person
from people.selectors import records
from people.services import access, exports, merging, people

INDEX = "desk_people:index"
SHAPES = {
    "json": (exports.as_json, "application/json"),
    "html": (exports.as_html, "text/html; charset=utf-8"),
}


def person_or_404(pk: int) -> Person:
    return get_object_or_404(Person.objects.select_related("address", "merged_into"), pk=pk)


@only_for(permissions.may_see_people)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """By POST, so that no name and no address stands in an address or a log."""
    form, found = look_up(request)
    return show(request, "search", title="People", icon="user", trail=[], form=form, found=found, kept=None)


def look_up(request: HttpRequest) -> tuple[Find, list[Person] | None]:
    """The search form, and whom it found: None before anything was searched for."""
    if request.method != "POST":
        return Find(), None
    form = Find(request.POST)
    if not form.is_valid():
        return form, None
    access.record(Access.SEARCHED, by=officer(request), reason=form.cleaned_data["reason"])
    return form, records.find(form.cleaned_data["words"])


@only_for(permissions.may_see_people)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = person_or_404(pk)
    access.record(Access.VIEWED, by=officer(request), person=found)
    return show(
        request,
        "person",
        title=f"Person {found.pk}",
        icon="user",
        trail=[(reverse(INDEX), "People")],
        person=found,
        records=[(one, records.held_about(one)) for one in records.with_merged(found)],
        hold=records.hold_on(found),
        is_shared=people.is_shared(found),
        suppressions=records.suppressions_of(found),
        merges=[(merge, merging.undo_until(merge)) for merge in records.merges_of(found)],
        actions=actions(request.user, found),
        may_change=permissions.may_change_people(request.user),
        most=records.MOST_SHOWN,
    )


def actions(user: Any, found: Person) -> list[tuple[str, str]]:
    """What this officer may do about this person: pairs of address and label."""
    if found.erased_at or found.merged_into_id:
        return []
    held = records.hold_on(found) is not None
    offered = [
        ("correct", "Correct the name", permissions.may_change_people(user)),
        ("object", "Record an objection", permissions.may_change_people(user)),
        ("merge", "Merge with another record", permissions.may_change_people(user)),
        ("hold", "Place a legal hold", permissions.may_hold(user) and not held),
        ("release", "Lift the legal hold", permissions.may_hold(user) and held),
        ("erase", "Erase", permissions.may_erase_people(user)),
    ]
    return [(reverse(f"desk_people:{name}", args=[found.pk]), label) for name, label, may in offered if may]


@only_for(permissions.may_see_people)
@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    shape = request.POST.get("shape") if request.POST.get("shape") in SHAPES else "json"
    write, content_type = SHAPES[shape or "json"]
    taken = exports.take(person=person_or_404(pk), by=officer(request))
    name = f"held-{taken.mark.file}.{shape}"
    return HttpResponse(
        write(taken), content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
