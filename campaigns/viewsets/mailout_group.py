"""All screens about mail-outs, in a menu of their own below that of campaigns."""

from wagtail.admin.viewsets.model import ModelViewSetGroup

from campaigns.viewsets.mailout_replies import MailoutReplyViewSet
from campaigns.viewsets.mailouts import MailoutViewSet
from campaigns.viewsets.segments import SegmentViewSet
from campaigns.viewsets.series import SeriesViewSet
from campaigns.viewsets.supporter_imports import SupporterImportViewSet


class MailoutsViewSetGroup(ModelViewSetGroup):
    menu_label = "Mail-outs"
    menu_icon = "mail"
    add_to_admin_menu = False  # it stands in the menu of campaigns
    items = (
        MailoutViewSet("mailouts", url_prefix="mail-outs"),
        SegmentViewSet("segments", url_prefix="segments"),
        SeriesViewSet("series", url_prefix="series"),
        MailoutReplyViewSet("mailout_replies", url_prefix="mail-out-replies"),
        SupporterImportViewSet("supporter_imports", url_prefix="supporter-lists"),
    )
