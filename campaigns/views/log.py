"""The public log of a petition: what it proves, its lines, its signed heads, receipts, and checking one."""

import re
from datetime import UTC
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.log_forms import NOT_ONE, ReceiptForm
from campaigns.models import LogEntry, LogHead, Petition
from campaigns.services import log_heads, log_keys, log_proofs, log_receipts
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from places.views import shown

BAD_REQUEST, TOO_BIG, UNPROCESSABLE = 400, 413, 422
PAGE = 10_000  # lines at one address
MOST_HEADS = 1_000
SHOWN_HEADS = 5
PLACE = re.compile(r"\d{1,15}")
FOR_EVER, FOR_A_MOMENT = "public, max-age=31536000, immutable", "public, max-age=10"


@require_safe
def log(request: HttpRequest, slug: str) -> HttpResponse:
    petition = get_petition(slug)
    size = log_proofs.size(petition.pk)
    [root] = log_proofs.roots(petition.pk, [size])
    last = LogEntry.objects.filter(petition=petition, index=size - 1).first() if size else None
    context = {
        "petition": petition,
        "address": log_receipts.address_of(petition),
        "size": size,
        "root": root.hex(),
        "last": last,
        "line": log_receipts.line(last) if last else "",
        "heads": LogHead.objects.filter(petition=petition)[:SHOWN_HEADS],
        "form": ReceiptForm(),
        **shown.head(request, *above(petition)),
    }
    return for_every_reader(render(request, "campaigns/log/log.html", context), shows_counts=True)


@require_safe
def line(request: HttpRequest, slug: str, index: int) -> HttpResponse:
    """The receipt for a line, which tells nothing about whose it is."""
    entry = get_line(slug, index)
    head = log_heads.over(entry.petition_id, index)
    context = {
        "petition": entry.petition,
        "entry": entry,
        "number": index + 1,
        "day": entry.at.astimezone(UTC).date(),
        "head": head,
        "receipt": log_receipts.of_line(entry, head=head),
        "noindex": True,
        **shown.head(request, *above(entry.petition), to_log(entry.petition)),
    }
    return render(request, "campaigns/log/line.html", context)


@require_safe
def line_file(request: HttpRequest, slug: str, index: int) -> HttpResponse:
    receipt = log_receipts.of_line(get_line(slug, index))
    answer = file(receipt.model_dump(exclude_none=True))
    answer.headers["Content-Disposition"] = f'attachment; filename="receipt-{slug}-{index}.json"'
    return answer


@require_safe
def lines(request: HttpRequest, slug: str) -> HttpResponse:
    """As many lines as there are from `?from=` on, at most PAGE. A full page never changes again."""
    petition = get_petition(slug)
    first = request.GET.get("from", "0")
    if not PLACE.fullmatch(first):
        return HttpResponse("from= is the number of a line.", status=BAD_REQUEST, content_type="text/plain")
    found = log_proofs.page(petition.pk, first=int(first), most=PAGE)
    answer = HttpResponse("".join(f"{each}\n" for each in found), content_type="application/x-ndjson")
    if len(found) == PAGE:
        following = f"{reverse('petition_log_entries', args=[slug])}?from={int(first) + PAGE}"
        answer.headers["Link"] = f'<{following}>; rel="next"'
    return for_everybody(answer, FOR_EVER if len(found) == PAGE else FOR_A_MOMENT)


@require_safe
def heads(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest first."""
    found = LogHead.objects.filter(petition=get_petition(slug))[:MOST_HEADS]
    return file({"heads": [log_receipts.file_of(head).model_dump() for head in found]})


@require_safe
def consistency(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    """What proves that the log of `old` lines is the beginning of that of `new`."""
    petition = get_petition(slug)
    if not 0 < old <= new <= log_proofs.size(petition.pk):
        raise Http404
    proof = log_proofs.consistency(petition.pk, old=old, new=new)
    roots = log_proofs.roots(petition.pk, [old, new])
    first, second = ({"size": size, "root": root.hex()} for size, root in zip((old, new), roots, strict=True))
    return for_everybody(JsonResponse({"old": first, "new": second, "proof": [each.hex() for each in proof]}), FOR_EVER)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return file({"keys": [{"key": key.name, "public": key.public.hex()} for key in log_keys.all_keys()]})


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether a receipt is right. Nothing is kept of it, so the answer is the page itself."""
    petition = get_petition(slug)
    if request.method != "POST":
        return for_every_reader(show_check(request, petition, ReceiptForm()))
    try:
        form = ReceiptForm(request.POST, files=request.FILES)
    except UNREADABLE:
        form = ReceiptForm({})
        form.errors.clear()
        form.add_error("file", NOT_ONE)
        return show_check(request, petition, form, status=TOO_BIG)
    if not form.is_valid():
        return show_check(request, petition, form, status=UNPROCESSABLE)
    try:
        findings = log_receipts.check(petition, log_receipts.read(form.receipt))
    except log_receipts.Unreadable:
        form.add_error("file" if form.cleaned_data["file"] else "text", NOT_ONE)
        return show_check(request, petition, form, status=UNPROCESSABLE)
    return show_check(request, petition, ReceiptForm(), findings=findings)


def show_check(
    request: HttpRequest,
    petition: Petition,
    form: ReceiptForm,
    *,
    findings: list[log_receipts.Finding] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "petition": petition,
        "form": form,
        "findings": findings,
        "is_right": findings and all(each.is_right for each in findings),
        "noindex": True,
        **shown.head(request, *above(petition), to_log(petition)),
    }
    return render(request, "campaigns/log/check.html", context, status=status)


def above(petition: Petition) -> list[shown.Crumb]:
    petitions = {"title": _("Petitions"), "url": reverse("petitions")}
    return [petitions, {"title": petition.title, "url": petition.get_absolute_url()}]


def to_log(petition: Petition) -> shown.Crumb:
    return {"title": _("The public log"), "url": reverse("petition_log", args=[petition.slug])}


def file(content: dict[str, Any]) -> HttpResponse:
    return for_everybody(JsonResponse(content, json_dumps_params={"indent": 1}), FOR_A_MOMENT)


def for_everybody(answer: HttpResponse, kept: str) -> HttpResponse:
    """Programs of other sites may read it. It is nobody's in particular and shows no page, so browsers may keep it."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = kept
    return answer


def get_petition(slug: str) -> Petition:
    return get_object_or_404(Petition.objects.published(), slug=slug)


def get_line(slug: str, index: int) -> LogEntry:
    lines = LogEntry.objects.filter(petition__in=Petition.objects.published(), petition__slug=slug)
    return get_object_or_404(lines.select_related("petition"), index=min(index, log_receipts.LARGEST))
