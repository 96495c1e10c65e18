from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from config import panel


class HeartbeatPanel(Component):
    """On the admin's home, for those whose pages appear by the schedule, and for administrators."""

    name = "heartbeat"
    order = 70
    template_name = "admin/heartbeat_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        rows = panel.rows()
        return {
            "pulse": panel.pulse(rows),
            "waiting": panel.messages_that_wait(),
            "rows": rows,
            "bad": [row for row in rows if row.is_bad],
        }


@hooks.register("construct_homepage_panels", order=10)
def show_heartbeat(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm("pages.publish_fact"):
        panels.append(HeartbeatPanel())
