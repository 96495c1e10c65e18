"""What has happened to petitions, as their pages and feeds tell it."""

from datetime import datetime, time
from decimal import Decimal
from typing import NamedTuple

from django.db.models.functions import Coalesce
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from campaigns.enums import NewsKind
from campaigns.models import Milestone, Petition, PetitionCorrection, PetitionNews
from campaigns.selectors import petitions
from pages.charts import numbers

MOST = 50


class Event(NamedTuple):
    at: datetime
    key: str  # the same for the same event for ever
    title: str
    text: str
    petition: Petition

    @property
    def url(self) -> str:
        return f"{self.petition.get_absolute_url()}#{self.key}"


def of(petition: Petition) -> list[Event]:
    """The latest first. No query but that for its news where corrections and milestones were prefetched."""
    news = list(petition.news.sent().order_by("-sent_at")[:MOST])
    told_kinds, told_milestones = {each.kind for each in news}, {each.milestone_id for each in news}
    found = [event for event in of_life(petition) if event.key not in told_kinds]
    found += [*map(of_news, news), *map(of_correction, petition.corrections.all())]
    untold = [each for each in petition.milestones.all() if each.pk not in told_milestones]
    return newest(found + [of_milestone(each, each.reached_at) for each in untold if each.reached_at])


def of_all() -> list[Event]:
    """The latest of all petitions, the latest first."""
    shown = Petition.objects.published()
    opened = shown.order_by(Coalesce("opened_at", "created_at").desc())[:MOST]
    news = PetitionNews.objects.sent().filter(petition__in=shown).select_related("petition").order_by("-sent_at")[:MOST]
    corrections = PetitionCorrection.objects.filter(petition__in=shown).select_related("petition")
    found = [event for petition in opened for event in of_life(petition)]
    return newest([*found, *map(of_news, news), *map(of_correction, corrections.order_by("-made_at")[:MOST])])


def newest(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.at, event.key), reverse=True)[:MOST]


def of_life(petition: Petition) -> list[Event]:
    asked = _("To {addressee}").format(addressee=petitions.within_a_sentence(petition.addressee))
    found = [Event(petition.opened_at or petition.created_at, "opened", _("The petition opened"), asked, petition)]
    if petition.closed_at:
        found.append(Event(petition.closed_at, "closed", _("The petition closed"), "", petition))
    if petition.handed_in_on:
        at = make_aware(datetime.combine(petition.handed_in_on, time(9)))
        found.append(Event(at, NewsKind.HANDED_IN, _("The petition was handed in"), asked, petition))
    if petition.answered_on and petition.response:
        at = make_aware(datetime.combine(petition.answered_on, time(9)))
        title = _("{addressee} answered").format(addressee=petition.addressee)
        found.append(Event(at, NewsKind.RESPONSE, title, petition.response, petition))
    return found


def of_news(news: PetitionNews) -> Event:
    return Event(news.sent_at or news.created_at, f"news-{news.pk}", news.subject, news.body, news.petition)


def of_correction(correction: PetitionCorrection) -> Event:
    title = _("A correction")
    return Event(correction.made_at, f"correction-{correction.pk}", title, correction.text, correction.petition)


def of_milestone(milestone: Milestone, at: datetime) -> Event:
    title = _("{number} signatures").format(number=numbers.written(Decimal(milestone.number)))
    return Event(at, f"milestone-{milestone.pk}", title, milestone.meaning, milestone.petition)
