from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.models import Election
from people.viewsets.listing import DayColumn

HELP = (
    "<p>From the day that Parliament is dissolved until the new House meets there are no MPs: letters to them wait "
    "here, and their writers are told. Letters to ministers leave all the same: they stay in office. From the "
    "announcement to polling day letters that name candidates or parties are held for you to read.</p>"
)


class ElectionViewSet(ModelViewSet):
    model = Election
    icon = "calendar"
    menu_label = "Elections"
    list_display = [
        TitleColumn("election", label="Election", accessor=str, url_name="elections:edit"),
        DayColumn("announced_on", label="Announced"),
        DayColumn("dissolved_on", label="Dissolved"),
        DayColumn("polling_on", label="Polling day"),
        DayColumn("returned_on", label="New House meets"),
    ]
    list_export = ["announced_on", "dissolved_on", "polling_on", "returned_on"]
    export_filename = "elections"
    copy_view_enabled = False
    panels = [
        HelpPanel(HELP),
        FieldRowPanel([FieldPanel("announced_on"), FieldPanel("dissolved_on")]),
        FieldRowPanel([FieldPanel("polling_on"), FieldPanel("returned_on")]),
    ]
