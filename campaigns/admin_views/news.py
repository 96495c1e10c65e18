"""News of a petition: written, looked at as it will arrive, and sent by a second person."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from campaigns.admin_views import screens
from campaigns.admin_views.screens import APPROVE, PetitionStep
from campaigns.enums import NewsKind
from campaigns.models import PetitionNews
from campaigns.services import news
from mail import kinds, rendering
from people.admin_views.screens import show

WRITTEN = [NewsKind.UPDATE, NewsKind.HANDED_IN, NewsKind.RESPONSE]
# A message in a frame: its own styles and nothing else, no script, and in a frame of ours alone.
IN_A_FRAME = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


class Words(forms.Form):
    kind = forms.ChoiceField(label="What about", choices=[(kind.value, kind.label) for kind in WRITTEN])
    subject = forms.CharField(label="Subject", max_length=120, help_text="The petition's title follows it.")
    body = forms.CharField(
        label="Message",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Plain text; an empty line begins a paragraph. The link and the way out stand below it.",
    )


class Seen(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def news_or_404(petition: int, pk: int) -> PetitionNews:
    related = ("petition", "created_by", "sent_by")
    return get_object_or_404(PetitionNews.objects.select_related(*related), petition=petition, pk=pk)


def page_of(found: PetitionNews) -> str:
    return reverse("petitions:news_page", args=[found.petition_id, found.pk])


@require_safe
def page(request: HttpRequest, petition: int, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE)
    found = news_or_404(petition, pk)
    is_draft = found.sent_at is None
    return show(
        request,
        "news",
        folder=screens.FOLDER,
        title=found.subject,
        icon="mail",
        trail=screens.trail_to(found.petition),
        news=found,
        petition=found.petition,
        readers=news.count_readers(found.petition) if is_draft else None,
        may_change=is_draft and request.user.has_perm(screens.CHANGE),
        may_send=is_draft and request.user.has_perm(APPROVE) and found.created_by != request.user,
    )


@require_safe
@xframe_options_sameorigin
def look(request: HttpRequest, petition: int, pk: int) -> HttpResponse:
    """The message as it arrives, for a frame."""
    screens.require(request, screens.SEE)
    found = news_or_404(petition, pk)
    delivery = rendering.sample(kinds.get(news.KINDS[NewsKind(found.kind)]))
    delivery.context = news.context_of(found)
    html = rendering.render(delivery).alternatives[0][0]
    return HttpResponse(html, headers={"Content-Security-Policy": IN_A_FRAME})


class WriteStep(PetitionStep):
    title, button, icon, form_class = "News of the petition", "Keep it as a draft", "mail", Words

    def explanation(self) -> list[str]:
        return [
            f"“{self.petition.title}”",
            "Once somebody else has sent it, it stands on the petition's page and goes to those who asked to hear.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        self.made = news.draft(petition=self.petition, by=self.by, **values)
        return "Kept as a draft. A second person sends it."

    def back(self) -> str:
        return page_of(self.made) if hasattr(self, "made") else super().back()


class NewsStep(PetitionStep):
    icon = "mail"

    def find(self, **kwargs: Any) -> None:
        self.news = news_or_404(kwargs["petition"], kwargs["pk"])
        self.petition = self.news.petition

    def trail(self) -> list[tuple[str, str]]:
        return [*screens.trail_to(self.petition), (page_of(self.news), self.news.subject)]


class ChangeStep(NewsStep):
    title, button, form_class = "Change the draft", "Keep it", Words

    def initial(self) -> dict[str, Any]:
        return {"kind": self.news.kind, "subject": self.news.subject, "body": self.news.body}

    def act(self, values: dict[str, Any]) -> str:
        news.change(self.news, by=self.by, **values)
        return "The draft is changed. Whoever else may send it can do so."


class DiscardStep(NewsStep):
    title, button, grave = "Delete the draft", "Delete it", True

    def explanation(self) -> list[str]:
        return [self.news.subject, self.news.body]

    def act(self, values: dict[str, Any]) -> str:
        news.discard(self.news, by=self.by)
        return "The draft is deleted."

    def back(self) -> str:
        return screens.page_of(self.petition)


class SendStep(NewsStep):
    title, button, grave, permission, form_class = "Send it", "Send it now", True, APPROVE, Seen

    def initial(self) -> dict[str, Any]:
        return {"seen": news.stamp(self.news)}

    def explanation(self) -> list[str]:
        number = news.count_readers(self.petition)
        goes = "1 address" if number == 1 else f"{number:,} addresses"
        return [
            f"“{self.news.subject}” goes to {goes} of those who asked to hear, and onto the petition's page.",
            "It can't be called back.",
            self.news.body,
        ]

    def act(self, values: dict[str, Any]) -> str:
        news.send(self.news, by=self.by, seen=values["seen"])
        return "It is given out for sending."
