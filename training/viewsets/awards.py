"""Every award as it stands today, or stood on another day, to filter and to take away."""

from datetime import date
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton

from groups.models import CommunityGroup
from groups.viewsets.exporting import TYPES
from people.services import exports
from people.viewsets.listing import MOST_EXPORTED, DayColumn, ListViewSet, MarkedIndexView
from training import permissions
from training.admin_views import awards as screens
from training.admin_views import extensions
from training.enums import Method, Standing
from training.models import Award, Course
from training.selectors import awards as selectors
from training.services import award_exporting, exporting


class AwardFilters(WagtailFilterSet):
    on = django_filters.DateFilter(label="As of (empty: today)", widget=AdminDateInput, method="as_known")
    standing = django_filters.ChoiceFilter(label="Stands", choices=Standing.choices, empty_label="All")
    course = django_filters.ModelChoiceFilter(label="Course", queryset=Course.objects.all())
    group = django_filters.ModelChoiceFilter(label="Group", queryset=CommunityGroup.objects.approved())
    method = django_filters.ChoiceFilter(label="How", choices=Method.choices, empty_label="All")

    class Meta:
        model = Award
        fields = ["on", "course", "group", "method"]

    def as_known(self, rows: QuerySet[Award], name: str, value: date) -> QuerySet[Award]:
        """The list is read as of that day before it is filtered."""
        return rows


class AwardIndexView(MarkedIndexView):
    """Who took a file of them is logged, and it stands in its name."""

    page_title = "Awards"
    default_ordering = "-issued_on"
    FORMATS = IndexView.FORMATS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A file is made of the rows as they come: the list itself would hold them all, to count them."""
        if not self.is_export:
            answer: HttpResponseBase = super().get(request, *args, **kwargs)
            return answer
        if not permissions.may_export(request.user):
            raise PermissionDenied
        return self.as_spreadsheet(self.get_queryset()[:MOST_EXPORTED], request.GET["export"])

    def as_spreadsheet(self, queryset: QuerySet[Award], spreadsheet_format: str) -> HttpResponseBase:
        mark = exports.mark(by=self.request.user, of="list of awards")
        name, table = f"awards-{mark.file}.{spreadsheet_format}", award_exporting.rows(queryset)
        if spreadsheet_format == self.FORMAT_XLSX:
            file = exporting.as_workbook(table, mark=mark, title=award_exporting.TITLE)
            return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[spreadsheet_format])
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(exporting.as_csv(table), content_type=TYPES[spreadsheet_format], headers=headers)

    @property
    def day(self) -> date:
        try:
            return parse_date(self.request.GET.get("on", "")) or timezone.localdate()
        except ValueError:
            return timezone.localdate()

    def get_base_queryset(self) -> QuerySet[Any]:
        return selectors.as_of(self.day)

    @property
    def show_export_buttons(self) -> bool:
        return permissions.may_export(self.request.user)

    @property
    def header_buttons(self) -> list[Any]:
        user = self.request.user
        give = HeaderButton("Give an award", url=reverse("training_awards:give"), icon_name="plus")
        return [give] if permissions.may_award(user) else []

    @property
    def header_more_buttons(self) -> list[Any]:
        more = HeaderButton(extensions.TITLE, url=reverse(extensions.INDEX), icon_name=extensions.ICON)
        return [*super(MarkedIndexView, self).header_more_buttons, more]


def group_of(award: Award) -> str:
    return award.group.name if award.group else ""


class AwardViewSet(ListViewSet):
    model = Award
    icon = screens.ICON
    menu_label = screens.TITLE
    index_view_class = AwardIndexView
    filterset_class = AwardFilters
    search_fields = ["name", "course__title", "group__name"]
    list_display = [
        TitleColumn("name", label="Name", accessor=screens.name_of, get_url=screens.page_of, sort_key="name"),
        Column("course", label="Course", accessor="course.title", sort_key="course__title"),
        DayColumn("issued_on", label="Completed", sort_key="issued_on"),
        DayColumn("end", label="Last day", sort_key="end"),
        Column("standing", label="Stands", accessor="get_standing_display"),
        Column("method", label="How", accessor="get_method_display"),
        Column("group", label="Group", accessor=group_of),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("give/", screens.GiveStep.as_view(), name="give"),
            path("<int:pk>/", screens.page, name="page"),
            path("<int:pk>/extend/", screens.ExtendStep.as_view(), name="extend"),
            path("<int:pk>/revoke/", screens.RevokeStep.as_view(), name="revoke"),
            path("revocations/<int:pk>/reinstate/", screens.ReinstateStep.as_view(), name="reinstate"),
            path("extensions/", extensions.index, name="extensions"),
            path("extensions/new/", extensions.ExtendAllStep.as_view(), name="extend_all"),
            path("extensions/<int:pk>/undo/", screens.UndoExtensionStep.as_view(), name="undo_extension"),
            path("extensions/of-courses/<int:pk>/undo/", extensions.UndoAllStep.as_view(), name="undo_all"),
        ]
