"""The steps of a mail-out's life, each on a screen that says what it does before it does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns.admin_forms.mailouts import Because
from campaigns.admin_views.mailout_screens import ADD, APPROVE, CHANGE, SEND, MailoutStep, page_of
from campaigns.mailout_enums import EDITABLE
from campaigns.mailout_enums import MailoutState as State
from campaigns.mailout_life import MOVES
from campaigns.models import Mailout
from campaigns.services import mailouts
from people.models import User


@dataclass(frozen=True)
class Deed:
    """One step: who may take it in which states, what it says beforehand, and what it does."""

    name: str
    title: str
    button: str
    explanation: tuple[str, ...]
    done: str
    states: frozenset[State]
    do: Callable[[Mailout, User, dict[str, Any]], object]
    permission: str = CHANGE
    form: type[forms.Form] = forms.Form
    is_grave: bool = False
    leads_on: bool = False  # the step that usually comes next
    on_own_screen: bool = False

    def address(self, mailout: Mailout) -> str:
        if self.on_own_screen:
            return reverse(f"mailouts:{self.name}", args=[mailout.pk])
        return reverse("mailouts:step", args=[mailout.pk, self.name])

    def is_offered(self, mailout: Mailout, user: User) -> bool:
        may = mailout.state in self.states and user.has_perm(self.permission)
        return may and not (self.name == "approve" and wrote(mailout, user))


def wrote(mailout: Mailout, user: User) -> bool:
    return user.pk in (mailout.submitted_by_id, mailout.changed_by_id)


def elsewhere(mailout: Mailout, by: User, values: dict[str, Any]) -> object:
    raise PermissionDenied("It has a screen of its own.")


IRREVOCABLE = "This can't be taken back."
ALWAYS = frozenset(State)
DEEDS = (
    Deed(
        "submit",
        "Hand in for approval",
        "Hand it in",
        (
            "A second person reads it and approves it or sends it back. Nobody gets it yet.",
            "Whatever is changed afterwards is read anew by somebody other than whoever changed it.",
        ),
        "It waits for a second person.",
        MOVES["submit"].since,
        lambda mailout, by, values: mailouts.submit(mailout, by=by),
        leads_on=True,
    ),
    Deed(
        "approve",
        "Approve",
        "",
        (),
        "",
        MOVES["approve"].since,
        elsewhere,
        permission=APPROVE,
        leads_on=True,
        on_own_screen=True,
    ),
    Deed(
        "send",
        "Send it, or say when",
        "",
        (),
        "",
        frozenset({State.APPROVED}),
        elsewhere,
        permission=SEND,
        leads_on=True,
        on_own_screen=True,
    ),
    Deed(
        "send-back",
        "Send back",
        "Send it back",
        ("It becomes a draft again, and whoever wrote it sees your reason.",),
        "It was sent back.",
        MOVES["send_back"].since - {State.SCHEDULED},
        lambda mailout, by, values: mailouts.send_back(mailout, by=by, because=values["because"]),
        permission=APPROVE,
        form=Because,
    ),
    Deed(
        "unschedule",
        "Don't send it then",
        "Take the time back",
        ("It stays approved, and leaves only once somebody sends it or names another time.",),
        "It does not leave by itself any more.",
        MOVES["unschedule"].since,
        lambda mailout, by, values: mailouts.cancel_schedule(mailout, by=by),
        permission=SEND,
    ),
    Deed(
        "pause",
        "Pause",
        "Pause it now",
        (
            "Nothing more of it is taken up. What is in the workers' hands at this moment may still leave.",
            "You can go on at any time: nobody is missed and nobody is written to twice.",
        ),
        "It is paused.",
        MOVES["pause"].since,
        lambda mailout, by, values: mailouts.pause(mailout, by=by, because=values["because"]),
        permission=SEND,
        form=Because,
    ),
    Deed(
        "resume",
        "Go on",
        "Go on",
        ("What waits leaves now. Only more complaints, or more that comes back, pauses it again by itself.",),
        "It goes on.",
        MOVES["resume"].since,
        lambda mailout, by, values: mailouts.resume(mailout, by=by),
        permission=SEND,
        leads_on=True,
    ),
    Deed(
        "cancel",
        "Cancel",
        "Cancel it for good",
        ("What waits of it never leaves. What has left can't be called back.", IRREVOCABLE),
        "It is cancelled.",
        MOVES["cancel"].since,
        lambda mailout, by, values: mailouts.cancel(mailout, by=by, because=values["because"]),
        permission=SEND,
        form=Because,
        is_grave=True,
    ),
    Deed(
        "test",
        "Send it to me alone",
        "Send it to me",
        ("It goes to your own address and to no other, as its readers will get it, with a mark in its subject.",),
        "It is on its way to your own address.",
        frozenset(EDITABLE),
        lambda mailout, by, values: mailouts.test_send(mailout, to=[by], by=by),
    ),
    Deed(
        "copy",
        "Copy",
        "Make a copy",
        ("A new draft with the same words for the same people. Nobody has approved it, and nothing leaves.",),
        "This is the copy.",
        ALWAYS,
        lambda mailout, by, values: mailouts.copy(mailout, by=by),
        permission=ADD,
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}
STEPS = "|".join(deed.name for deed in DEEDS if not deed.on_own_screen)
TOOLS = ("test", "copy")  # which lead nowhere in its life


class LifeStep(MailoutStep):
    """Any of these, by its name in the address."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.deed = BY_NAME[kwargs.pop("name")]
        self.title, self.button, self.grave = self.deed.title, self.deed.button, self.deed.is_grave
        self.form_class, self.permission = self.deed.form, self.deed.permission
        return super().dispatch(request, *args, **kwargs)

    def explanation(self) -> list[str]:
        return [f"“{self.mailout.title}”", *self.deed.explanation]

    def act(self, values: dict[str, Any]) -> str:
        found = self.deed.do(self.mailout, self.by, values)
        self.mailout = found if isinstance(found, Mailout) else self.mailout
        return self.deed.done

    def back(self) -> str:
        return page_of(self.mailout)
