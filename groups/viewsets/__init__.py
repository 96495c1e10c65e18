from wagtail.admin.viewsets.model import ModelViewSetGroup

from groups.viewsets.agreements import AgreementViewSet
from groups.viewsets.answers import SavedAnswerViewSet
from groups.viewsets.applications import ApplicationViewSet
from groups.viewsets.dashboard import DashboardViewSet
from groups.viewsets.doubts import DoubtViewSet
from groups.viewsets.duplicates import DuplicateViewSet
from groups.viewsets.events import CharityEventViewSet
from groups.viewsets.groups import CommunityGroupViewSet
from groups.viewsets.imports import ImportViewSet
from groups.viewsets.messages import GroupMessageViewSet
from groups.viewsets.records import LeaderViewSet, StepViewSet
from groups.viewsets.reports import ReportViewSet
from groups.viewsets.resources import ResourceViewSet


class GroupsViewSetGroup(ModelViewSetGroup):
    menu_label = "Groups"
    menu_icon = "group"
    menu_order = 250
    items = (
        DashboardViewSet("groups_dashboard", url_prefix="groups-dashboard"),
        CommunityGroupViewSet("community_groups", url_prefix="community-groups"),
        ApplicationViewSet("group_applications", url_prefix="group-applications"),
        ImportViewSet("group_imports", url_prefix="group-imports"),
        DuplicateViewSet("group_duplicates", url_prefix="group-duplicates"),
        CharityEventViewSet("charity_events", url_prefix="charity-events"),
        GroupMessageViewSet("messages_to_groups", url_prefix="messages-to-groups"),
        ResourceViewSet("resources_of_groups", url_prefix="resources-of-groups"),
        SavedAnswerViewSet("group_answers", url_prefix="group-answers"),
        LeaderViewSet("group_leaders", url_prefix="group-leaders"),
        ReportViewSet("group_reports", url_prefix="group-reports"),
        DoubtViewSet("event_doubts", url_prefix="words-in-doubt"),
        AgreementViewSet("group_agreements", url_prefix="group-agreements"),
        StepViewSet("group_steps", url_prefix="group-history"),
    )
