"""What we hold about somebody, behind a code that was sent to their address: seeing, choosing, taking, erasing."""

from collections.abc import Callable
from functools import wraps
from itertools import islice
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import holdings, visits, wordings
from people.forms.names import NameForm
from people.holdings import Deed, Holding, Link
from people.models import Controller
from people.selectors import own_data as selectors
from people.selectors.own_data import Record
from people.services import own_data
from people.views.codes import UNPROCESSABLE, see

MOST_SHOWN = 200
PRIVATE = {"noindex": True, "without_newsletter": True}
View = Callable[..., HttpResponse]


def opened(view: View) -> View:
    """Gives the view the address whose owner typed the right code; nobody and no cache keeps what it answers."""

    @same_origin_form
    @cache_control(no_store=True, private=True)
    @wraps(view)
    def guarded(request: HttpRequest, /, **arguments: Any) -> HttpResponse:
        address_id = visits.get(request, visits.ADDRESS)
        return see("own_data_closed") if address_id is None else view(request, address_id, **arguments)

    return guarded


def of_record(view: View) -> View:
    """Gives the view one of the records at the address. A form from before the records changed does nothing."""

    @opened
    @wraps(view)
    def guarded(request: HttpRequest, address_id: int, number: int, **arguments: Any) -> HttpResponse:
        record = next((each for each in selectors.records(address_id) if each.number == number), None)
        if record is None:
            raise Http404("No such record")
        try:
            is_stale = request.method == "POST" and request.POST.get("person") != str(record.person.pk)
        except UNREADABLE:
            is_stale = True
        return see("own_data") if is_stale else view(request, record, **arguments)

    return guarded


@opened
@require_safe
def show(request: HttpRequest, address_id: int) -> HttpResponse:
    records = selectors.records(address_id)
    if not records:
        visits.end(request)
        return see("own_data_closed")
    context = {
        "records": records,
        "email": next(record.person.address.typed for record in records if record.is_own),
        "said": visits.take_said(request),
        **PRIVATE,
    }
    return render(request, "people/own_data.html", context)


def say(request: HttpRequest, what: str) -> None:
    """On the next page; and the time begins anew, since somebody is at work."""
    visits.keep(request, **{visits.SAID: what})


@of_record
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, record: Record, kind: str) -> HttpResponse:
    """The rows of one kind, the newest where there are many, each with the buttons for what may be done to it."""
    holding = next((line.holding for line in record.lines if line.holding.slug == kind), None)
    if holding is None:
        return see("own_data") if kind in {each.slug for each in holdings.registered()} else missing()
    if request.method == "POST":
        say(request, do(holding, record, row=request.POST.get("row", ""), deed=request.POST.get("deed", "")))
        return see("own_data")
    rows = first(holding, record)
    context = {
        "record": record,
        "holding": holding,
        "rows": [row_of(holding, row, record.number) for row in rows],
        "more": sum(line.how_many for line in record.lines if line.holding is holding) - len(rows),
        **PRIVATE,
    }
    return render(request, "people/own_data_held.html", context)


def missing() -> HttpResponse:
    raise Http404("Nothing of that kind is held about anybody")


def first(holding: Holding, record: Record) -> list[Any]:
    rows = holding.rows(record.person)
    return list(rows[:MOST_SHOWN] if isinstance(rows, QuerySet) else islice(rows, MOST_SHOWN))


class Row(NamedTuple):
    """One thing that is held, as its page shows it."""

    key: int
    told: dict[str, Any]
    may_withdraw: bool
    deeds: list[Deed]
    links: list[Link]


def row_of(holding: Holding, row: Any, number: int) -> Row:
    return Row(
        key=row.pk,
        told=holding.export(row),
        may_withdraw=holding.withdrawal is not None and holding.withdrawal.may(row),
        deeds=[deed for deed in holding.deeds if deed.may(row)],
        links=holding.links(row, number),
    )


def do(holding: Holding, record: Record, *, row: str, deed: str) -> str:
    """What its owner asks for; returns what to say of it."""
    is_key = row.isascii() and row.isdigit() and len(row) < 19
    if not deed:
        withdrawn = holding.withdrawal and is_key and holding.withdrawal.do(record.person, int(row))
        return "withdrawn" if withdrawn else "gone"
    found = next((each for each in holding.deeds if each.name == deed), None)
    return "done" if found and is_key and found.do(record.person, int(row)) else "nothing"


@of_record
@sensitive_post_parameters("name")
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, record: Record) -> HttpResponse:
    if not record.is_own:
        raise Http404("Only its owner's address opens it")
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": record.person.name})
    if form.is_valid():
        own_data.correct_name(person=record.person, name=form.cleaned_data["name"])
        say(request, "corrected")
        return see("own_data")
    context = {"record": record, "form": form, **PRIVATE}
    return render(request, "people/own_data_name.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@of_record
@require_POST
def choose(request: HttpRequest, record: Record) -> HttpResponse:
    """What is ticked is agreed to in the words that stood beside it, by their key; other purposes are left alone."""
    shown = set(request.POST.getlist("shown")) & {choice.purpose.value for choice in record.choices}
    agreed = [
        wording
        for purpose in sorted(shown)
        if (wording := wordings.once_shown(request.POST.get(f"wanted-{purpose}", ""), purpose=purpose))
    ]
    own_data.choose(person=record.person, wanted=agreed, shown=shown)
    say(request, "chosen")
    return see("own_data")


@of_record
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, record: Record) -> HttpResponse:
    """A page that says what goes and what stays, and on it the button that does it."""
    if not record.is_own:
        raise Http404("Only its owner's address erases it")
    if request.method != "POST":
        return render(request, "people/own_data_erase.html", {"record": record, **PRIVATE})
    asked = own_data.erase(record.person)
    if asked is not None:
        return render(request, "people/own_data_on_hold.html", {"asked": asked, **PRIVATE})
    visits.end(request)
    return render(request, "people/own_data_erased.html", {"record": record, **PRIVATE})


@opened
@require_safe
def as_json(request: HttpRequest, address_id: int) -> HttpResponse:
    answer = JsonResponse(
        {**head(), "records": selectors.everything(address_id)},
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    return to_take_along(answer, "json")


@opened
@require_safe
def as_html(request: HttpRequest, address_id: int) -> HttpResponse:
    """A page that needs nothing but itself."""
    context = {**head(), "records": selectors.everything(address_id)}
    return to_take_along(HttpResponse(render_to_string("people/own_data_download.html", context)), "html")


def head() -> dict[str, Any]:
    controller = Controller.objects.filter(site__is_default_site=True).first() or Controller()
    return {"from": str(controller), "made_at": timezone.now()}


def to_take_along(answer: HttpResponse, ending: str) -> HttpResponse:
    day = timezone.localdate().isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="my-data-{day}.{ending}"'
    return answer
