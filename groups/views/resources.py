"""What the charity gives to groups, for whoever takes part in one. Each fetching is counted, and nobody named."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from groups import made, permissions
from groups.models import CommunityGroup, ResourceVersion
from groups.selectors import resources
from groups.services import downloads
from groups.views.answers import PRIVATE
from groups.views.lead import of_leader
from pages.models import SiteDocument

View = Callable[..., HttpResponseBase]
FETCHED = "group_downloads"  # in the session: what its owner fetched today counts once
TYPES = {"pdf": "application/pdf", "svg": "image/svg+xml"}


def of_part(view: View) -> View:
    """Gives the view a group that whoever is signed in takes part in; no other can be reached."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, slug: str, **arguments: Any) -> HttpResponseBase:
        return view(request, get_object_or_404(permissions.taking_part(request.user), slug=slug), **arguments)

    return cast(View, guarded)


@of_leader
@require_safe
def for_leaders(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    return every(request, group, base="groups/lead/base.html")


@of_part
@require_safe
def for_members(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    return every(request, group, base="groups/resources/base.html")


def every(request: HttpRequest, group: CommunityGroup, *, base: str) -> HttpResponse:
    context = {"group": group, "base": base, "rows": resources.current(group), **PRIVATE}
    return render(request, "groups/resources/list.html", context)


@of_part
@require_safe
def fetch(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponseBase:
    """A file, of any version that there was; never by the address of its document."""
    version = get_object_or_404(versions(), pk=pk, document__isnull=False)
    document = cast(SiteDocument, version.document)
    count(request, version, group)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/octet-stream")  # nothing would close a file that nobody reads
    return FileResponse(document.file.open(), as_attachment=True, filename=document.filename)


@of_part
@require_safe
def fetch_made(request: HttpRequest, group: CommunityGroup, pk: int, thing: str, kind: str) -> HttpResponse:
    """What is made for this group."""
    version = get_object_or_404(versions(), pk=pk, document=None)
    maker = made.get(version.resource.maker)
    known = {each.slug for each in resources.things_of(version.resource, group)}
    if maker is None or thing not in known or kind not in TYPES:
        raise Http404
    content = maker.poster(group, thing) if kind == "pdf" else maker.code(group, thing)
    count(request, version, group)
    name = f"{slugify(group.name)[:60]}-{thing[:60]}.{kind}"
    return HttpResponse(
        content, content_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def versions() -> Any:
    return ResourceVersion.objects.select_related("resource", "document").filter(resource__withdrawn_at=None)


def count(request: HttpRequest, version: ResourceVersion, group: CommunityGroup) -> None:
    """Once a day for each session, and not for a look ahead of a browser or a question whether it is there."""
    if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return
    today, key = timezone.localdate().isoformat(), f"{version.pk}:{group.pk}"
    kept = request.session.get(FETCHED, {})
    fetched = kept.get("keys", []) if kept.get("day") == today else []
    if key not in fetched:
        request.session[FETCHED] = {"day": today, "keys": [*fetched, key]}
        downloads.count(version=version, group=group)
