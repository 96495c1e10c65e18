"""How the retention rules were carried out, night by night. It holds numbers alone, nobody's name."""

from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permissions import ModelPermissionPolicy

from people.admin_views import retention as screens
from people.models import Person, RetentionRun
from people.selectors import retention
from people.viewsets.listing import ListViewSet, MarkedIndexView, MomentColumn, OnlyLookedAt


class MomentTitle(MomentColumn, TitleColumn):
    """A moment that leads to what happened then."""


class StateColumn(Column):
    cell_template_name = "admin/people/clock_cell.html"

    def get_value(self, instance: RetentionRun) -> dict[str, str]:
        return retention.state_of(instance)


class RetentionIndexView(MarkedIndexView):
    page_title = "Retention"
    template_name = "admin/people/retention.html"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "wrong": retention.what_is_wrong()}


class RetentionViewSet(ListViewSet):
    model = RetentionRun
    icon = "bin"
    menu_label = "Retention"
    index_view_class = RetentionIndexView
    list_display = [
        MomentTitle(
            "started_at", label="Carried out", get_url=lambda run: reverse("desk_retention:page", args=[run.pk])
        ),
        StateColumn("state", label="State"),
        Column("went", label="Went", accessor=lambda run: sum(run.forgotten.values())),
        Column("on_hold", label="Kept by a hold", accessor=lambda run: sum(run.held.values())),
        Column("could_not", label="Could not go", accessor=lambda run: sum(n or 0 for n in run.failed.values())),
        Column("too_old", label="Too old", accessor=lambda run: sum(run.overdue.values())),
    ]
    list_export = ["started_at", "finished_at", "forgotten", "held", "failed", "overdue"]
    export_filename = "retention"

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return OnlyLookedAt(Person)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/", screens.page, name="page")]

    def register_admin_url_finder(self) -> Any:
        """Its policy is that of people, whose pages Wagtail must not look for among runs."""
