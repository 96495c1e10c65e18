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

from campaigns.admin_forms.letter_actions import FROZEN, LetterActionForm
from campaigns.admin_views import letter_actions as screens
from campaigns.admin_views.letter_screens import page_of
from campaigns.models import LetterAction
from campaigns.selectors import letter_dashboard
from campaigns.services import life
from people.viewsets.listing import DayColumn

STEPS = "|".join(screens.BY_NAME)


class ActionIndexView(IndexView):
    table_classname = "listing desk__list"

    def get_base_queryset(self) -> QuerySet[LetterAction]:
        return letter_dashboard.overview()


class ActionCreateView(CreateView):
    def save_instance(self) -> LetterAction:
        made: LetterAction = self.form.keep(by=self.request.user)
        log(instance=made, action="wagtail.create", content_changed=True)
        return made

    def get_success_url(self) -> str:
        return page_of(self.object)


class ActionEditView(EditView):
    def save_instance(self) -> LetterAction:
        self.has_content_changes = self.form.has_changed()
        saved: LetterAction = self.form.keep(by=self.request.user)
        log(instance=saved, action="wagtail.edit", content_changed=self.has_content_changes)
        return saved

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse
        try:
            answer = super().form_valid(form)
        except life.Frozen:
            form.add_error(None, FROZEN if "to" in form.changed_data else "It is closed: its words stay as they are.")
            self.produced_error_message = self.get_error_message()
            answer = self.form_invalid(form)
        return answer

    def get_success_url(self) -> str:
        return page_of(self.object)


class ActionDeleteView(DeleteView):
    def delete_action(self) -> None:
        if self.object.letters.exists():
            raise PermissionDenied("An action that people have written for is kept. Close it instead.")
        super().delete_action()


class LetterActionViewSet(ModelViewSet):
    model = LetterAction
    icon = "edit"
    menu_label = "Letter actions"
    index_view_class = ActionIndexView
    add_view_class = ActionCreateView
    edit_view_class = ActionEditView
    delete_view_class = ActionDeleteView
    create_template_name = "campaigns/admin/letters/action_create.html"
    edit_template_name = "campaigns/admin/letters/action_edit.html"
    list_display = [
        TitleColumn("title", get_url=page_of, sort_key="title"),
        Column("to", label="To", accessor="get_to_display", sort_key="to"),
        Column("state", label="State", accessor="get_state_display", sort_key="state"),
        Column("counted", label="Letters", sort_key="counted"),
        Column("waiting", label="Wait for staff"),
        DayColumn("closes_on", label="Last day", sort_key="closes_on"),
    ]
    list_export = ["title", "slug", "to", "state", "counted", "waiting", "opened_at", "closes_on"]
    export_filename = "letter-actions"
    list_filter = ["state", "to", "campaign"]
    search_fields = ["title", "purpose"]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[LetterActionForm]:
        return LetterActionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", screens.page, name="page"),
            re_path(rf"^(?P<pk>[0-9]{{1,18}})/(?P<name>{STEPS})/$", screens.LifeStep.as_view(), name="step"),
        ]
