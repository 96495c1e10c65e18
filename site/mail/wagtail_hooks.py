from typing import Any

from wagtail import hooks

from mail.viewsets import PostRoomViewSetGroup

ACTIONS = {
    "mail.wording": ("Change the words", "Words changed"),
    "mail.was_sent": ("Settle as sent", "Settled as sent"),
    "mail.send_again": ("Send again", "Settled as not sent, and queued again"),
    "mail.hurry": ("Try again now", "Tried again at once"),
    "mail.cancel": ("Stop", "Stopped"),
}


@hooks.register("register_admin_viewset")
def register_post_room() -> PostRoomViewSetGroup:
    return PostRoomViewSetGroup()


@hooks.register("register_log_actions")
def register_what_staff_do(actions: Any) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
