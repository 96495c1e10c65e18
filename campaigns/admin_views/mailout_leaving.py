"""The two steps after which a mail-out leaves: a second person approves what they read, and somebody says when."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns import audiences, mailout_checks, mailout_compile, mailout_pace, mailout_warming
from campaigns.admin_forms.mailouts import Approval, Leaving
from campaigns.admin_views import mailout_deeds
from campaigns.admin_views import mailout_screens as screens
from campaigns.admin_views.mailout_screens import APPROVE, FOLDER, SEND, MailoutStep
from campaigns.models import Mailout
from campaigns.selectors import audiences as selectors
from campaigns.selectors import segments
from campaigns.selectors.mailout_standing import messages, moment
from campaigns.services import life, mailouts
from mail import streams
from people.models import Person


class ApproveStep(MailoutStep):
    """Shows what leaves and who gets it, and posts back the digest of that."""

    title, button, permission = "Approve", "Approve it as it stands here", APPROVE
    form_class, template, folder = Approval, "approve", FOLDER

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if mailout_deeds.wrote(self.mailout, self.by):
            raise PermissionDenied(life.SamePerson.__doc__)

    def explanation(self) -> list[str]:
        return [
            "You say that it may leave as it stands here, for these people. Any change after this takes your approval "
            "back, also a change of a fact or a petition that it shows."
        ]

    def initial(self) -> dict[str, Any]:
        try:
            return {"digest": mailouts.digest(self.mailout)}
        except audiences.BadAudience:
            return {"digest": ""}  # which nothing has, so that it is not approved

    def context(self) -> dict[str, Any]:
        variants = [("a", self.mailout.subject), ("b", self.mailout.second_subject)]
        checks = mailout_checks.check(self.mailout)
        return {
            "mailout": self.mailout,
            "audience": screens.audience_of(self.mailout),
            "origin": segments.origin_of(self.mailout),
            "may_change_segment": self.by.has_perm(screens.CHANGE_SEGMENT),
            "sample": self.sample(),
            "versions": [
                (variant, mailout_compile.compile_(self.mailout, variant=variant)) for variant, text in variants if text
            ],
            "failed": [check for check in checks if check.passed is False],
        }

    def sample(self) -> list[Person]:
        """Some who would get it; that they were looked at is in the access log."""
        mailout = self.mailout
        try:
            audience = audiences.parse(mailout.conditions)
            return selectors.sample(audience, mailout.purpose, mailout.rest_days, by=self.by)
        except audiences.BadAudience:
            return []

    def act(self, values: dict[str, Any]) -> str:
        mailouts.approve(self.mailout, by=self.by, digest=values["digest"])
        return "It is approved as you read it. Nobody has got it yet."


class SendStep(MailoutStep):
    """Says exactly what will happen, then asks whether now or when."""

    title, button, grave, permission = "Send it, or say when", "Let it leave", True, SEND
    form_class, template, folder = Leaving, "send", FOLDER

    def context(self) -> dict[str, Any]:
        audience = screens.audience_of(self.mailout)
        return {"mailout": self.mailout, "audience": audience, "will": will(self.mailout, audience)}

    def act(self, values: dict[str, Any]) -> str:
        at = values["at"] if values["when"] == "at" else None
        found = mailouts.schedule(self.mailout, by=self.by, at=at)
        if at is None:
            return "It leaves now. You can pause it at any time."
        return f"It leaves on {moment(found.send_at or timezone.now())}."


def will(mailout: Mailout, audience: screens.ItsAudience) -> list[str]:
    """What will happen, in the order in which it does."""
    left_out = audience.number * mailout.held_out_percent // 100
    gets = audience.number - left_out
    said = [f"It goes to whoever is in its audience when it leaves. That is {messages(gets)}, {audience.when}."]
    if left_out:
        said.append(f"About {left_out:,} more are left out by chance, to compare with: they get nothing.")
    if mailout.second_subject:
        said.append(comparison(mailout, gets))
    return [*said, *times(mailout, gets), "You can pause it at any time. What has left can't be called back."]


def comparison(mailout: Mailout, number: int) -> str:
    compared = number * mailout.compared_percent // 100
    return (
        f"About {compared // 2:,} get the first subject and as many the second. After {mailout.compared_hours} hours "
        "the others get the one whose links were clicked more; if both were clicked as often, the first."
    )


def warming(number: int) -> str:
    """A new sender may send few messages a day at first, whatever its provider takes."""
    known_for = timezone.now() - mailout_warming.known_since(mailout_warming.domain_of(streams.BULK))
    days, sent = 0, 0
    while sent < number and days < mailout_warming.DAYS:
        sent += mailout_warming.quota(known_for + days * mailout_warming.DAY)
        days += 1
    lasts = "one day" if days < 2 else f"{days} days"
    first = f"{mailout_warming.quota(known_for):,}"
    return f"Its sender is new: at most {first} leave on the first day and twice as many on each after, so {lasts}."


def times(mailout: Mailout, number: int) -> list[str]:
    """As if it left now; what waits for a comparison to end leaves later."""
    now, rate = timezone.now(), mailout_pace.per_second()
    begins, ends = (
        mailout_pace.begins_at(mailout, now),
        mailout_pace.ends_at(mailout, number=number, start=now, rate=rate),
    )
    said = (
        [f"Sent at once, the first leaves on {moment(begins)}, when its quiet hours are over."] if begins > now else []
    )
    if ends is not None:
        said.append(f"Sent at once, at about {rate * 60:,.0f} messages a minute, the last leaves on {moment(ends)}.")
    if mailout.warms_up:
        said.append(warming(number))
    if mailout.quiet_from != mailout.quiet_until:
        hours = f"{mailout.quiet_from:%H:%M} and {mailout.quiet_until:%H:%M}"
        said.append(f"Nothing leaves between {hours}, London time.")
    return said
