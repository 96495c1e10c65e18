"""Panels of our own in the forms of the admin."""

from typing import Any

from wagtail.admin.panels import Panel, PublishingPanel


class GoLivePanel(PublishingPanel):
    """The time at which a change goes live, without one at which the record would expire."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.children: list[Panel] = self.children[:1]  # the other is the time of expiry


class UsesPanel(Panel):
    """Where a fact is shown, with links."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/fact_uses.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from pages import uses

            return {**super().get_context_data(parent_context), "uses": uses.of(self.instance, self.request.user)}
