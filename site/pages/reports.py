"""The report "Facts and reviews": what somebody has to check again, by when, and where it is shown."""

from datetime import timedelta
from typing import Any

import django_filters
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.auth import permission_denied, user_has_any_page_permission
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import ModelPermissionPolicy

from pages import reviews
from pages.models import Fact, Record
from pages.reviews import Review

MOST_OWNERS = 200
UNTIL = {"overdue": -1, "30": 30, "90": 90}  # days from today


def staff() -> list[tuple[int, str]]:
    users = get_user_model().objects.filter(Q(is_superuser=True) | Q(groups__isnull=False)).distinct()
    return [(user.pk, str(user)) for user in users[:MOST_OWNERS]]


def may_see(user: Any) -> bool:
    """Whoever keeps or sees facts, signs or pages; the list itself holds only what they may see."""
    registries = (model for model in apps.get_models() if issubclass(model, Record))
    seen = (ModelPermissionPolicy(model).user_has_any_permission(user, reviews.ANY) for model in registries)
    return bool(user_has_any_page_permission(user) or any(seen))


class ReviewFilterSet(WagtailFilterSet):
    """Filters a list of reviews, which come from many tables."""

    due = django_filters.ChoiceFilter(
        label="Due",
        choices=[("overdue", "Past its date"), ("30", "In the next 30 days"), ("90", "In the next 90 days")],
        empty_label="Any time",
    )
    kind = django_filters.ChoiceFilter(
        label="Kind", choices=lambda: [(kind, kind) for kind in reviews.kinds()], empty_label="All"
    )
    owner = django_filters.ChoiceFilter(label="Owner", choices=staff, empty_label="Anybody")

    class Meta:
        model = Fact
        fields = ["due", "kind", "owner"]

    def filter_queryset(self, rows: list[Review]) -> list[Review]:
        chosen = self.form.cleaned_data
        if chosen["due"]:
            last = timezone.localdate() + timedelta(days=UNTIL[chosen["due"]])
            rows = [row for row in rows if row.review_by <= last]
        if chosen["kind"]:
            rows = [row for row in rows if row.kind == chosen["kind"]]
        if chosen["owner"]:
            rows = [row for row in rows if str(row.owner_id) == chosen["owner"]]
        return rows


class UsesColumn(Column):
    cell_template_name = "admin/uses_cell.html"


class ReviewsView(ReportView):
    page_title = "Facts and reviews"
    header_icon = "calendar-check"
    index_url_name = "facts_and_reviews"
    index_results_url_name = "facts_and_reviews_results"
    filterset_class = ReviewFilterSet
    columns = [
        TitleColumn("title", label="What", get_url=lambda review: review.url),
        Column("kind", label="Kind", width="8%"),
        Column("review_by", label="Check by", width="12%"),
        Column("state", label="State", width="10%"),
        Column("owner", label="Owner", width="12%"),
        UsesColumn("uses", label="Where it is shown"),
    ]
    export_filename = "facts-and-reviews"
    list_export = ["title", "kind", "review_by", "owner", "source", "uses"]
    export_headings = {
        "title": "What",
        "kind": "Kind",
        "review_by": "Check by",
        "owner": "Owner",
        "source": "Source",
        "uses": "Where it is shown",
    }
    custom_field_preprocess = {"uses": {form: lambda shown: ", ".join(map(str, shown)) for form in ReportView.FORMATS}}

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_see(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> list[Review]:
        return reviews.for_user(self.request.user)


class ReviewsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return may_see(request.user)


def menu_item() -> MenuItem:
    return ReviewsMenuItem("Facts and reviews", reverse("facts_and_reviews"), icon_name="calendar-check", order=100)


def addresses() -> list[URLPattern]:
    return [
        path("reports/facts-and-reviews/", ReviewsView.as_view(), name="facts_and_reviews"),
        path(
            "reports/facts-and-reviews/results/",
            ReviewsView.as_view(results_only=True),
            name="facts_and_reviews_results",
        ),
    ]
