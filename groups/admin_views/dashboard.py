"""How all groups fare: where they are, by region, over the months, and where there is none."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from groups import permissions
from groups.admin_views import screens
from groups.enums import Health
from groups.selectors import dashboard
from groups.selectors.dashboard import Month
from people.admin_views.screens import only_for, show

ALL = ""
SHOWN = [(ALL, "All approved"), *Health.choices]


@require_safe
@only_for(permissions.may_see_groups)
def page(request: HttpRequest) -> HttpResponse:
    health = request.GET.get("health", ALL)
    shown = health if health in Health.values else ALL
    regions, months = dashboard.by_region(), dashboard.growth(timezone.localdate())
    far = dashboard.far_from_any()
    return show(
        request,
        "dashboard",
        folder=screens.FOLDER,
        title="How groups fare",
        icon="view",
        trail=[],
        shown=shown,
        choices=SHOWN,
        map_title=f"Groups by constituency: {dict(SHOWN)[shown].lower()}",
        counts=dashboard.by_constituency(shown),
        regions=regions,
        total=dashboard.total(regions),
        without=[region for region in regions if region.slug and not region.approved],
        far=far[: dashboard.LISTED],
        far_number=far.count(),
        far_km=dashboard.FAR,
        months=months,
        opened=chart_of_open(months),
        changes=chart_of_changes(months),
    )


def chart_of_open(months: list[Month]) -> dict[str, Any]:
    """A table as pages.charts reads it."""
    return {"data": [["Month", "Groups"], *([in_short(month), str(month.open)] for month in months)]}


def chart_of_changes(months: list[Month]) -> dict[str, Any]:
    rows = ([in_short(month), str(month.approved), str(month.ended)] for month in months)
    return {"data": [["Month", "Approved", "Closed or merged"], *rows]}


def in_short(month: Month) -> str:
    return date_format(month.first, "M Y")
