"""Finding a session: near a postcode, of a course, in person or online, soon."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from groups.views.answers import TOO_BIG, UNPROCESSABLE, refused
from groups.views.events import see
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from places.views import shown
from training.forms.finding import FindForm
from training.selectors import sessions
from training.views.courses import all_courses

ON_A_PAGE = 20


@same_origin_form
@sensitive_post_parameters("postcode")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All in time or, by a POST, those near a postcode, which is in no address and is not kept."""
    if request.method != "POST":
        return for_every_reader(show_list(request, chosen(request)))
    answer = find(request)
    add_never_cache_headers(answer)
    return answer


def chosen(request: HttpRequest) -> FindForm:
    """What an address says, as far as it can be understood."""
    names = ("course", "way", "when")
    form = FindForm({name: request.GET.get(name, "") for name in names})
    form.full_clean()
    kept = form.asked
    return FindForm(initial=kept) if not kept else form


def find(request: HttpRequest) -> HttpResponse:
    try:
        form = FindForm(request.POST)
    except UNREADABLE:
        return show_list(request, refused(FindForm({})), status=TOO_BIG)
    if not form.is_valid():
        return show_list(request, form, status=UNPROCESSABLE)
    if form.place is None:
        return see(with_choices(form))
    return show_near(request, form)


def with_choices(form: FindForm) -> str:
    address = reverse("training_sessions")
    return f"{address}?{urlencode(form.asked)}" if form.asked else address


def show_near(request: HttpRequest, form: FindForm) -> HttpResponse:
    position = form.place.position if form.place else None
    context = {
        **frame(request, form),
        "is_known": position is not None,
        "rows": sessions.near(position, form.wanted) if position else [],
        "online": sessions.online(form.wanted),
        "noindex": True,
    }
    return render(request, "training/sessions_near.html", context)


def show_list(request: HttpRequest, form: FindForm, *, status: int = 200) -> HttpResponse:
    page = Paginator(sessions.to_come(form.wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, form),
        "page_of_list": page,
        "points": sessions.on_map(form.wanted) if page.number == 1 else [],
        "is_filtered": bool(form.asked),
        "noindex": bool(form.asked) or status != 200,
    }
    return render(request, "training/sessions.html", context, status=status)


def frame(request: HttpRequest, form: FindForm) -> dict[str, Any]:
    return {**shown.head(request, all_courses()), "form": form}
