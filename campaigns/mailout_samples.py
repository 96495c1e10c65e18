"""What the block picker shows of each block of a mail-out: words that are plainly samples, facts that the site has."""

from typing import Any

from pages.blocks import samples

TITLE = samples.TITLE
TEXT = "<p>Dear {{first_name|friend}},</p>" + samples.TEXT


def fact() -> dict[str, Any]:
    return {"fact": samples.helpline(), "sentence": "What the figure counts, in a few words"}


def image() -> dict[str, Any]:
    from pages.models import SiteImage

    return {"image": SiteImage.objects.order_by("pk").first(), "alt": "What the picture shows", "caption": "A caption"}


def button() -> dict[str, Any]:
    return {"label": "What to do", "to": "", "page": samples.home(), "url": ""}


def progress() -> dict[str, Any]:
    from campaigns.models import Petition

    petition = Petition.objects.published().first()
    return {"petition": str(petition.pk) if petition else ""}


def columns() -> dict[str, Any]:
    column = [("text", samples.TEXT), ("button", button())]
    return {"left": column, "right": column}
