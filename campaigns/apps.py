from django.apps import AppConfig
from django.core.checks import register

from mail import kinds
from mail.enums import WhenUncertain
from mail.streams import BULK
from pages import waiting

SIGNATURES, LETTERS = "signatures", "letters"  # the keys of their layers
SAMPLE = {
    "name": "Suzie Signer",
    "petition": "Support every survivor",
    "confirm_path": "/petitions/support-every-survivor/confirm/sample/",
}

FOLLOW_SAMPLE = {"campaign": "Support every survivor", "confirm_path": "/follow/confirm/sample/"}
NEWS_KINDS = {
    "petition_milestone": "A petition reached a number",
    "petition_handed_in": "A petition was handed in",
    "petition_response": "There is an answer to a petition",
    "petition_update": "News of a petition",
}
NEWS_SAMPLE = {
    "headline": "We handed it in",
    "petition": "Support every survivor",
    "petition_path": "/petitions/support-every-survivor/",
    "body": "This morning four people carried it to the door of the department.\n\nWe tell you what it answers.",
}


def register_messages() -> None:
    from campaigns.services import following
    from people.services import newsletter

    again = WhenUncertain.SEND_AGAIN
    kinds.register(kinds.Kind("confirm_signature", "Confirm your signature", SAMPLE, when_uncertain=again))
    kinds.register(kinds.Kind("remind_signature", "Your signature waits", SAMPLE, when_uncertain=again))
    kinds.register(kinds.Kind("signed_before", "You have signed already", SAMPLE, when_uncertain=again))
    kinds.register(kinds.Kind(following.ASK, "Confirm that you follow a campaign", FOLLOW_SAMPLE, when_uncertain=again))
    newsletter.count_too(following.ASK)
    for name, title in NEWS_KINDS.items():
        kinds.register(kinds.Kind(name, title, NEWS_SAMPLE, stream=BULK, purpose="petition_updates"))


def register_sitemaps() -> None:
    from pages import sitemap

    for name in ("bills_sitemap", "petitions_sitemap", "letters_sitemap", "mailouts_sitemap"):
        sitemap.register(name)


def register_layers() -> None:
    from campaigns.selectors import letter_writers, totals
    from places import layers

    layers.register(
        layers.Layer(
            SIGNATURES,
            "Signatures by constituency",
            "signature",
            "signatures",
            count=totals.signatures_by_constituency,
            order=10,
            publish=totals.all_petitions,
        )
    )
    said = "People who wrote letters by constituency", "letter writer", "letter writers"
    layers.register(layers.Layer(LETTERS, *said, count=letter_writers.by_constituency, order=15))


def register_mailouts() -> None:
    from campaigns import (
        mailout_holdings,
        mailout_messages,
        mailout_retention,
        mailout_waiting,
        reply_messages,
        reply_waiting,
        series_waiting,
    )
    from campaigns.services import mailout_inbox

    mailout_messages.register_own()
    mailout_waiting.register()
    series_waiting.register()
    mailout_inbox.register()
    mailout_holdings.register()
    mailout_retention.register_own()
    reply_messages.register_own()
    reply_waiting.register()


def register_letters() -> None:
    """What is sent about them, what is kept of them and for how long, and what comes back."""
    from campaigns import answer_messages, letter_holdings, letter_messages, letter_retention
    from campaigns.services import answers

    letter_messages.register_own()
    answer_messages.register_own()
    answers.register()
    letter_holdings.register()
    letter_retention.register_own()


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Campaigns"

    def ready(self) -> None:
        from campaigns import (
            answer_waiting,
            follow_holdings,
            group_belongings,
            group_blocks,
            holdings,
            letter_waiting,
            made_for_groups,
            own_waiting,
            panels,
            petition_search,
            retention,
            searching,
        )
        from campaigns.checks import log_can_be_signed
        from campaigns.selectors import paper
        from places import areas

        listen()
        searching.register()
        petition_search.register()
        register_sitemaps()
        register_messages()
        answer_waiting.register()
        own_waiting.register()
        letter_waiting.register()
        waiting.register(paper.waiting)
        holdings.register()
        follow_holdings.register()
        retention.register_own()
        register_letters()
        register_mailouts()
        register_layers()
        areas.register(areas.Panel("Signatures", panels.signatures, order=20))
        areas.register(areas.Panel("Letters", panels.letters, order=25))
        group_blocks.register()
        group_belongings.register_own()
        made_for_groups.register()
        register(log_can_be_signed)


def listen() -> None:
    """To what pages are made of."""
    from campaigns import models
    from pages import generation

    for model in (
        models.Petition,
        models.PetitionCorrection,
        models.Milestone,
        models.Bill,
        models.BillStage,
        models.BillSitting,
        models.FraudRule,
        models.AllowedNetwork,
        models.LetterAction,
        models.Mailout,
        models.TalkingPoint,
        models.Election,
    ):
        generation.listen_to(model)
