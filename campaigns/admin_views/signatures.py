"""Looking for a signature, and what was decided about one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.admin_forms.deciding import Find
from campaigns.admin_views import screens
from campaigns.models import Signature
from campaigns.selectors import finding
from people.admin_views.screens import officer, show
from people.enums import Access
from people.services import access

TRAIL = [("signatures:index", "Signatures")]


def trail() -> list[tuple[str, str]]:
    return [(reverse(name), label) for name, label in TRAIL]


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """By POST, so that no name and no address stands in an address or a log."""
    screens.require(request, screens.SEE_SIGNATURES)
    form, found = Find(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        access.record(Access.SEARCHED, by=officer(request), reason="Signatures")
        found = finding.find(**form.cleaned_data)
    return show(
        request,
        "find",
        folder=screens.FOLDER,
        title="Find a signature",
        icon="search",
        trail=trail(),
        form=form,
        found=found[: finding.MOST_FOUND] if found is not None else None,
        is_more=found is not None and len(found) > finding.MOST_FOUND,
        status=422 if form.is_bound and not form.is_valid() else 200,
    )


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE_SIGNATURES)
    related = ("petition", "person", "constituency_found", "constituency_chosen", "group")
    found = get_object_or_404(Signature.objects.select_related(*related), pk=pk)
    access.record(Access.VIEWED, by=officer(request), person=found.person, reason=f"Signature {found.pk}")
    return show(
        request,
        "signature",
        folder=screens.FOLDER,
        title=f"Signature {found.pk}",
        icon="edit",
        trail=trail(),
        signature=found,
        decisions=found.decisions.select_related("by"),
        may_decide=request.user.has_perm(screens.DECIDE),
    )
