from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns import sheets
from campaigns.models import Petition
from pages.answers import for_every_reader


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Only while it can be signed: a sheet that is printed later would be filled in for nothing."""
    petition = get_object_or_404(Petition.objects.published(), slug=slug)
    if not petition.is_open:
        raise Http404
    shown_here = {"Content-Disposition": f'inline; filename="{petition.slug}-sheet.pdf"'}
    return for_every_reader(HttpResponse(sheets.to_sign(petition), content_type="application/pdf", headers=shown_here))
