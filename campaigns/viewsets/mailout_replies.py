"""Replies to mail-outs: a list without words, and what is done with one on screens of our own."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from campaigns.admin_forms.mailout_replies import ReplyFilters
from campaigns.admin_views import mailout_replies as screens
from campaigns.models import MailoutReply
from campaigns.selectors import mailout_inbox
from mail.viewsets import BoundedPaginator
from people.viewsets.listing import ListViewSet, MarkedIndexView, MomentColumn


class TickColumn(BaseColumn):
    cell_template_name = "campaigns/admin/letters/tick_cell.html"


class ReplyIndexView(MarkedIndexView):
    template_name = "campaigns/admin/replies/list.html"
    paginator_class = BoundedPaginator
    page_title = screens.TITLE
    default_ordering = ("urgency", "-arrived_at", "-pk")

    def get_base_queryset(self) -> QuerySet[MailoutReply]:
        return mailout_inbox.replies()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        may_change = self.request.user.has_perm(screens.CHANGE)
        waiting = len(mailout_inbox.waiting().order_by().values("pk")[: mailout_inbox.MOST_COUNTED])
        return {**super().get_context_data(*args, **kwargs), "may_change": may_change, "waiting": waiting}


class MailoutReplyViewSet(ListViewSet):
    model = MailoutReply
    icon = screens.ICON
    menu_label = "Replies"
    index_view_class = ReplyIndexView
    filterset_class = ReplyFilters
    list_display = [
        TickColumn("tick", label="Tick"),
        TitleColumn(
            "reply",
            label="Reply",
            accessor="pk",
            get_url=lambda row: reverse(screens.PAGE, args=[row.pk]),
        ),
        Column("sort", label="Sort", accessor="get_sort_display"),
        Column("mailout", label="To the mail-out", accessor="mailout"),
        MomentColumn("arrived_at", label="Came"),
        MomentColumn("done_at", label="Dealt with"),
    ]
    list_export = ["pk", "get_sort_display", "mailout", "arrived_at", "done_at"]
    export_headings = {"get_sort_display": "Sort"}
    export_filename = "replies"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", screens.page, name="page"),
            path("done/", screens.done, name="done"),
            path("<int:pk>/reopen/", screens.reopen, name="reopen"),
            path("<int:pk>/objection/", screens.ObjectStep.as_view(), name="object"),
        ]
