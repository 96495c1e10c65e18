"""Conditions on people, saved under a name: mail-outs begin with a copy of them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.models import EditView
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns import audiences
from campaigns.admin_forms.audience import AudienceField
from campaigns.admin_views import audiences as screens
from campaigns.admin_views.mailout_screens import SEE
from campaigns.audiences.sentence import ALWAYS
from campaigns.models import Segment
from campaigns.selectors import segments
from people.viewsets.listing import DayColumn


class SegmentForm(WagtailAdminModelForm):
    conditions = AudienceField(label="Whom it holds", required=False, offers_segments=False)

    def save(self, commit: bool = True) -> Any:
        self.instance.reveals_opinion = audiences.parse(self.instance.conditions).reveals_opinion
        if self.instance.created_by_id is None:
            self.instance.created_by = self.for_user
        return super().save(commit)


class SegmentIndexView(IndexView):
    table_classname = "listing desk__list"

    def get_base_queryset(self) -> QuerySet[Segment]:
        return segments.overview()


class SegmentEditView(EditView):
    template_name = "campaigns/admin/mailouts/segment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_see = self.request.user.has_perm(SEE)
        made_from = segments.made_from(self.object) if may_see else None
        return {**super().get_context_data(**kwargs), "made_from": made_from}


def in_words(segment: Segment) -> str:
    """Without what is said of every audience."""
    try:
        return audiences.sentence(audiences.parse(segment.conditions)).removesuffix(ALWAYS).strip()
    except audiences.BadAudience as bad:
        return str(bad)


def yes_or_no(segment: Segment) -> str:
    """A tick and a cross would say that one is right and the other wrong."""
    return "Yes" if segment.reveals_opinion else "No"


class SegmentViewSet(ModelViewSet):
    model = Segment
    icon = "group"
    menu_label = "Segments"
    index_view_class = SegmentIndexView
    edit_view_class = SegmentEditView
    list_display = [
        TitleColumn("name", url_name="segments:edit", sort_key="name"),
        Column("sentence", label="Whom it holds", accessor=in_words),
        Column("reveals_opinion", label="Reveals opinions", accessor=yes_or_no, sort_key="reveals_opinion"),
        Column("used", label="Mail-outs", sort_key="used"),
        DayColumn("updated_at", label="Changed", sort_key="updated_at"),
    ]
    list_filter = ["reveals_opinion"]
    search_fields = ["name"]
    list_per_page = 20
    copy_view_enabled = False
    create_template_name = "campaigns/admin/mailouts/create.html"
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("conditions")], base_form_class=SegmentForm)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("look/", screens.look, name="look")]
