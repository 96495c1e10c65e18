"""Answering "Shall we keep your data?": the link shows a button, and the button keeps everything as it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pages.same_origin import same_origin_form
from people.models import Address
from people.services import people


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_there(request: HttpRequest, token: str) -> HttpResponse:
    """For everybody at the address, whom the link does not name. A GET changes nothing: scanners follow links."""
    address = Address.objects.filter(token=token).first()
    if address is None:
        return render(request, "people/still_there_unknown.html", {"noindex": True}, status=404)
    if request.method == "POST":
        people.everybody_was_active(address.pk)
    return render(request, "people/still_there.html", {"noindex": True, "kept": request.method == "POST"})
