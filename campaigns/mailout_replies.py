"""Where replies to mail-outs go, and what can be told of one from its words."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from campaigns.mailout_enums import ReplySort
from mail import streams
from mail.models import Mailing
from pages import victim_reports

PREFIX = "reply-"
LEFT_OUT = "(a link was left out)"
SHORT = 8  # words: a reply of no more says one thing
SPACES = re.compile(r"\s+")
SIGN_OFF = re.compile(r"^(?:--|sent from my|get outlook|kind regards|regards|best wishes|thanks|thank you)\b.*", re.I)
# Said alone. In a sentence they say what somebody campaigns for: "we must stop slavery".
ALONE = re.compile(
    r"^(?:please\s+|pls\s+)?(?:stop|stop it|stop this|unsubscribe|un-subscribe|remove|remove me|opt ?out|cancel|end|"
    r"quit|enough|no more|no thanks?|no thank you|dad-?danysgrifio|stopiwch)(?:\s+please|\s+thanks?|\s+now|\s+all)?$"
)
MAIL = r"(?:e-?mails?|emailing|messages?|mails?|mailings?|newsletters?|updates?|news|spam)"
ASKS = re.compile(
    "|".join(
        (
            r"\bun-?subscrib",
            r"\b(?:stop|cease|quit) (?:sending|e-?mailing|mailing|writing to|contacting|messaging|bothering|spamming)",
            rf"\bstop (?:the|these|this|your|all|any) (?:\w+ )?{MAIL}\b",
            r"\b(?:remove|take|delete|drop|strike) (?:me|my (?:name|e-?mail|address|details|data)|us)\b.{0,40}"
            r"\b(?:from|off|out of)\b.{0,30}\b(?:list|lists|database|mailing|mailings|distribution|system|records)\b",
            r"\b(?:remove|take) me (?:off|from)\b",
            r"\bopt(?:ed|ing)?[ -]?out\b",
            r"\b(?:do not|don't|dont|please never|never) (?:e-?mail|mail|contact|message|write to|send) "
            rf"(?:me|us|any|more|{MAIL})",
            rf"\b(?:do not|don't|dont|no longer) (?:want|wish|need|like)\b.{{0,40}}\b{MAIL}\b",
            rf"\bno (?:more|further) {MAIL}\b",
            r"\bwithdraw (?:my )?consent\b",
            r"\b(?:i|we) object to\b.{0,40}\b(?:marketing|messages|e-?mails|my data)\b",
            r"\bdanysgrifio\b.{0,20}\bdad|\bpeidiwch ag? (?:anfon|e-?bostio)",
        )
    ),
    re.I,
)


def address_for(mailing: Mailing) -> str:
    """Where what is answered to a mailing goes: to us, who sort it, or else to staff by themselves."""
    if settings.LETTER_ANSWERS_DOMAIN:
        return f"{PREFIX}{mailing.key.hex}@{settings.LETTER_ANSWERS_DOMAIN}"
    return streams.get(mailing.stream).reply_to


def sort_of(subject: str, text: str) -> ReplySort:
    """Of what a person wrote. Somebody in danger comes before everything else."""
    if victim_reports.recognise(text) or victim_reports.recognise(f"{subject}\n{text[:1_000]}"):
        return ReplySort.REPORT
    return ReplySort.STOP if asks_to_stop(subject, text) else ReplySort.REPLY


def asks_to_stop(subject: str, text: str) -> bool:
    said = [line.strip() for line in text.replace("\u2019", "'").splitlines()]
    words = SPACES.sub(" ", " ".join(line for line in said if line and not SIGN_OFF.match(line))).strip()
    title = SPACES.sub(" ", subject.replace("\u2019", "'")).strip()
    alone = (each.strip(" .,!?:;*-").lower() for each in (words, title) if len(each.split()) <= SHORT)
    return any(ALONE.match(each) for each in alone) or bool(ASKS.search(words) or ASKS.search(title))


def without_links(text: str) -> str:
    """Without links to our own site: one that was quoted may open the choices of whoever it was sent to."""
    host = re.escape(urlsplit(settings.SITE_URL).netloc)
    return re.sub(rf"(?:https?://)?{host}/[^\s<>\"')]*", LEFT_OUT, text, flags=re.I)
