from typing import Any

from wagtail import hooks

from groups.viewsets import GroupsViewSetGroup

OF_AGREEMENTS = {
    "agreement.draft": ("Draft a version", "Drafted"),
    "agreement.change": ("Change a draft", "Changed"),
    "agreement.publish": ("Publish a version", "Published"),
}


@hooks.register("register_admin_viewset")
def register_groups() -> GroupsViewSetGroup:
    return GroupsViewSetGroup()


@hooks.register("register_log_actions")
def register_agreements(actions: Any) -> None:
    for name, (label, message) in OF_AGREEMENTS.items():
        actions.register_action(name, label, message)
