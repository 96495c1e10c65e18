from typing import Any

from wagtail import hooks

from groups.viewsets import GroupsViewSetGroup

OF_AGREEMENTS = {
    "agreement.draft": ("Draft a version", "Drafted"),
    "agreement.change": ("Change a draft", "Changed"),
    "agreement.publish": ("Publish a version", "Published"),
}
OF_RESOURCES = {
    "resource.add": ("Add a resource", "Added"),
    "resource.version": ("Upload a version", "New version"),
    "resource.change": ("Change a resource", "Changed"),
    "resource.withdraw": ("Withdraw a resource", "Withdrawn"),
    "resource.bring_back": ("Bring a resource back", "Brought back"),
}
OF_MESSAGES = {
    "group_message.draft": ("Draft a message to groups", "Drafted"),
    "group_message.change": ("Change a message to groups", "Changed"),
    "group_message.discard": ("Delete a draft to groups", "Deleted"),
    "group_message.send": ("Send a message to groups", "Given out for sending"),
    "group_message.approve": ("Let out a leader's message", "Let out"),
    "group_message.refuse": ("Refuse a leader's message", "Refused"),
    "group_message.stop": ("Stop a message to groups", "Stopped"),
}
OF_EVENTS = {
    "event_words.release": ("Release words of an event", "Words of an event released"),
    "event_words.refuse": ("Refuse words of an event", "Words of an event refused and deleted"),
}


@hooks.register("register_admin_viewset")
def register_groups() -> GroupsViewSetGroup:
    return GroupsViewSetGroup()


@hooks.register("register_log_actions")
def register_agreements_and_events(actions: Any) -> None:
    for name, (label, message) in {**OF_AGREEMENTS, **OF_EVENTS}.items():
        actions.register_action(name, label, message)


@hooks.register("register_log_actions")
def register_resources_and_messages(actions: Any) -> None:
    for name, (label, message) in {**OF_RESOURCES, **OF_MESSAGES}.items():
        actions.register_action(name, label, message)
