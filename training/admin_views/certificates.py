"""Certificates for many at once: asked for, watched, and taken away as one file."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from people.admin_views.screens import officer, only_for, show
from people.services import exports
from training import permissions
from training.admin_forms.certificates import AskForm
from training.models import CertificateBatch
from training.selectors import certificates as selectors
from training.services import certificate_batches

FOLDER, ICON, TITLE = "training/admin", "tick-inverse", "Certificates"
INDEX, PAGE = "training_certificates:index", "training_certificates:page"
LISTED = 25
REFRESH = "3"  # seconds
may = only_for(permissions.may_make_certificates)


@require_safe
@may
def index(request: HttpRequest) -> HttpResponse:
    batches = CertificateBatch.objects.select_related("by", "course", "session__event")
    page = Paginator(batches, LISTED).get_page(request.GET.get("p"))
    return show(request, "certificates", folder=FOLDER, title=TITLE, icon=ICON, trail=[], page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@may
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = certificate_batches.ask(by=officer(request), **form.cleaned_data)
        except certificate_batches.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(PAGE, batch.pk)
    return show(
        request,
        "certificates_ask",
        folder=FOLDER,
        title="Make certificates",
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        form=form,
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@may
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """While they are being made the browser asks again by itself; there is a link for those that don't."""
    related = ("by", "course", "session__event")
    batch = get_object_or_404(CertificateBatch.objects.select_related(*related), pk=pk)
    answer = show(
        request,
        "certificates_batch",
        folder=FOLDER,
        title=f"Certificates {batch.pk}",
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        batch=batch,
        made=selectors.made_by(batch).count() if batch.finished_at else None,
    )
    if batch.finished_at is None:
        answer.headers["Refresh"] = REFRESH
    return answer


@require_http_methods(["POST"])
def archive(request: HttpRequest, pk: int) -> FileResponse:
    """All in one file. Who took it stands in its name, and is logged."""
    if not permissions.may_make_certificates(request.user):
        raise PermissionDenied
    batch = get_object_or_404(CertificateBatch.objects.exclude(finished_at=None), pk=pk)
    mark = exports.mark(by=officer(request), of=f"certificates {pk}")
    name = f"certificates-{pk}-{mark.file}.zip"
    return FileResponse(certificate_batches.archive(batch), as_attachment=True, filename=name)
