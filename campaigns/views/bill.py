"""Bills: the list of them, the way that each goes, and its next day for a calendar."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import calendars
from campaigns.models import Bill, CampaignPage
from campaigns.selectors import bills as selectors
from campaigns.selectors.bills import Tracker
from campaigns.sitemap import BillSitemap
from pages import outline
from pages.answers import for_every_reader
from places import sources

MOST = 100  # of those that go on, and of those that ended
MOST_CAMPAIGNS = 10
Told = tuple[Bill, Tracker]


@require_safe
def bills(request: HttpRequest) -> HttpResponse:
    current, ended = Bill.objects.current()[:MOST], Bill.objects.ended()[:MOST]
    known = selectors.trackers([*current, *ended])
    context = {
        "crumbs": home(),
        "canonical": f"{settings.SITE_URL}{request.path}",
        "current": [(bill, known[bill.pk]) for bill in current],
        "history": in_time((bill, known[bill.pk]) for bill in ended),
    }
    return for_every_reader(render(request, "campaigns/bill/bills.html", context))


def in_time(told: Iterable[Told]) -> list[Told]:
    """The oldest first, by the day of its end or the last that is known of it."""
    return sorted(told, key=lambda each: each[0].ended_on or each[1].last_day or date.min)


@require_safe
def bill(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Bill, slug=slug)
    context = {
        "crumbs": [*home(), {"title": _("Bills"), "url": reverse("bills")}],
        "canonical": f"{settings.SITE_URL}{request.path}",
        "bill": found,
        "tracker": selectors.tracker(found),
        "campaigns": campaigns_of(found),
        "licence": sources.OPEN_PARLIAMENT_LICENCE,
    }
    return for_every_reader(render(request, "campaigns/bill/bill.html", context))


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Bill, slug=slug)
    tracker = selectors.tracker(found)
    if tracker.next_step is None or tracker.next_day is None:
        raise Http404
    content = calendars.of_next_day(found, tracker.next_step, tracker.next_day)
    name = {"Content-Disposition": f'attachment; filename="{found.slug}.ics"'}
    return for_every_reader(HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=name))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return for_every_reader(django_sitemap(request, {"bills": BillSitemap}))


def campaigns_of(bill: Bill) -> list[CampaignPage]:
    """Those that readers may see."""
    public = outline.current().pages
    asked = CampaignPage.objects.filter(bill=bill).defer_streamfields()[:MOST_CAMPAIGNS]
    return [page for page in asked if page.pk in public]


def home() -> list[dict[str, str]]:
    known = outline.current()
    page = known.home()
    return [{"title": page.title, "url": known.address(page) or "/"}] if page else []
