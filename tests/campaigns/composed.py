"""A mail-out with every block, as staff compose it."""

from datetime import timedelta
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Site

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout, Petition, PetitionTotal
from campaigns.services import mailout_bodies
from groups.enums import EventState
from groups.models import Event
from mail.enums import MailingState
from mail.models import Mailing
from pages.models import Fact, SiteImage
from people.models import Controller
from tests import factories

TEXT = "<p>Dear {{first_name|friend}},</p><p>there is <b>news</b> from {{constituency|your area}}.</p>"
LINKED = (
    '<p>Read <a href="https://www.example.org/report?a=1&amp;b=2">the report</a>.</p><ul><li>One</li><li>Two</li></ul>'
)
Block = dict[str, Any]


def block(kind: str, value: Any) -> Block:
    return {"type": kind, "value": value}


def button(label: str = "Sign the petition", **to: Any) -> Block:
    return block("button", {"label": label, "to": "", "page": None, "url": "", **to})


def image() -> Block:
    from tests.access.scene import picture  # which is made of mail-outs too

    made = SiteImage.objects.create(title="A field", file=ImageFile(picture(), "field.png"))
    return block("image", {"image": made.pk, "alt": "A field of hexagons", "caption": "Drawn by hand"})


def event(**fields: Any) -> Event:
    start = timezone.now() + timedelta(days=7)
    given = {"title": "An evening", "slug": "an-evening", "state": EventState.PUBLISHED, "starts_at": start}
    return Event.objects.create(**{**given, "ends_at": start + timedelta(hours=2), **fields})


def signed(number: int = 1_234) -> Petition:
    petition = factories.petition(goal=2_000)
    PetitionTotal.objects.create(petition=petition, counted=number)
    return petition


def every_block() -> list[Block]:
    petition, fact = signed(), Fact.objects.filter(key="nrm-2025").first() or factories.fact()
    return [
        block("heading", "We handed it in"),
        block("text", TEXT),
        block("heading", "What comes next"),
        block("text", LINKED),
        block("fact", {"fact": fact.pk, "sentence": "people were referred"}),
        image(),
        button(to=f"petition:{petition.pk}"),
        button("Write a letter", to=f"letter:{factories.letter_action().pk}"),
        button("Come to it", to=f"event:{event().pk}"),
        button("Read more", url="https://www.example.org/more"),
        block("progress", {"petition": str(petition.pk)}),
        block("quote", {"text": "It changed my life.\nTruly.", "attribution": "A supporter"}),
        block("divider", None),
        block(
            "columns",
            {"left": [block("text", "<p>Left</p>"), image()], "right": [button(to=f"petition:{petition.pk}")]},
        ),
    ]


def mailout(*blocks: Block, **fields: Any) -> Mailout:
    """A draft."""
    given = {"title": "Handed in", "slug": "handed-in", "subject": "We handed it in, {{first_name|friend}}"}
    return Mailout.objects.create(**{**given, "preheader": "Four people at the door", "body": list(blocks), **fields})


def charity() -> Controller:
    """Who answers for what is sent."""
    who: Controller = Controller.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={"name": "Act Example", "postal_address": "1 Example Road, Leeds", "charity_number": "1000000"},
    )[0]
    return who


def mailing(mailout: Mailout, **fields: Any) -> Mailing:
    given = {"kind": "mailout", "stream": "bulk", "purpose": mailout.purpose, "state": MailingState.RUNNING}
    return Mailing.objects.create(**{**given, **fields})


def left(mailout: Mailout) -> Mailout:
    """On its way to whoever is to have it."""
    mailout.mailing = mailing(mailout)
    mailout_bodies.freeze(message=mailout, mailing=mailout.mailing)
    mailout.state, mailout.approved_digest, mailout.started_at = MailoutState.SENDING, "0" * 64, timezone.now()
    mailout.save()
    return mailout
