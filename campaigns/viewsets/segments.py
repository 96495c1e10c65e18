"""Conditions on people, saved under a name: mail-outs begin with a copy of them."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns import audiences
from campaigns.admin_forms.audience import AudienceField
from campaigns.admin_views import audiences as screens
from campaigns.models import Segment
from people.viewsets.listing import DayColumn


class SegmentForm(WagtailAdminModelForm):
    conditions = AudienceField(label="Whom it holds", required=False, offers_segments=False)

    def save(self, commit: bool = True) -> Any:
        self.instance.reveals_opinion = audiences.parse(self.instance.conditions).reveals_opinion
        if self.instance.created_by_id is None:
            self.instance.created_by = self.for_user
        return super().save(commit)


def in_words(segment: Segment) -> str:
    try:
        return audiences.sentence(audiences.parse(segment.conditions))
    except audiences.BadAudience as bad:
        return str(bad)


class SegmentViewSet(ModelViewSet):
    model = Segment
    icon = "group"
    menu_label = "Segments"
    list_display = [
        TitleColumn("name", url_name="segments:edit", sort_key="name"),
        Column("sentence", label="Whom it holds", accessor=in_words),
        BooleanColumn("reveals_opinion", label="Reveals opinions", sort_key="reveals_opinion"),
        DayColumn("updated_at", label="Changed", sort_key="updated_at"),
    ]
    list_filter = ["reveals_opinion"]
    search_fields = ["name"]
    list_per_page = 20
    copy_view_enabled = False
    create_template_name = "campaigns/admin/mailouts/create.html"
    edit_template_name = "campaigns/admin/mailouts/edit.html"
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("conditions")], base_form_class=SegmentForm)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("look/", screens.look, name="look")]
