from wagtail.admin.viewsets.model import ModelViewSetGroup

from groups.viewsets.answers import SavedAnswerViewSet
from groups.viewsets.applications import ApplicationViewSet
from groups.viewsets.events import CharityEventViewSet


class GroupsViewSetGroup(ModelViewSetGroup):
    menu_label = "Groups"
    menu_icon = "group"
    menu_order = 250
    items = (
        ApplicationViewSet("group_applications", url_prefix="group-applications"),
        CharityEventViewSet("charity_events", url_prefix="charity-events"),
        SavedAnswerViewSet("group_answers", url_prefix="group-answers"),
    )
