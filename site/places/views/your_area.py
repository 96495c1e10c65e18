""" "Your area": a postcode in, and what lies around it out. The postcode is in no address, no cookie and no log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from places import picker
from places.forms import CHOOSE, ChoiceForm, PostcodeForm
from places.models import Constituency
from places.postcodes import area as letters_of
from places.selectors.places import NORTHERN_IRELAND, Place
from places.views import shown

SEE_OTHER, TOO_BIG, UNPROCESSABLE = 303, 413, 422


@same_origin_form
@sensitive_post_parameters("postcode")
@require_http_methods(["GET", "HEAD", "POST"])
def your_area(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return for_every_reader(ask(request, PostcodeForm()), shows_counts=True)
    try:
        answer = chosen(request) if picker.FIELD in request.POST else looked_up(request)
    except UNREADABLE:
        answer = too_big(request)
    add_never_cache_headers(answer)
    return answer


def ask(request: HttpRequest, form: PostcodeForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {**shown.head(request), "form": form, "picker": picker.pick(), "noindex": form.is_bound, **more}
    return render(request, "places/your_area.html", context, status=status)


def looked_up(request: HttpRequest) -> HttpResponse:
    form = PostcodeForm(request.POST)
    if not form.is_valid():
        return ask(request, form, status=UNPROCESSABLE)
    place = form.place
    return answer_with(request, place, place.constituency) if place.constituency else choose(request, place)


def chosen(request: HttpRequest) -> HttpResponse:
    """With a postcode the answer stays here; without one the constituency's own page says as much."""
    form = ChoiceForm(request.POST)
    valid = form.is_valid()
    place = form.place
    if not valid:
        return choose(request, place, asked_again=True) if place else ask_again(request)
    constituency = form.cleaned_data["constituency"]
    if place:
        return answer_with(request, place, constituency)
    answer = redirect(constituency)
    answer.status_code = SEE_OTHER
    return answer


def ask_again(request: HttpRequest) -> HttpResponse:
    pick = picker.pick(error=str(CHOOSE))
    return ask(request, PostcodeForm(), status=UNPROCESSABLE, picker=pick, noindex=True)


def answer_with(request: HttpRequest, place: Place, constituency: Constituency) -> HttpResponse:
    """What was looked up and what was chosen are shown apart."""
    context = {
        **shown.head(request, shown.your_area()),
        **shown.of_area(constituency, place.position),
        "place": place,
        "picker": pick_for(place, chosen=constituency.code),
        "noindex": True,
    }
    return render(request, "places/answer.html", context)


def choose(request: HttpRequest, place: Place, *, asked_again: bool = False) -> HttpResponse:
    error = str(CHOOSE) if asked_again else ""
    context = {
        **shown.head(request, shown.your_area()),
        "place": place,
        "picker": pick_for(place, error=error) if place.may_choose else None,
        "noindex": True,
    }
    return render(request, "places/choose.html", context, status=UNPROCESSABLE if asked_again else 200)


def pick_for(place: Place, **more: str) -> picker.Picker:
    is_northern_irish = letters_of(place.postcode) == NORTHERN_IRELAND
    return picker.pick(near=place.position, first="Northern Ireland" if is_northern_irish else "", **more)


def too_big(request: HttpRequest) -> HttpResponse:
    form = PostcodeForm({})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, "What you sent is far too long or broken. Type your postcode again.")
    return ask(request, form, status=TOO_BIG)
