"""What somebody has to check again, and by when: facts, pages, charts and what other apps add in AppConfig.ready()."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import get_page_models
from wagtail.permissions import ModelPermissionPolicy, page_permission_policy

from pages import facts, uses, waiting
from pages.fields import BodyField
from pages.models import BasePage, Fact, Record
from pages.uses import Use
from pages.waiting import Waiting

MOST = 2_000  # of each kind, the earliest first
ANY = {"add", "change", "publish", "view"}


@dataclass(frozen=True)
class Review:
    """Something with a day by which somebody checks it again."""

    title: str
    review_by: date
    owner_id: int | None
    url: str  # where it is edited
    source: str = ""
    uses: tuple[Use, ...] = ()
    kind: str = ""
    owner: str = ""

    @property
    def state(self) -> str:
        return "Past its date" if self.review_by < timezone.localdate() else ""


Source = Callable[[Any], Iterable[Review]]  # takes the user, returns what this user may see
_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """`kind` is how the report names these, for example "Fact"."""
    _sources[kind] = source


def kinds() -> list[str]:
    return list(_sources)


def for_user(user: Any) -> list[Review]:
    """Everything that this user may see, what is due first at the top."""
    found = [(kind, review) for kind, source in _sources.items() for review in source(user)]
    names = names_of({review.owner_id for _, review in found} - {None})
    whole = [
        Review(**{**vars(review), "kind": kind, "owner": names.get(review.owner_id, "")}) for kind, review in found
    ]
    return sorted(whole, key=lambda review: (review.review_by, review.kind, review.title))


def names_of(owners: set[Any]) -> dict[int | None, str]:
    return {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=owners)}


def records(model: type[Record]) -> Source:
    """The live records of a registry such as the signs, for those who may see them in the admin."""

    def source(user: Any) -> Iterator[Review]:
        for record in seen_by(user, model).filter(live=True).order_by("review_by")[:MOST]:
            yield of_record(record)

    return source


def seen_by(user: Any, model: type[Model]) -> QuerySet[Any]:
    found: QuerySet[Any] = ModelPermissionPolicy(model).instances_user_has_any_permission_for(user, ANY)
    return found


def of_record(record: Record, shown: Iterable[Use] = ()) -> Review:
    url = AdminURLFinder().get_edit_url(record) or ""
    return Review(str(record), record.review_by, record.owner_id, url, record.source_name, tuple(shown))


def of_facts(user: Any) -> list[Review]:
    seen = list(seen_by(user, Fact).filter(live=True).order_by("review_by")[:MOST])
    shown = uses.of_many(seen, user)
    return [of_record(fact, shown[fact.pk]) for fact in seen]


def of_pages(user: Any) -> list[Review]:
    """The day stands in each type's own table, so all types are asked at once."""
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    first, *others = (
        seen_pages(user, model).filter(review_by__isnull=False).values_list("title", "review_by", "owner", "pk")
        for model in types
    )
    rows = first.union(*others, all=True).order_by("review_by")[:MOST]
    return [Review(title, day, owner, page_url(pk)) for title, day, owner, pk in rows]


def of_charts(user: Any) -> list[Review]:
    """Each chart in the body of a page, by the day in its block."""
    types = [model for model in get_page_models() if has_a_body(model)]
    first, *others = (
        seen_pages(user, model)
        .annotate(stored=Cast("body", TextField()))
        .filter(stored__contains='"chart"')
        .values_list("pk", "title", "owner", "stored")
        for model in types
    )
    rows = first.union(*others, all=True)[:MOST]
    return [review for pk, title, owner, stored in rows for review in charts_in(pk, title, owner, stored)]


def has_a_body(model: type[Model]) -> bool:
    return any(isinstance(field, BodyField) and field.name == "body" for field in model._meta.get_fields())


def charts_in(pk: int, title: str, owner: int | None, stored: str) -> Iterator[Review]:
    for block in json.loads(stored):
        if block["type"] == "chart" and (day := block["value"].get("review_by")):
            value, url = block["value"], page_url(pk)
            shown = (Use("page", title, url),)
            yield Review(value["title"], date.fromisoformat(day), owner, url, value["source_name"], shown)


def seen_pages(user: Any, model: type[BasePage]) -> QuerySet[Any]:
    seen = page_permission_policy.instances_user_has_any_permission_for(user, ANY - {"view"})
    found: QuerySet[Any] = model.objects.live().filter(pk__in=seen.values("pk")).order_by()
    return found


def page_url(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def facts_due(user: Any) -> list[Waiting]:
    """First those that this person looks after, then, for whoever may change facts, the others."""
    due = facts.due()
    mine = [fact for fact in due if fact.owner_id == user.pk]
    others = [fact for fact in due if fact.owner_id != user.pk] if user.has_perm("pages.change_fact") else []
    report = f"{reverse('facts_and_reviews')}?kind=Fact&due=overdue"
    return [
        *waits(mine, "of yours ", f"{report}&owner={user.pk}"),
        *waits(others, "", report),
    ]


def waits(due: list[Fact], whose: str, url: str) -> list[Waiting]:
    if not due:
        return []
    thing, verb = ("fact", "is") if len(due) == 1 else ("facts", "are")
    return [Waiting(f"{capfirst(str(apnumber(len(due))))} {thing} {whose}{verb} due for review.", url)]


def register_own() -> None:
    register("Fact", of_facts)
    register("Page", of_pages)
    register("Chart", of_charts)
    waiting.register(facts_due)
