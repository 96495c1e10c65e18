"""A list of groups that can be taken away as it is filtered, in the columns that a file is brought in by."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from wagtail.admin.views.generic import IndexView

from groups import permissions
from groups.services import exporting
from people.services import exports
from people.viewsets.listing import MOST_EXPORTED, MarkedIndexView

TYPES = {
    IndexView.FORMAT_CSV: "text/csv; charset=utf-8",
    IndexView.FORMAT_XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ExportedIndexView(MarkedIndexView):
    """Who took a file is logged, and stands in its name. It has postcodes, so it needs leave of its own."""

    FORMATS = IndexView.FORMATS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A file is made of the rows as they come: the list itself would hold them all, to count them."""
        if not self.is_export:
            answer: HttpResponseBase = super().get(request, *args, **kwargs)
            return answer
        if not permissions.may_export(request.user):
            raise PermissionDenied
        return self.as_spreadsheet(self.get_queryset()[:MOST_EXPORTED], request.GET["export"])

    @property
    def show_export_buttons(self) -> bool:
        return permissions.may_export(self.request.user)

    @property
    def header_more_buttons(self) -> list[Any]:
        return list(super(MarkedIndexView, self).header_more_buttons)

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponseBase:
        mark = exports.mark(by=self.request.user, of="list of groups")
        kind = TYPES[spreadsheet_format]
        name = f"groups-{mark.file}.{spreadsheet_format}"
        if spreadsheet_format == self.FORMAT_XLSX:
            file = exporting.as_workbook(queryset, mark=mark)
            return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(exporting.as_csv(queryset), content_type=kind, headers=headers)
