"""What the pages of mail-outs that have left answer to each role: they are everybody's."""

from typing import Any

from campaigns.models import Mailout, MailoutLink
from tests.access.expected import Expected, everybody
from tests.campaigns import composed


def one_that_left(**fields: Any) -> Mailout:
    mailout = composed.mailout(composed.button(url="https://www.example.org/"), **fields)
    return composed.left(mailout)


def a_slug() -> tuple[object, ...]:
    return (one_that_left().slug,)


def a_link() -> tuple[object, ...]:
    mailout = one_that_left()
    return (MailoutLink.objects.get(mailout=mailout).pk, "a")


MAILED: dict[str, Expected] = {
    "mailouts": everybody(200),
    "mailouts_sitemap": everybody(200),
    "mailouts_feed": everybody(200),
    "mailout": everybody(200, a_slug),
    "mailout_go": everybody(302, a_link),
}
