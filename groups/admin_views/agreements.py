"""What groups agree to: a draft, looked at against the version before, and published by somebody else."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry

from groups import permissions
from groups.admin_views import screens
from groups.health import AGREEMENT_GRACE
from groups.models import Agreement, CommunityGroup
from groups.selectors import agreements as selectors
from groups.services import agreements
from people.admin_views.screens import Step, only_for, show

INDEX, ICON, LISTED = "group_agreements:index", "doc-full", 20
REFUSALS: dict[type[Exception], str] = {
    agreements.DraftWaits: "There is a draft already. Change or publish that one first.",
    agreements.Published: "It is published, so its words stay. A change is a new version.",
    agreements.SamePerson: "You wrote it yourself: somebody else has to publish it.",
    agreements.Changed: "Somebody changed it since you opened this screen. Go back and read it again.",
}


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Agreement")


def page_of(agreement: Agreement) -> str:
    return reverse("group_agreements:page", args=[agreement.pk])


def title_of(agreement: Agreement) -> str:
    return f"Version {agreement.version}"


@require_safe
@only_for(permissions.may_see_agreements)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(Agreement.objects.select_related("created_by"), pk=pk)
    before = selectors.before(agreement)
    is_draft = agreement.published_at is None
    return show(
        request,
        "agreement",
        folder=screens.FOLDER,
        title=title_of(agreement),
        icon=ICON,
        trail=[start()],
        agreement=agreement,
        before=before,
        differences=selectors.differences(before, agreement) if before else [],
        standing=selectors.standing(agreement),
        is_draft=is_draft,
        is_own=agreement.created_by_id == request.user.pk,
        may_write=permissions.may_write_agreements(request.user) and is_draft,
        may_publish=permissions.may_publish_agreements(request.user) and is_draft,
        history=registry.get_logs_for_instance(agreement).select_related("user")[:LISTED],
    )


class Words(forms.Form):
    text = forms.CharField(
        label="What groups agree to",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text="An empty line begins a paragraph.",
    )
    what_changed = forms.CharField(
        label="What changed",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Against the version before, in a sentence or two. Leaders read it.",
    )


class Seen(forms.Form):
    sure = forms.BooleanField(
        label="I have read it, and groups shall agree to it", error_messages={"required": "Tick it to publish."}
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class AgreementStep(Step):
    icon = ICON
    refusals = REFUSALS

    def allowed(self) -> bool:
        return permissions.may_write_agreements(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.agreement = get_object_or_404(Agreement, pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [start(), (page_of(self.agreement), title_of(self.agreement))]


class DraftStep(AgreementStep):
    title, button, form_class = "Write the next version", "Keep it as a draft", Words

    def find(self, **kwargs: Any) -> None:
        self.newest = Agreement.objects.first()

    def trail(self) -> list[tuple[str, str]]:
        return [start()]

    def initial(self) -> dict[str, Any]:
        """It begins from the words of the newest, of which most stay."""
        return {"text": self.newest.text if self.newest else ""}

    def explanation(self) -> list[str]:
        return ["No group sees it before somebody else has read and published it."]

    def act(self, values: dict[str, Any]) -> str:
        made = agreements.draft(by=self.by, **values)
        return f"Kept as a draft of version {made.version}."


class ChangeStep(AgreementStep):
    title, button, form_class = "Change the draft", "Keep it", Words

    def initial(self) -> dict[str, Any]:
        return {"text": self.agreement.text, "what_changed": self.agreement.what_changed}

    def act(self, values: dict[str, Any]) -> str:
        agreements.change(self.agreement, by=self.by, **values)
        return "The draft is changed."


class PublishStep(AgreementStep):
    title, button, grave, form_class = "Publish the version", "Publish it", True, Seen

    def allowed(self) -> bool:
        return permissions.may_publish_agreements(self.request.user)

    def initial(self) -> dict[str, Any]:
        return {"seen": agreements.stamp(self.agreement)}

    def explanation(self) -> list[str]:
        number = CommunityGroup.objects.approved().count()
        groups = "1 group has" if number == 1 else f"{number:,} groups have"
        return [
            f"{groups} to agree to it within {AGREEMENT_GRACE} days, and whoever leads one is told tonight. A group "
            "that does not is at risk then, and dormant 31 days after it is warned.",
            "Its words stay from now on: whatever is put right later is another version, and another round.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        agreements.publish(self.agreement, by=self.by, seen=values["seen"])
        return "It is in force. Those who lead groups are told tonight."
