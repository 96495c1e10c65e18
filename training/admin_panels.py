"""Panels of this app in the forms of the admin."""

from typing import Any

from wagtail.admin.panels import Panel


class TaughtPanel(Panel):
    """Which versions teach a sign and which questions ask about it, with links."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "training/admin/sign_uses.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from training.selectors import fact_uses

            found = fact_uses.of_sign(self.instance, self.request.user)
            return {**super().get_context_data(parent_context), "uses": found}
