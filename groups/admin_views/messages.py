"""Messages to those who lead groups: written, looked at as they will arrive, and sent by a second person."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry

from groups import permissions
from groups.admin_forms.messages import RefuseForm, SeenForm, ToLeadersForm
from groups.audience import Audience
from groups.enums import MessageState
from groups.forms.words import looks_like_a_report
from groups.models import GroupMessage
from groups.selectors import directory
from groups.selectors import messages as selectors
from groups.services import messages, posting
from mail import kinds, rendering
from people.admin_views.screens import Step, officer, only_for, show

FOLDER, INDEX, ICON = "groups/admin", "messages_to_groups:index", "mail"
ON_A_SCREEN, LISTED = 25, 30
# A message in a frame: its own styles and nothing else, no script, and in a frame of ours alone.
IN_A_FRAME = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
REFUSALS: dict[type[Exception], str] = {
    messages.WrongState: "Somebody else took a step since you opened this screen. Go back and look at its state.",
    messages.SamePerson: "You wrote it yourself: somebody else has to send it.",
    messages.Changed: "Somebody changed it since you opened this screen. Go back and read it again.",
    messages.NobodyReads: "There is nobody whom it could go to.",
}


def message_or_404(pk: int) -> GroupMessage:
    related = ("group", "by_user", "by_person__merged_into", "decided_by")
    return get_object_or_404(GroupMessage.objects.select_related(*related), pk=pk)


def page_of(message: GroupMessage) -> str:
    return reverse("messages_to_groups:page", args=[message.pk])


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Messages to groups")


@require_safe
@only_for(permissions.may_see_messages)
def every(request: HttpRequest) -> HttpResponse:
    sent = GroupMessage.objects.select_related("group", "by_user").exclude(state=MessageState.HELD)
    page = Paginator(sent, ON_A_SCREEN).get_page(request.GET.get("p"))
    return show(
        request,
        "messages",
        folder=FOLDER,
        title="Messages to groups",
        icon=ICON,
        trail=[],
        page=page,
        held=GroupMessage.objects.held().select_related("group")[:ON_A_SCREEN],
        queue=selectors.held(),
        may_write=permissions.may_write_to_groups(request.user),
    )


@require_safe
@only_for(permissions.may_see_messages)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    message = message_or_404(pk)
    return show(
        request,
        "message",
        folder=FOLDER,
        title=message.subject,
        icon=ICON,
        trail=[start()],
        message=message,
        goes_to=words_of(message),
        deeds=[
            {"title": deed.title, "address": reverse(f"messages_to_groups:{deed.name}", args=[pk])}
            for deed in DEEDS
            if deed.is_offered(message, request.user)
        ],
        is_own=message.by_user_id == request.user.pk,
        history=registry.get_logs_for_instance(message).select_related("user")[:LISTED],
        **numbers(message),
    )


def numbers(message: GroupMessage) -> dict[str, Any]:
    """How many it goes to, as things are; of one that was given out, how many it was for then."""
    if message.decided_at is not None:
        return {"groups": message.sent_to.count(), "addresses": message.expected}
    if message.group is not None:
        return {"groups": 1, "addresses": selectors.count(selectors.members(message.group))}
    groups, addresses = selectors.count_leaders(Audience.read(message.filter))
    return {"groups": groups, "addresses": addresses}


def words_of(message: GroupMessage) -> list[str]:
    return [] if message.group else Audience.read(message.filter).words(dict(directory.regions()))


@require_safe
@only_for(permissions.may_see_messages)
@xframe_options_sameorigin
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """The message as it arrives, for a frame."""
    kind, context = posting.as_it_arrives(message_or_404(pk))
    delivery = rendering.sample(kinds.get(kind))
    delivery.context = context
    html = str(rendering.render(delivery).alternatives[0][0])
    return HttpResponse(html, headers={"Content-Security-Policy": IN_A_FRAME})


class WordsStep(Step):
    """Of which words that look like a report about a person need a tick."""

    form_class = ToLeadersForm
    template, folder = "message_form", FOLDER

    def ask(self, form: Any, status: int = 200) -> HttpResponse:
        self.is_report = form.is_bound and (looks_like_a_report(form) or bool(form.data.get("no_report")))
        return super().ask(form, status)

    def context(self) -> dict[str, Any]:
        return {"is_report": self.is_report}


class Write(WordsStep):
    title, button, icon, refusals = "Write to groups", "Keep it as a draft", ICON, REFUSALS

    def allowed(self) -> bool:
        return permissions.may_write_to_groups(self.request.user)

    def find(self, **kwargs: Any) -> None: ...

    def trail(self) -> list[tuple[str, str]]:
        return [start()]

    def initial(self) -> dict[str, Any]:
        return Audience().kept

    def explanation(self) -> list[str]:
        return [
            "It goes to everybody who leads one of these groups, once, and stands on their group's pages.",
            "You see how many that are before anything leaves. Somebody else sends it.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        words = {name: values[name] for name in ("subject", "body", "audience")}
        self.made = messages.draft(by=self.by, **words)
        return "Kept as a draft. A second person sends it."

    def back(self) -> str:
        return page_of(self.made) if hasattr(self, "made") else super().back()


class MessageStep(Step):
    """Asks, then does one thing with a message."""

    icon, refusals = ICON, REFUSALS
    states: tuple[MessageState, ...] = ()
    of_charity: bool | None = None  # of the charity, of leaders, of both
    name = ""

    @classmethod
    def may(cls, user: Any) -> bool:
        return permissions.may_write_to_groups(user)

    @classmethod
    def is_offered(cls, message: GroupMessage, user: Any) -> bool:
        fits = cls.of_charity in (None, message.group_id is None)
        return fits and message.state in cls.states and cls.may(user)

    def allowed(self) -> bool:
        return self.may(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.message = message_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [start(), (page_of(self.message), self.message.subject)]


class Change(WordsStep, MessageStep):
    name, title, button = "change", "Change", "Keep it"
    states, of_charity = (MessageState.DRAFT,), True

    def initial(self) -> dict[str, Any]:
        return {"subject": self.message.subject, "body": self.message.body, **self.message.filter}

    def act(self, values: dict[str, Any]) -> str:
        words = {name: values[name] for name in ("subject", "body", "audience")}
        messages.change(self.message, by=self.by, **words)
        return "The draft is changed. Whoever else may send it can do so."


class Discard(MessageStep):
    name, title, button, grave = "discard", "Delete", "Delete it", True
    states, of_charity = (MessageState.DRAFT,), True

    def explanation(self) -> list[str]:
        return [self.message.subject, self.message.body]

    def act(self, values: dict[str, Any]) -> str:
        messages.discard(self.message, by=self.by)
        return "The draft is deleted."

    def back(self) -> str:
        return start()[0] if self.request.method == "POST" else super().back()


class TryOut(MessageStep):
    name, title, button = "try", "Send it to me alone", "Send it to me"
    states = (MessageState.DRAFT, MessageState.HELD)

    @classmethod
    def may(cls, user: Any) -> bool:
        return permissions.may_see_messages(user)

    def explanation(self) -> list[str]:
        return ["It goes to your own address and to no other, as its readers will get it."]

    def act(self, values: dict[str, Any]) -> str:
        posting.try_out(self.message, by=self.by)
        return "It is on its way to your own address."


class Send(MessageStep):
    name, title, button, grave, form_class = "send", "Send it", "Send it now", True, SeenForm
    states, of_charity = (MessageState.DRAFT,), True

    @classmethod
    def may(cls, user: Any) -> bool:
        return permissions.may_send_to_groups(user)

    @classmethod
    def is_offered(cls, message: GroupMessage, user: Any) -> bool:
        return super().is_offered(message, user) and message.by_user_id != user.pk

    def initial(self) -> dict[str, Any]:
        return {"seen": messages.stamp(self.message)}

    def explanation(self) -> list[str]:
        found = numbers(self.message)
        goes_to = f"{found['addresses']:,} addresses of those who lead {found['groups']:,} groups"
        return [f"“{self.message.subject}” goes to {goes_to}.", *words_of(self.message), self.message.body]

    def act(self, values: dict[str, Any]) -> str:
        messages.send(self.message, by=self.by, seen=values["seen"])
        return "It is given out for sending. You can stop it as long as any of it waits."


class Approve(MessageStep):
    name, title, button = "approve", "Let it out", "Let it out"
    states, of_charity = (MessageState.HELD,), False

    def explanation(self) -> list[str]:
        number = numbers(self.message)["addresses"]
        return [
            f"“{self.message.subject}” goes to {number:,} members of {self.message.group}.",
            "What this group writes after it goes out unread, unless it looks like a report about a person.",
            self.message.body,
        ]

    def act(self, values: dict[str, Any]) -> str:
        messages.approve(self.message, by=self.by)
        return "It is on its way."


class Refuse(MessageStep):
    name, title, button, grave, form_class = "refuse", "Don't send it", "Don't send it", True, RefuseForm
    states, of_charity = (MessageState.HELD,), False

    def explanation(self) -> list[str]:
        return [f"“{self.message.subject}” goes to nobody.", self.message.body]

    def act(self, values: dict[str, Any]) -> str:
        messages.refuse(self.message, by=self.by, reason=values["reason"])
        return "It is not sent, and whoever wrote it is told why."


class Stop(MessageStep):
    name, title, button, grave = "stop", "Stop it", "Stop it", True
    states = (MessageState.SENDING, MessageState.SENT)

    @classmethod
    def may(cls, user: Any) -> bool:
        return permissions.may_write_to_groups(user) or permissions.may_send_to_groups(user)

    def explanation(self) -> list[str]:
        return ["What waits does not leave. What has left can't be called back."]

    def act(self, values: dict[str, Any]) -> str:
        stopped = messages.stop(self.message, by=officer(self.request))
        return f"It is stopped: {stopped:,} that were queued do not leave."


DEEDS: tuple[type[MessageStep], ...] = (Send, Approve, Refuse, TryOut, Change, Discard, Stop)
