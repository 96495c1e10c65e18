"""A petition as everybody reads it: the list, its page, where its signatures come from, what people say."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import embeds, mailout_way_in, origins
from campaigns.enums import PetitionState
from campaigns.models import Petition
from campaigns.models.petition import PetitionQuerySet
from campaigns.selectors import events, petitions, totals, voices
from campaigns.sitemap import PetitionsSitemap
from groups.models import CommunityGroup
from groups.selectors import directory
from pages import outline
from pages.answers import for_every_reader
from places.views import shown

ON_A_PAGE = 20
COMMENTS_ON_THE_PAGE, NAMES_ON_THE_PAGE, EVENTS_ON_THE_PAGE = 5, 40, 10
COMMENTS_ON_A_PAGE, MOST_PAGES_OF_COMMENTS = 20, 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`kind` is a state, `page` goes on; whatever they hold, it answers."""
    asked = request.GET.get("kind", "")
    state = PetitionState(asked) if asked in petitions.SHOWN_STATES else None
    found = petitions.in_state(state) if state else Petition.objects.published()
    page = Paginator(petitions.open_first(found.with_total()), ON_A_PAGE).get_page(request.GET.get("page"))
    for petition in page:
        petition.shown_state = petitions.shown_state(petition)  # type: ignore[attr-defined]
    context = {
        **shown.head(request),
        "page_of_list": page,
        "options": options(state),
        "is_filtered": state is not None,
        "noindex": state is not None,
    }
    return for_every_reader(render(request, "campaigns/petition/list.html", context), shows_counts=True)


def options(current: PetitionState | None) -> list[dict[str, Any]]:
    states = [{"value": each.value, "label": each.label, "current": current == each} for each in petitions.SHOWN_STATES]
    return [{"value": "", "label": "", "current": current is None}, *states]


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    return page_of(request, get_petition(slug, with_history=True))


@require_safe
def show_for(request: HttpRequest, slug: str, group_slug: str) -> HttpResponse:
    """By a group's link: who signs from here counts for the group. A group that isn't there leads to the plain page."""
    petition = get_petition(slug, with_history=True)
    group = directory.of_link(group_slug)
    return page_of(request, petition, group) if group else redirect(petition)


def page_of(request: HttpRequest, petition: Petition, group: CommunityGroup | None = None) -> HttpResponse:
    happened = [event for event in events.of(petition) if not event.key.startswith("correction-")]
    context = {
        **about(request, petition),
        "group": group,
        "url_sign": mailout_way_in.kept(request, url_sign(petition, group)),
        "milestones": petition.milestones.all(),
        "corrections": petition.corrections.all(),
        "events": happened[:EVENTS_ON_THE_PAGE],
        "comments": voices.comments(petition.pk, number=COMMENTS_ON_THE_PAGE),
        "names": voices.names(petition.pk, number=NAMES_ON_THE_PAGE),
        "campaign": link_to_campaign(petition),
        "embed": embeds.code(petition),
        "oembed": embeds.discovery(petition),
        "share_url": f"{settings.SITE_URL}{request.path}",
    }
    return for_every_reader(render(request, "campaigns/petition/page.html", context), shows_counts=True)


def about(request: HttpRequest, petition: Petition, *below: shown.Crumb) -> dict[str, Any]:
    """What every page about a petition takes."""
    on_paper = petition.total.on_paper if hasattr(petition, "total") else 0
    return {
        **shown.head(request, {"title": _("Petitions"), "url": reverse("petitions")}, *below),
        "canonical": f"{settings.SITE_URL}{petition.get_absolute_url()}",
        "petition": petition,
        "state": petitions.shown_state(petition),
        "on_paper": on_paper,
        "in_all": petition.count + on_paper,
    }


def url_sign(petition: Petition, group: CommunityGroup | None) -> str:
    return reverse("petition_sign_for", args=[petition.slug, group.slug]) if group else petition.url_sign


def link_to_campaign(petition: Petition) -> shown.Crumb | None:
    page = petitions.campaign_of(petition)
    return {"title": page.title, "url": outline.current().address(page) or "/"} if page else None


@require_safe
def comments(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    """Pages by path, so that each may be kept; bounded, since a page further on costs more."""
    petition = get_petition(slug)
    if not 1 <= number <= MOST_PAGES_OF_COMMENTS:
        raise Http404
    start = (number - 1) * COMMENTS_ON_A_PAGE
    found = voices.comments(petition.pk, number=COMMENTS_ON_A_PAGE + 1, after=start)
    if not found and number > 1:
        raise Http404
    more = len(found) > COMMENTS_ON_A_PAGE and number < MOST_PAGES_OF_COMMENTS
    context = {
        **about(request, petition, to_page(petition)),
        "canonical": f"{settings.SITE_URL}{request.path}",
        "comments": found[:COMMENTS_ON_A_PAGE],
        "number": number,
        "newer": comments_page(petition, number - 1) if number > 1 else "",
        "older": comments_page(petition, number + 1) if more else "",
    }
    return for_every_reader(render(request, "campaigns/petition/comments.html", context), shows_counts=True)


def comments_page(petition: Petition, number: int) -> str:
    if number == 1:
        return reverse("petition_comments", args=[petition.slug])
    return reverse("petition_comments_page", args=[petition.slug, number])


@require_safe
def where(request: HttpRequest, slug: str) -> HttpResponse:
    petition = get_petition(slug)
    found = totals.origins(petition.pk)
    groups, other = totals.by_group(petition.pk, petition.count)
    context = {
        **about(request, petition, to_page(petition)),
        "canonical": f"{settings.SITE_URL}{request.path}",
        "origins": found,
        "places": origins.places(found),
        "countries": origins.countries(found),
        "groups": groups,
        "by_no_group": other,
        "chart": origins.chart(totals.by_day(petition.pk), until=last_day(petition)),
    }
    return for_every_reader(render(request, "campaigns/petition/where.html", context), shows_counts=True)


def to_page(petition: Petition) -> shown.Crumb:
    return {"title": petition.title, "url": petition.get_absolute_url()}


def last_day(petition: Petition) -> date:
    today = timezone.localdate()
    return min(today, petition.closes_on) if petition.closes_on else today


def get_petition(slug: str, *, with_history: bool = False) -> Petition:
    found: PetitionQuerySet = Petition.objects.published().with_total()
    if with_history:
        found = petitions.with_campaign(found).prefetch_related("milestones", "corrections")
    return get_object_or_404(found, slug=slug)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return for_every_reader(django_sitemap(request, {"petitions": PetitionsSitemap}))
