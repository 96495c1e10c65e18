"""Mail-outs: a list, the form in which they are written, and screens of our own for all that is done with them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path, re_path
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.views.generic.models import DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from campaigns.admin_forms.mailouts import PANELS
from campaigns.admin_views import (
    mailout_deeds,
    mailout_doubts,
    mailout_leaving,
    mailout_page,
    mailout_previews,
    mailout_watching,
)
from campaigns.admin_views.mailout_screens import page_of
from campaigns.admin_views.previewing import NAMES
from campaigns.mailout_enums import EDITABLE, MailoutState
from campaigns.models import Mailout
from campaigns.selectors import mailout_report
from campaigns.services import life
from people.viewsets.listing import MomentColumn

LOOKS = "|".join(sorted(NAMES))
TAKEN = "It is on its way or over, so it stays as it is. Copy it to write another like it."


class MailoutIndexView(IndexView):
    table_classname = "listing desk__list"
    template_name = "campaigns/admin/mailouts/index.html"
    default_ordering = "-created_at"

    def get_base_queryset(self) -> QuerySet[Mailout]:
        return mailout_report.overview()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(*args, **kwargs)
        state, rows = self.request.GET.get("state", ""), Mailout.objects.order_by()
        numbers = mailout_report.by_state(rows)
        tabs = [(value, str(label), numbers[value]) for value, label in MailoutState.choices if value in numbers]
        return {**found, "tabs": tabs, "tab": state, "every": sum(numbers.values())}


class MailoutCreateView(CreateView):
    template_name = "campaigns/admin/mailouts/create.html"

    def save_instance(self) -> Mailout:
        made: Mailout = self.form.keep(by=self.request.user)
        log(instance=made, action="wagtail.create", content_changed=True)
        return made

    def get_success_url(self) -> str:
        return page_of(self.object)


class MailoutEditView(EditView):
    template_name = "campaigns/admin/mailouts/edit.html"

    def get_object(self, queryset: QuerySet[Mailout] | None = None) -> Mailout:
        found: Mailout = super().get_object(queryset)
        if self.request.method != "POST" and found.state not in EDITABLE:
            raise PermissionDenied(TAKEN)
        return found

    def save_instance(self) -> Mailout:
        self.has_content_changes = self.form.has_changed()
        saved: Mailout = self.form.keep(by=self.request.user)
        log(instance=saved, action="wagtail.edit", content_changed=self.has_content_changes)
        return saved

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse
        try:
            answer = super().form_valid(form)
        except life.Frozen:
            form.add_error(None, TAKEN)
            self.produced_error_message = self.get_error_message()
            answer = self.form_invalid(form)
        return answer

    def get_success_url(self) -> str:
        return page_of(self.object)


class MailoutDeleteView(DeleteView):
    def delete_action(self) -> None:
        if self.object.mailing_id is not None:
            raise PermissionDenied("A mail-out that began to leave is kept.")
        super().delete_action()


def left_of(mailout: Mailout) -> str:
    return f"{mailout.number:,}" if mailout.number is not None else ""


class MailoutViewSet(ModelViewSet):
    model = Mailout
    icon = "mail"
    menu_label = "Mail-outs"
    index_view_class = MailoutIndexView
    add_view_class = MailoutCreateView
    edit_view_class = MailoutEditView
    delete_view_class = MailoutDeleteView
    edit_handler = PANELS
    list_display = [
        TitleColumn("title", get_url=page_of, sort_key="title"),
        Column("subject", label="Subject"),
        Column("state", label="State", accessor="get_state_display", sort_key="state"),
        Column("purpose", label="Purpose", accessor="get_purpose_display", sort_key="purpose"),
        Column("number", label="Addresses", accessor=left_of, sort_key="number"),
        MomentColumn("send_at", label="Leaves, or left", sort_key="send_at"),
    ]
    list_export = ["title", "subject", "state", "purpose", "number", "send_at", "started_at", "finished_at"]
    export_filename = "mail-outs"
    list_filter = ["state", "purpose", "campaign"]
    search_fields = ["title", "subject"]
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", mailout_page.page, name="page"),
            path("<int:pk>/checks/", mailout_page.checks, name="checks"),
            path("<int:pk>/preview/", mailout_previews.page, name="preview"),
            path("<int:pk>/preview/reader/", mailout_previews.find, name="find_reader"),
            path("<int:pk>/preview/as/", mailout_previews.choose, name="choose_reader"),
            re_path(rf"^(?P<pk>[0-9]{{1,18}})/look/(?P<name>{LOOKS})/$", mailout_previews.look, name="look"),
            path("<int:pk>/approve/", mailout_leaving.ApproveStep.as_view(), name="approve"),
            path("<int:pk>/send/", mailout_leaving.SendStep.as_view(), name="send"),
            path("<int:pk>/watch/", mailout_watching.page, name="watch"),
            path("<int:pk>/watch/figures.json", mailout_watching.figures, name="figures"),
            path("<int:pk>/watch/settle/", mailout_doubts.of_mailout, name="settle"),
            path("<int:pk>/csv/", mailout_watching.take, {"kind": "csv"}, name="csv"),
            path("<int:pk>/xlsx/", mailout_watching.take, {"kind": "xlsx"}, name="xlsx"),
            re_path(
                rf"^(?P<pk>[0-9]{{1,18}})/(?P<name>{mailout_deeds.STEPS})/$",
                mailout_deeds.LifeStep.as_view(),
                name="step",
            ),
        ]
