"""Finding a group: the list with its filters and its map, and the nearest to a postcode."""

from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from groups.forms.directory import DirectoryForm
from groups.selectors import directory
from groups.sitemap import GroupsSitemap
from groups.views.answers import TOO_BIG, UNPROCESSABLE, is_readable, refused
from pages.answers import for_every_reader
from pages.same_origin import same_origin_form
from places.forms import PostcodeForm
from places.views import shown

ON_A_PAGE = 20
KM_IN_A_MILE = 1.609344


@same_origin_form
@sensitive_post_parameters("postcode")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """A postcode is posted, so that it is in no address and no log; filters and paging are in the address."""
    if request.method == "POST":
        answer = nearest(request)
        add_never_cache_headers(answer)
        return answer
    answer = listed(request, PostcodeForm())
    return answer if request.GET else for_every_reader(answer)


def nearest(request: HttpRequest) -> HttpResponse:
    if not is_readable(request):
        return listed(request, refused(PostcodeForm({})), status=TOO_BIG)
    form = PostcodeForm(request.POST)
    if not form.is_valid():
        return listed(request, form, status=UNPROCESSABLE)
    found = directory.near(form.place.position) if form.place.position else []
    context = {
        **shown.head(request),
        "form": form,
        "place": form.place,
        "rows": [{"group": near.thing, "miles": round(near.km / KM_IN_A_MILE)} for near in found],
        "noindex": True,
    }
    return render(request, "groups/directory/nearest.html", context)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return for_every_reader(django_sitemap(request, {"groups": GroupsSitemap}))


def listed(request: HttpRequest, postcode: PostcodeForm, *, status: int = 200) -> HttpResponse:
    """The map stands on the first page of the whole list; the list has every group that the map counts."""
    filters = DirectoryForm(request.GET)
    page = Paginator(directory.search(filters.wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    is_filtered = any(filters.wanted)
    context = {
        **shown.head(request),
        "form": postcode,
        "filters": filters,
        "page_of_list": page,
        "is_filtered": is_filtered,
        "points": directory.towns() if page.number == 1 and not is_filtered else [],
        "noindex": is_filtered or postcode.is_bound,
    }
    return render(request, "groups/directory/list.html", context, status=status)
