from typing import Any

from django import template
from django.utils.translation import ngettext

from campaigns.enums import PetitionState
from campaigns.forms import FollowForm, SignatureForm
from campaigns.models import CampaignPage, Petition
from campaigns.selectors import campaigns, petitions, totals
from pages.models import HomePage
from places.models import Constituency
from training import panels

register = template.Library()
register.filter("within_a_sentence", petitions.within_a_sentence)


@register.filter
def duration(seconds: int) -> str:
    """In the largest unit that it is a whole number of."""
    if seconds % 3600 == 0:
        number, words = seconds // 3600, ngettext("{number} hour", "{number} hours", seconds // 3600)
    elif seconds % 60 == 0:
        number, words = seconds // 60, ngettext("{number} minute", "{number} minutes", seconds // 60)
    else:
        number, words = seconds, ngettext("{number} second", "{number} seconds", seconds)
    return words.format(number=number)


@register.simple_tag
def campaign_feature(page: CampaignPage | None) -> dict[str, Any]:
    """What a page shows of a campaign: its page, its petition with its count, and an empty form to sign it."""
    if page is None:
        return {}
    return {"page": page, "petition": campaigns.petition_of(page), "form": SignatureForm()}


@register.simple_tag
def campaign_story(page: CampaignPage) -> dict[str, Any]:
    """What stands on a campaign's page beside its own words and its petition."""
    bill, tracker = campaigns.bill_of(page) or (None, None)
    form = FollowForm()
    return {
        "updates": list(page.updates.all()),
        "supporters": list(page.supporters.all()),
        "facts": campaigns.related_facts(page),
        "bill": bill,
        "tracker": tracker,
        "form": form if form.shown and not page.is_over else None,
    }


@register.simple_tag
def featured_campaigns(home: HomePage) -> dict[str, Any]:
    """For the home page: the one that leads, which editors chose or which is newest, and the other featured ones."""
    found = campaigns.featured(first=home.featured_campaign_id)
    return {"lead": found[0] if found else None, "more": found[1:]}


@register.simple_tag
def shown_state(petition: Petition) -> PetitionState:
    """As readers are told it."""
    return petitions.shown_state(petition)


@register.simple_tag
def place_in_petition(petition: Petition, constituency: Constituency) -> dict[str, Any]:
    """For somebody who is counted there: how many are, as the public may know it, and who sits for it."""
    counts = totals.origins(petition.pk).constituencies
    return {"count": counts.get(constituency.pk, 0), "member": constituency.representatives.current().first()}


@register.simple_tag
def trained_in(constituency: Constituency) -> int | str | None:
    """How many people there know the signs, as the public may know it: None is hidden, "" where we say nothing."""
    published = panels.shown_today()
    return published.cells.get(constituency.pk, "") if published else ""
