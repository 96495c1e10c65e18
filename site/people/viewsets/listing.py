"""What the desk's lists have in common: who may see them, and that what is taken from them is marked."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.mixins import Echo
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from people.services import exports

MOST_EXPORTED = 10_000


class OnlyLookedAt(ModelPermissionPolicy):
    """Nobody adds, changes or deletes it on a screen, not even an administrator."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))


class NeverDeleted(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class DayColumn(Column):
    """A day as it is written in the UK; Wagtail's own column says how long ago, which hides what is still to come."""

    shape = "j F Y"

    def get_value(self, instance: Any) -> str:
        return date_format(value, self.shape) if (value := on_the_spot(super().get_value(instance))) else ""


class MomentColumn(DayColumn):
    shape = "j F Y, H:i"


def on_the_spot(value: Any) -> Any:
    """A moment as clocks in the UK show it; a day as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) else value


class MarkedIndexView(IndexView):
    """A list whose spreadsheet says at its end who took it, when and which file it is, and is logged."""

    FORMATS = (IndexView.FORMAT_CSV,)
    table_classname = "listing desk__list"

    def get_queryset(self) -> QuerySet[Any]:
        """One more than a file holds, so that it is known whether that is all: Wagtail reads all of it to count it."""
        rows: QuerySet[Any] = super().get_queryset()
        return rows[: MOST_EXPORTED + 1] if self.is_export else rows

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponseBase:
        kind = str(self.model._meta.verbose_name_plural)
        self.mark = exports.mark(by=self.request.user, of=f"list of {kind}")
        self.is_cut = len(queryset) > MOST_EXPORTED
        response: HttpResponseBase = super().as_spreadsheet(queryset[:MOST_EXPORTED], spreadsheet_format)
        return response

    def get_filename(self) -> str:
        return f"{super().get_filename()}-{self.mark.file}"

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {field: exports.guarded(value) for field, value in super().to_row_dict(item).items()}

    def stream_csv(self, queryset: QuerySet[Any]) -> Iterator[str]:
        yield from super().stream_csv(queryset)
        if self.is_cut:
            yield csv.writer(Echo()).writerow([f"Only the first {MOST_EXPORTED}: filter the list to take the others."])
        yield csv.writer(Echo()).writerow([str(self.mark)])

    @property
    def header_more_buttons(self) -> list[Any]:
        return [button for button in super().header_more_buttons if button.url != self.xlsx_export_url]


class ListViewSet(ModelViewSet):
    """A list and nothing else: what is done about its rows is done on screens of our own."""

    index_view_class = MarkedIndexView
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return OnlyLookedAt(self.model)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.filter(content_type=ContentType.objects.get_for_model(self.model))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
