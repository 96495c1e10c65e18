from wagtail.admin.menu import MenuItem, WagtailMenuRegisterable
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.contrib.settings.registry import SettingMenuItem

from people.models import Controller
from people.viewsets.consents import ConsentViewSet, WordingViewSet
from people.viewsets.people import PeopleViewSet
from people.viewsets.records import AccessViewSet, HoldViewSet, MergeViewSet
from people.viewsets.requests import RequestViewSet
from people.viewsets.retention import RetentionViewSet


class ControllerLink(WagtailMenuRegisterable):
    """To the settings of the charity as controller, which Wagtail keeps under Settings."""

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        item = SettingMenuItem(Controller, icon="cog", order=order)
        item.label = "Controller"
        return item

    def get_urlpatterns(self) -> list[object]:
        return []

    def on_register(self) -> None:
        pass


class DataProtectionGroup(ModelViewSetGroup):
    menu_label = "Data protection"
    menu_icon = "lock"
    menu_order = 280
    items = (
        RequestViewSet("desk_requests", url_prefix="data-protection/requests"),
        PeopleViewSet("desk_people", url_prefix="data-protection/people"),
        HoldViewSet("desk_holds", url_prefix="data-protection/holds"),
        AccessViewSet("desk_access", url_prefix="data-protection/access-log"),
        MergeViewSet("desk_merges", url_prefix="data-protection/merges"),
        WordingViewSet("desk_wordings", url_prefix="data-protection/wordings"),
        ConsentViewSet("desk_consents", url_prefix="data-protection/consents"),
        RetentionViewSet("desk_retention", url_prefix="data-protection/retention"),
        ControllerLink(),
    )
