"""Series of messages: a list, the forms in which they and their messages are written, and screens for their life."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path, re_path, reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.views.generic.models import DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from campaigns.admin_forms.series import MESSAGE_PANELS, PANELS
from campaigns.admin_views import mailout_doubts, series_deeds, series_page, series_previews
from campaigns.admin_views import series_screens as screens
from campaigns.admin_views.previewing import NAMES
from campaigns.admin_views.series_screens import page_of
from campaigns.mailout_enums import SeriesState
from campaigns.models import Series, SeriesStep
from campaigns.services import life

LOOKS = "|".join(sorted(NAMES))
NEW, OLD = "campaigns/admin/mailouts/create.html", "campaigns/admin/mailouts/edit.html"


class Kept:
    """A form that says itself how it is kept, after which the series' own screen is shown."""

    def save_instance(self: Any) -> Any:
        self.has_content_changes = self.form.has_changed()
        return self.form.keep(by=self.request.user)

    def form_valid(self: Any, form: Any) -> HttpResponse:
        answer: HttpResponse
        try:
            answer = super().form_valid(form)  # type: ignore[misc]  # of the view beside it
        except life.Frozen:
            form.add_error(None, screens.REFUSALS[life.Frozen])
            self.produced_error_message = self.get_error_message()
            answer = self.form_invalid(form)
        return answer


class SeriesIndexView(IndexView):
    table_classname = "listing desk__list"

    def get_base_queryset(self) -> QuerySet[Series]:
        return Series.objects.annotate(messages=Count("steps"))


class SeriesCreateView(Kept, CreateView):
    template_name = NEW

    def save_instance(self) -> Series:
        made: Series = super().save_instance()
        log(instance=made, action="wagtail.create", content_changed=True)
        return made

    def get_success_url(self) -> str:
        return page_of(self.object)


class SeriesEditView(Kept, EditView):
    template_name = OLD

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.get_object().state == SeriesState.ENDED:
            raise PermissionDenied(screens.REFUSALS[life.Frozen])
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_success_url(self) -> str:
        return page_of(self.object)


class SeriesDeleteView(DeleteView):
    def delete_action(self) -> None:
        if self.object.begins_at is not None:
            raise PermissionDenied("A series that ran is kept. End it instead.")
        super().delete_action()


class OfSeries(Kept):
    """A form of one message, below its series."""

    model, panel, permission_policy, permission_required = SeriesStep, MESSAGE_PANELS, None, None
    header_icon = "mail"

    def dispatch(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        screens.require(request, screens.CHANGE)
        self.series = screens.series_or_404(kwargs["pk"])
        if self.series.state == SeriesState.ENDED:
            raise PermissionDenied(screens.REFUSALS[life.Frozen])
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view beside it

    def get_panel(self) -> Any:
        return MESSAGE_PANELS.bind_to_model(SeriesStep)

    def get_success_url(self: Any) -> str:
        return page_of(self.series)

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_breadcrumbs_items(self: Any) -> list[dict[str, str]]:
        steps = [*screens.trail_to(self.series), ("", self.get_page_subtitle())]
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in steps)]


class MessageCreateView(OfSeries, CreateView):
    template_name, page_title = NEW, "New message"

    def get_add_url(self) -> str:
        return reverse("series:add_message", args=[self.series.pk])

    def get_initial_form_instance(self) -> SeriesStep:
        return SeriesStep(series=self.series)


class MessageEditView(OfSeries, EditView):
    template_name, pk_url_kwarg = OLD, "message"
    can_delete = False

    def get_queryset(self) -> QuerySet[SeriesStep]:
        return SeriesStep.objects.filter(series=self.series).select_related("series")

    def get_edit_url(self) -> str:
        return reverse("series:edit_message", args=[self.series.pk, self.object.pk])


class SeriesViewSet(ModelViewSet):
    model = Series
    icon = screens.ICON
    menu_label = "Series"
    index_view_class = SeriesIndexView
    add_view_class = SeriesCreateView
    edit_view_class = SeriesEditView
    delete_view_class = SeriesDeleteView
    edit_handler = PANELS
    list_display = [
        TitleColumn("title", get_url=page_of, sort_key="title"),
        Column("start", label="Begins when", accessor="get_start_display", sort_key="start"),
        Column("purpose", label="Purpose", accessor="get_purpose_display", sort_key="purpose"),
        Column("messages", label="Messages"),
        Column("state", label="State", accessor="get_state_display", sort_key="state"),
    ]
    list_export = ["title", "start", "purpose", "state", "begins_at"]
    export_filename = "series"
    list_filter = ["state", "start", "purpose"]
    search_fields = ["title"]
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        message = r"^(?P<pk>[0-9]{1,18})/messages/(?P<message>[0-9]{1,18})"
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", series_page.page, name="page"),
            path("<int:pk>/people/", series_page.people, name="people"),
            path("<int:pk>/checks/", series_page.checks, name="checks"),
            path("<int:pk>/settle/", mailout_doubts.of_series, name="settle"),
            path("<int:pk>/approve/", series_deeds.ApproveStep.as_view(), name="approve"),
            path("<int:pk>/messages/new/", MessageCreateView.as_view(), name="add_message"),
            path("<int:pk>/messages/<int:message>/", series_previews.page, name="preview"),
            path("<int:pk>/messages/<int:message>/reader/", series_previews.find, name="find_reader"),
            path("<int:pk>/messages/<int:message>/as/", series_previews.choose, name="choose_reader"),
            path("<int:pk>/messages/<int:message>/test/", series_deeds.TryMessage.as_view(), name="test"),
            path("<int:pk>/messages/<int:message>/edit/", MessageEditView.as_view(), name="edit_message"),
            path("<int:pk>/messages/<int:message>/delete/", series_deeds.RemoveMessage.as_view(), name="remove"),
            re_path(rf"{message}/look/(?P<name>{LOOKS})/$", series_previews.look, name="look"),
            re_path(
                rf"^(?P<pk>[0-9]{{1,18}})/(?P<name>{series_deeds.STEPS})/$",
                series_deeds.LifeStep.as_view(),
                name="step",
            ),
        ]
