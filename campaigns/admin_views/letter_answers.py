"""The inbox of answers: read one, have it dealt with, ask whoever wrote the letter if it may be shown, show it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from campaigns.admin_forms.letter_desk import ShownText, keys
from campaigns.admin_views import letter_screens as screens
from campaigns.letter_enums import Publication
from campaigns.models import LetterAnswer
from campaigns.services import answers, publishing_answers
from campaigns.services.publishing_answers import MAY_BE_ASKED, SHOWABLE
from people.admin_views.screens import Step, officer, show
from people.enums import Access
from people.services import access

SEE, CHANGE = "campaigns.view_letteranswer", "campaigns.change_letteranswer"
ON_A_SCREEN = 50
TITLE = "Answers"
REFUSALS: dict[type[Exception], str] = {
    publishing_answers.Unfit: "",
    publishing_answers.Changed: "This is not the text that was agreed to. Open this screen again.",
    publishing_answers.NotToBeShown: "It is no answer that can be shown, or whoever wrote the letter does not agree.",
}


def trail() -> list[tuple[str, str]]:
    return [(reverse("letter_answers:index"), TITLE)]


def trail_to(answer: LetterAnswer) -> list[tuple[str, str]]:
    return [*trail(), (reverse("letter_answers:page", args=[answer.pk]), f"Answer {answer.pk}")]


def answer_or_404(pk: int) -> LetterAnswer:
    related = ("letter__action", "letter__office", "letter__seat", "letter__person", "letter__address", "published_by")
    return get_object_or_404(LetterAnswer.objects.select_related(*related), pk=pk)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """It answers somebody and may say who: reading it is written down."""
    screens.require(request, CHANGE)
    answer = answer_or_404(pk)
    person = answer.letter.person
    access.record(Access.VIEWED, by=officer(request), person=person, reason=f"Answer {pk} to letter {answer.letter_id}")
    return show(
        request,
        "answer",
        folder=screens.FOLDER,
        title=f"Answer {pk}",
        icon="comment",
        trail=trail(),
        answer=answer,
        letter=answer.letter,
        may_read_letter=request.user.has_perm(screens.CHANGE),
        may_ask=answer.sort in SHOWABLE and answer.publication in MAY_BE_ASKED and bool(answer.letter.name),
        may_publish=answer.publication == Publication.ALLOWED,
        is_shown=answer.publication == Publication.PUBLISHED,
    )


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """One or many that were ticked: they stand in the inbox no longer."""
    screens.require(request, CHANGE)
    number = answers.mark_seen(keys(request.POST.getlist("ticked"))[:ON_A_SCREEN])
    if number:
        messages.success(request, "1 answer is dealt with." if number == 1 else f"{number} answers are dealt with.")
    else:
        messages.warning(request, "Nothing was ticked, or somebody else was quicker.")
    return redirect(f"{reverse('letter_answers:index')}?seen=false")


class AnswerStep(Step):
    icon = "comment"
    refusals = REFUSALS

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(CHANGE))

    def find(self, **kwargs: Any) -> None:
        self.answer = answer_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return trail_to(self.answer)


class AskStep(AnswerStep):
    title, button, form_class = "Ask the writer", "Ask them", ShownText

    def explanation(self) -> list[str]:
        return [
            "Whoever wrote the letter gets a message with a link to exactly this text, and says whether everybody may "
            "read it. Nothing is shown before they agree and you publish it.",
        ]

    def initial(self) -> dict[str, Any]:
        access.record(
            Access.VIEWED, by=self.by, person=self.answer.letter.person, reason=f"Answer {self.answer.pk}, to be shown"
        )
        return {"text": self.answer.published_text or self.answer.text}

    def act(self, values: dict[str, Any]) -> str:
        publishing_answers.ask_writer(self.answer, text=values["text"], by=self.by)
        return "They are asked."


class PublishStep(AnswerStep):
    title, button = "Publish", "Publish it"

    def explanation(self) -> list[str]:
        return ["Whoever wrote the letter agrees that everybody may read this:", self.answer.published_text]

    def act(self, values: dict[str, Any]) -> str:
        publishing_answers.publish(self.answer, text=self.answer.published_text, by=self.by)
        return "It is published."


class TakeDownStep(AnswerStep):
    title, button, grave = "Take down", "Take it down", True

    def explanation(self) -> list[str]:
        return ["Nobody can read it on the site any more. To show it again, ask whoever wrote the letter again."]

    def act(self, values: dict[str, Any]) -> str:
        return "It is taken down." if publishing_answers.take_down(self.answer, by=self.by) else "It was not shown."
