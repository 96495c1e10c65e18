"""The post room's screens in Wagtail's admin that are not lists."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from mail import address_book, kinds, rendering, selectors, wording
from mail.forms import KINDS_OF_LOOK, LookForm, WordingForm
from mail.kinds import Kind
from mail.models import Delivery
from mail.services import deliveries, wordings

SEE_DELIVERIES, CHANGE_DELIVERIES = "mail.view_delivery", "mail.change_delivery"
CHANGE_WORDINGS = "mail.change_messagewording"
# A message in a frame: its own styles and nothing else, no script, and in a frame of ours alone.
IN_A_FRAME = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


class Screen(WagtailAdminTemplateMixin):
    """For those with one permission; Wagtail shows others the door."""

    permission = ""
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.above(), {"url": "", "label": self.get_page_title()}]

    def above(self) -> list[dict[str, Any]]:
        return []


class OverviewView(Screen, TemplateView):
    permission = SEE_DELIVERIES
    page_title = "Post room"
    template_name = "admin/mail/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        hours = selectors.accepted_by_hour(now)
        return {
            **super().get_context_data(**kwargs),
            "now": now,
            "queues": selectors.queues(),
            "accepted": sum(number for _, number in hours),
            "most": max(number for _, number in hours),
            "hours": [(name, number) for name, number in hours if number],
            "table": {"data": [["Hour", "Messages"], *([name, str(number)] for name, number in hours)]},
            "rates": selectors.rates(now),
            "targets": {
                "bounces": selectors.BOUNCES_TARGET,
                "complaints": selectors.COMPLAINTS_TARGET,
                "refused": selectors.COMPLAINTS_LIMIT,
            },
        }


class KindsView(Screen, TemplateView):
    permission = CHANGE_WORDINGS
    page_title = "Messages"
    template_name = "admin/mail/kinds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written = wording.kinds_with_words()
        rows = [(kind, kind.name in written) for kind in sorted(kinds.registered(), key=lambda kind: kind.title)]
        return {**super().get_context_data(**kwargs), "rows": rows}


class OfKind(Screen):
    """A screen about one kind of message."""

    permission = CHANGE_WORDINGS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kind = kind_or_404(kwargs["kind"])
        self.slots = wording.slots_of(self.kind)

    def above(self) -> list[dict[str, Any]]:
        return [{"url": reverse("mail_messages:index"), "label": "Messages"}]

    def get_page_title(self) -> str:
        return self.kind.title


def kind_or_404(name: str) -> Kind:
    found = next((kind for kind in kinds.registered() if kind.name == name), None)
    if found is None:
        raise Http404("No such kind of message")
    return found


class KindView(OfKind, TemplateView):
    template_name = "admin/mail/kind.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(WordingForm(slots=self.slots, words=wording.in_force(self.kind.name)))

    def shown(self, form: WordingForm, status: int = 200) -> HttpResponse:
        message = rendering.render(rendering.sample(self.kind))
        context = self.get_context_data(
            kind=self.kind,
            form=form,
            message=message,
            headers=list(message.message().items()),
            looks=KINDS_OF_LOOK,
            history=selectors.history_of_wordings(self.kind.name),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = WordingForm(request.POST, slots=self.slots, words=wording.in_force(self.kind.name))
        if "go_back" in request.POST:
            self.go_back(request.POST["go_back"])
            messages.success(request, "This part is in our own words again.")
        elif form.is_valid():
            form.save(kind=self.kind, by=request.user)
            messages.success(request, "Saved. The next message that leaves says it like this.")
            for sentence in form.warnings():
                messages.warning(request, sentence)
        else:
            messages.error(request, "Nothing was saved: see what is wrong below.")
            return self.shown(form, status=422)
        return redirect("mail_messages:kind", self.kind.name)

    def go_back(self, name: str) -> None:
        slot = next((slot for slot in self.slots if slot.name == name), None)
        if slot is None:
            raise Http404("No such part of the message")
        wordings.go_back(kind=self.kind, slot=slot, by=self.request.user)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class LookView(OfKind, View):
    """The message as its reader gets it, to be shown in a frame; with words that are not saved yet when they come."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.looked_at(request.GET, wording.in_force(self.kind.name))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = WordingForm(request.POST, slots=self.slots, words=wording.in_force(self.kind.name))
        if form.is_valid():
            return self.looked_at(request.POST, form.words())
        return in_a_frame(render(request, "admin/mail/look.html", {"errors": form.sentences()}, status=422))

    def looked_at(self, data: Any, words: dict[str, str]) -> HttpResponse:
        look = LookForm(data)
        look.is_valid()
        message = rendering.render(rendering.sample(self.kind), wordings=words)
        html = str(message.alternatives[0][0])
        # A frame follows the machine's scheme, so that what asks for dark colours would apply on dark machines alone.
        html = html.replace(rendering.IN_THE_DARK, "all" if look.is_dark else "not all")
        context = {"message": message, "html": html, "is_text": look.is_text, "is_dark": look.is_dark}
        return in_a_frame(render(self.request, "admin/mail/look.html", context))


def in_a_frame(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = IN_A_FRAME
    return response


class TestView(OfKind, View):
    """A message of this kind, with sample data, to the address of whoever asks and to no other."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        deliveries.queue_test(kind=self.kind, address_id=address_book.current().own(request.user))
        messages.success(request, "The message is on its way to your own address, with sample data.")
        return redirect("mail_messages:kind", self.kind.name)


Deed = Callable[[Delivery, Any], bool]
DONE, TOO_LATE = "Done.", "Nothing was changed: the message has moved on meanwhile."
DEEDS: dict[str, Deed] = {
    "send-again": lambda delivery, user: deliveries.resolve(delivery, sent=False, by=user),
    "leave": lambda delivery, user: deliveries.resolve(delivery, sent=True, by=user),
    "retry": lambda delivery, user: deliveries.hurry(delivery, by=user),
    "cancel": lambda delivery, user: deliveries.cancel(delivery, reason="Stopped by staff.", by=user),
}


class DeedView(View):
    """What may be done to one message."""

    def post(self, request: HttpRequest, pk: int, deed: str) -> HttpResponse:
        if not request.user.has_perm(CHANGE_DELIVERIES):
            raise PermissionDenied
        if deed not in DEEDS:
            raise Http404("Nothing of that name can be done")
        done = DEEDS[deed](get_object_or_404(Delivery, pk=pk), request.user)
        messages.success(request, DONE) if done else messages.warning(request, TOO_LATE)
        return redirect("deliveries:inspect", pk)


class FindView(View):
    """Looks an address up by a form that posts it, so that it stands in no address of a page and in no log."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if not (request.user.has_perm("people.view_person") and request.user.has_perm(SEE_DELIVERIES)):
            raise PermissionDenied
        found = address_book.current().find(request.POST.get("email", "").strip(), request.user)
        if found is None:
            messages.warning(request, "We have written to nobody at this address.")
            return redirect("deliveries:index")
        return redirect(f"{reverse('deliveries:index')}?since=all&address={found}")
