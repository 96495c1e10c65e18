"""What the screens of lists of supporters, and of replies to mail-outs, answer to each role; and one of each."""

from typing import Any

from campaigns.models import Mailout, MailoutReply
from mail.models import Mailing
from people.models import User
from tests import factories
from tests.access.expected import Expected, staff_only
from tests.campaigns import supporters
from tests.campaigns.supporters import PRIYA

NEWCOMER = ("newcomer@example.org", "New", "Sample")
ASKED = ("asked@example.org", "Asked", "Sample")


def staff(name: str) -> User:
    return User.objects.filter(email=f"{name}@example.org").first() or factories.user(name, groups=("Campaign staff",))


def a_list() -> tuple[object, ...]:
    return (supporters.checked(supporters.as_csv(NEWCOMER, ("nobody", "", "")), staff("list-maker")).pk,)


def a_list_brought_in() -> tuple[object, ...]:
    return (supporters.taken_in(supporters.as_csv(ASKED), staff("list-maker")).pk,)


def a_reply() -> tuple[object, ...]:
    mailing = Mailing.objects.create(kind="mailout", stream="bulk", purpose="campaign_news")
    mailout = Mailout.objects.create(title="Answered", slug=mailing.key.hex, subject="Answered", mailing=mailing)
    address = supporters.lines(supporters.taken_in(supporters.as_csv(PRIYA), staff("list-maker")))[0].person
    reply = MailoutReply.objects.create(
        mailout=mailout,
        key=mailing.key.hex,
        sort="stop",
        sender=PRIYA[0],
        text="Please stop.",
        address=address.address if address else None,
    )
    return (reply.pk,)


LISTS = ("page", "match", "failing", "take_in", "ask", "undo", "discard")
BROUGHT_IN: dict[str, Expected] = {
    **{f"supporter_imports:{screen}": staff_only() for screen in ("index", "upload")},
    **{f"supporter_imports:{screen}": staff_only(a_list) for screen in LISTS},
    **{f"mailout_replies:{screen}": staff_only() for screen in ("index", "index_results")},
    **{f"mailout_replies:{screen}": staff_only(a_reply) for screen in ("page", "object")},
    "mailout_replies:done": Expected(302, 302, 405, 405),
    "mailout_replies:reopen": Expected(302, 302, 405, 405, a_reply),
}
SIGHTS = {
    **{f"supporter-lists/{path}": "campaigner" for path in ("", "new/")},
    **{
        f"supporter-lists/{{supporters}}/{path}": "campaigner"
        for path in ("", "match/", "lines-to-mend.csv", "take-in/", "ask/", "undo/", "discard/")
    },
    **{f"mail-out-replies/{path}": "campaigner" for path in ("", "{mail_reply}/", "{mail_reply}/objection/")},
}


def scene() -> dict[str, Any]:
    return {
        "supporters": a_list()[0],
        "supporters_in": a_list_brought_in()[0],
        "mail_reply": a_reply()[0],
    }
