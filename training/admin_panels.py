"""Panels of this app in the forms of the admin."""

from wagtail.admin.panels import Panel


class TaughtPanel(Panel):
    """Which versions teach a sign and which questions ask about it, with links."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "training/admin/sign_uses.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None
