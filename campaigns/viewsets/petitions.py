from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path, re_path, reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.views.generic.models import DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from campaigns.admin_forms.petitions import PetitionForm
from campaigns.admin_views import milestones, news, petition_page
from campaigns.admin_views.life_steps import BY_NAME, LifeStep
from campaigns.models import Petition
from campaigns.selectors import dashboard
from campaigns.services import life
from people.viewsets.listing import DayColumn

STEPS = "|".join(BY_NAME)


class PetitionIndexView(IndexView):
    """All petitions at a glance: how each goes, and what waits in it."""

    table_classname = "listing desk__list"

    def get_base_queryset(self) -> QuerySet[Petition]:
        return dashboard.overview()


class PetitionCreateView(CreateView):
    def get_success_url(self) -> str:
        return reverse("petitions:page", args=[self.object.pk])


class PetitionEditView(EditView):
    def save_instance(self) -> Petition:
        changed = {*self.form.changed_data, *(["addressee"] if "office" in self.form.changed_data else [])}
        saved = life.save(self.form.instance, by=self.request.user, changed=changed & set(self.form.fields))
        self.has_content_changes = self.form.has_changed()
        log(instance=saved, action="wagtail.edit", content_changed=self.has_content_changes)
        return saved

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse
        try:
            answer = super().form_valid(form)
        except life.Frozen:
            form.add_error(None, "Somebody signed it while you wrote: its words stay. Open this screen again.")
            self.produced_error_message = self.get_error_message()
            answer = self.form_invalid(form)
        return answer

    def get_success_url(self) -> str:
        return reverse("petitions:page", args=[self.object.pk])


class PetitionDeleteView(DeleteView):
    def delete_action(self) -> None:
        if self.object.signatures.exists():
            raise PermissionDenied("A petition that people have signed is kept. Close it instead.")
        super().delete_action()


class PetitionViewSet(ModelViewSet):
    model = Petition
    icon = "edit"
    menu_label = "Petitions"
    index_view_class = PetitionIndexView
    add_view_class = PetitionCreateView
    edit_view_class = PetitionEditView
    delete_view_class = PetitionDeleteView
    list_display = [
        TitleColumn("title", get_url=lambda petition: reverse("petitions:page", args=[petition.pk]), sort_key="title"),
        Column("state", label="State", accessor="get_state_display", sort_key="state"),
        Column("counted", label="Signatures", accessor=lambda row: intcomma(row.counted), sort_key="counted"),
        Column("last_day", label="In 24 hours"),
        Column("held", label="Held"),
        Column("comments", label="Comments waiting"),
        DayColumn("closes_on", label="Last day", sort_key="closes_on"),
    ]
    list_export = ["title", "slug", "state", "counted", "last_day", "held", "comments", "opened_at", "closes_on"]
    export_filename = "petitions"
    list_filter = ["state"]
    search_fields = ["title", "wording", "addressee"]
    copy_view_enabled = False  # a copy would carry the wording but none of the signatures under it

    def get_form_class(self, for_update: bool = False) -> type[PetitionForm]:
        return PetitionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", petition_page.page, name="page"),
            re_path(rf"^(?P<pk>[0-9]{{1,18}})/(?P<name>{STEPS})/$", LifeStep.as_view(), name="step"),
            path("<int:pk>/milestones/", milestones.edit, name="milestones"),
            path("<int:pk>/news/new/", news.WriteStep.as_view(), name="news_new"),
            path("<int:petition>/news/<int:pk>/", news.page, name="news_page"),
            path("<int:petition>/news/<int:pk>/look/", news.look, name="news_look"),
            path("<int:petition>/news/<int:pk>/change/", news.ChangeStep.as_view(), name="news_change"),
            path("<int:petition>/news/<int:pk>/delete/", news.DiscardStep.as_view(), name="news_discard"),
            path("<int:petition>/news/<int:pk>/send/", news.SendStep.as_view(), name="news_send"),
        ]
