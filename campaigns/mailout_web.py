"""A mail-out on a page of the site: the words that were sent, in the site's own looks.

They come from the body that was set down when it left, not from its blocks: what is sent stays as it was.
"""

import re
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from campaigns.mailout_compile import BEGIN, END
from campaigns.models import Mailout
from mail import tokens
from mail.models import MailingBody

KEPT = {  # what is left of a message once its tables are gone, and what of each
    **dict.fromkeys(("h1", "h2", "ul", "ol", "li", "b", "strong", "i", "em", "br", "hr"), ()),
    "p": (),
    "blockquote": (),
    "a": ("href",),
    "img": ("src", "alt", "width"),
}
LOOKS = {"button": "button button--signal", "small": "small", "quote": "quote"}  # of the site, by those of a message


class Shown(NamedTuple):
    subject: str
    words: SafeString

    @property
    def has_title(self) -> bool:
        return "<h1>" in self.words


def of(mailout: Mailout) -> Shown | None:
    """As somebody reads it of whom we know nothing. None where nothing of it was set down."""
    body = body_of(mailout)
    if body is None:
        return None
    _, _, rest = body.html.partition(BEGIN)
    words = led_straight(mailout, without_tables(rest.partition(END)[0]))
    safe = mark_safe(tokens.filled(words, {}, in_html=True))  # noqa: S308  our own words, and tags of a list
    return Shown(tokens.filled(body.subject, {}, in_html=False), safe)


def without_tables(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()  # what Outlook alone reads
    for tag in soup.find_all(True):
        tidy(tag)
    for button in soup.select("a.button"):
        button.wrap(soup.new_tag("p"))  # on a line of its own, as in its cell
    return str(soup)


def tidy(tag: Tag) -> None:
    if tag.name not in KEPT:
        tag.unwrap()
        return
    looks = [LOOKS[name] for name in tag.get_attribute_list("class") if name in LOOKS]
    tag.attrs = {name: value for name, value in tag.attrs.items() if name in KEPT[tag.name]}
    if tag.name == "img":
        tag["src"] = str(tag["src"]).removeprefix(settings.SITE_URL)
    if looks:
        tag["class"] = " ".join(looks)


def body_of(mailout: Mailout) -> MailingBody | None:
    """With the subject that most readers got."""
    bodies = {body.variant: body for body in MailingBody.objects.filter(mailing=mailout.mailing_id)}
    chosen = mailout.mailing.chosen if mailout.mailing else "a"
    return bodies.get(chosen) or bodies.get("a")


def led_straight(mailout: Mailout, words: str) -> str:
    """Its links without the address that counts: whoever reads it here did not get it by mail."""
    leads_to = {str(pk): escape(url) for pk, url in mailout.links.values_list("pk", "url")}
    return counted().sub(lambda match: leads_to.get(match[1], match[0]), words)


def counted() -> re.Pattern[str]:
    """An address that counts, with the number of its link."""
    address = re.escape(f"{settings.SITE_URL}{reverse('mailout_go', args=[0, 'a'])}")
    return re.compile(address.replace("0\\-a", r"(\d+)-[ab]"))
