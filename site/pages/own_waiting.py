"""What waits for editors and publishers: approvals, what was sent back, drafts left lying, pages due for review."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, TaskState, WorkflowState, get_page_models
from wagtail.snippets.models import get_snippet_models

from pages import waiting
from pages.models import BasePage
from pages.waiting import Waiting

SHOWN = 5  # of each kind: a longer list is not read


def edit_url(thing: Any) -> str:
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])


def name_of(thing: Any) -> str:
    return thing.get_admin_display_title() if isinstance(thing, Page) else str(thing)


def to_approve(user: Any) -> list[Waiting]:
    states = TaskState.objects.reviewable_by(user).select_related("revision__user").order_by("started_at")
    return [
        Waiting(f'"{state.revision.object_str}" waits for your approval.', edit_url(state.revision.content_object))
        for state in states[:SHOWN]
        if state.revision.content_object
    ]


def sent_back(user: Any) -> list[Waiting]:
    states = (
        WorkflowState.objects.filter(requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES)
        .select_related("current_task_state")
        .order_by("-created_at")
    )
    return [
        Waiting(f'"{name_of(state.content_object)}" was sent back{reason(state)}', edit_url(state.content_object))
        for state in states[:SHOWN]
        if state.content_object
    ]


def reason(state: WorkflowState) -> str:
    comment = state.current_task_state.comment if state.current_task_state else ""
    return f": {comment}" if comment else "."


def drafts(user: Any) -> list[Waiting]:
    """What this person changed last and neither published, nor scheduled, nor handed in."""
    return [
        Waiting(f'"{name_of(draft)}" is not published as you left it.', edit_url(draft))
        for model in (Page, *(snippet for snippet in get_snippet_models() if issubclass(snippet, DraftStateMixin)))
        for draft in drafts_of(model, user)
    ]


def drafts_of(model: Any, user: Any) -> QuerySet[Any]:
    """Without those that are handed in or were sent back, which have sentences of their own."""
    handed_in = WorkflowState.objects.active().filter(base_content_type=ContentType.objects.get_for_model(model))
    found: QuerySet[Any] = model.objects.filter(
        has_unpublished_changes=True,
        latest_revision__user=user,
        latest_revision__approved_go_live_at=None,
    )
    return found.exclude(pk__in=[int(pk) for pk in handed_in.values_list("object_id", flat=True)])[:SHOWN]


def pages_due(user: Any) -> list[Waiting]:
    """Those that this person looks after, and, for whoever may publish them, those that nobody looks after."""
    due = [page for page in past_their_day(user) if page.owner_id or page.permissions_for_user(user).can_publish()]
    return [Waiting(f'"{name_of(page)}" is due for review.', edit_url(page)) for page in due[:SHOWN]]


def past_their_day(user: Any) -> list[Page]:
    """The day stands in each type's own table, so all types are asked at once."""
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    mine = Q(live=True, review_by__lt=timezone.localdate()) & (Q(owner=user) | Q(owner=None))
    first, *others = (model.objects.filter(mine).order_by().values_list("pk", "review_by") for model in types)
    days = dict(first.union(*others, all=True))
    return sorted(Page.objects.filter(pk__in=days), key=lambda page: days[page.pk])


def register_own() -> None:
    for question in (to_approve, sent_back, drafts, pages_due):
        waiting.register(question)
