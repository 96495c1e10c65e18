"""Hand-in packs in the admin: asking for one, seeing it made, taking it away."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from campaigns.admin_forms.packs import AskForm
from campaigns.enums import UNDER_WAY
from campaigns.models import HandInPack, PackArchive
from campaigns.services import packs
from mail.admin_views import Screen
from people.services import exports

SEE, ASK = "campaigns.view_handinpack", "campaigns.add_handinpack"
INDEX = "hand_in_packs:index"
REFRESH = "4"  # seconds


class PackScreen(Screen, TemplateView):
    header_icon = "download"

    def above(self) -> list[dict[str, Any]]:
        return [{"url": reverse(INDEX), "label": "Hand-in packs"}]


class AskView(PackScreen):
    permission = ASK
    page_title = "Make a hand-in pack"
    template_name = "campaigns/admin/packs/ask.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AskForm(initial={"petition": self.request.GET.get("petition")})
        return super().get_context_data(**{"form": form, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AskForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            pack = packs.ask(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except packs.NotPossible as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return redirect("hand_in_packs:pack", pack.pk)


class PackView(PackScreen):
    permission = SEE
    template_name = "campaigns/admin/packs/pack.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.pack = get_object_or_404(
            HandInPack.objects.select_related("petition", "asked_by", "head"), pk=kwargs["pk"]
        )

    def get_page_title(self) -> str:
        return f"Pack {self.pack.pk}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While it is being made the browser asks again by itself; there is a link for those that don't."""
        answer = super().get(request, *args, **kwargs)
        if self.pack.state in UNDER_WAY:
            answer.headers["Refresh"] = REFRESH
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "pack": self.pack,
            "is_under_way": self.pack.state in UNDER_WAY,
            "has_archive": PackArchive.objects.filter(pk=self.pack.pk).exists(),
            "may_ask": self.request.user.has_perm(ASK),
        }


class ArchiveView(View):
    """The file itself. Who took it stands in its name and in the access log, and not inside: its checksum must hold."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        archive = PackArchive.objects.filter(pk=pk).select_related("pack__petition").first()
        if archive is None:
            raise Http404("There is no such file, or it has been deleted")
        mark = exports.mark(by=request.user, of=f"hand-in pack {pk}")  # type: ignore[arg-type]
        name = f"{archive.pack.petition.slug}-pack-{pk}-{mark.file}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(bytes(archive.content), content_type="application/zip", headers=headers)
