"""What everybody may read of mail-outs: the list, each as it was sent, a feed; and where their links lead."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from campaigns import mailout_way_in, mailout_web
from campaigns.mailout_feed import MailoutFeed
from campaigns.models import Mailout, MailoutLink
from campaigns.services import mailout_clicks
from campaigns.sitemap import MailoutsSitemap
from pages.answers import for_every_reader
from places.views import shown

ON_A_PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first; `page` goes on, whatever it holds."""
    found = Mailout.objects.archived().order_by("-started_at", "-pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {**shown.head(request), "page_of_list": page}
    return for_every_reader(render(request, "campaigns/mailouts/list.html", context))


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """As it was sent, with the fallbacks in place of what it said of its reader."""
    mailout = get_object_or_404(Mailout.objects.archived(), slug=slug)
    found = mailout_web.of(mailout)
    if found is None:
        raise Http404
    crumb = {"title": _("Our emails"), "url": reverse("mailouts")}
    context = {**shown.head(request, crumb), "mailout": mailout, "shown": found}
    return for_every_reader(render(request, "campaigns/mailouts/page.html", context))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    response = for_every_reader(MailoutFeed()(request))
    response.headers["Cache-Control"] = "no-cache"  # programs that read feeds keep it and ask whether it changed
    set_response_etag(response)
    return response


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return for_every_reader(django_sitemap(request, {"mailouts": MailoutsSitemap}))


@never_cache
@require_safe
def go(request: HttpRequest, pk: int, variant: str) -> HttpResponse:
    """Where a link of a mail-out leads. The click is counted in a sum that holds nothing about whoever clicked."""
    link = get_object_or_404(MailoutLink, pk=pk)
    if request.method == "GET":  # programs that check links mostly ask by HEAD
        mailout_clicks.count(link=link, variant=variant)
    return HttpResponseRedirect(onwards(link))


def onwards(link: MailoutLink) -> str:
    """On our own site with the number of the mail-out, so that what is done there counts as done after it."""
    parts = urlsplit(link.url)
    if not link.mailout_id or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return link.url
    query = "&".join(filter(None, (parts.query, urlencode({mailout_way_in.NAME: f"m{link.mailout_id}"}))))
    return parts._replace(query=query).geturl()
