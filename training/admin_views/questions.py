"""One question of a bank as staff see it: with its answers, how well it does, and what can be done with it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry

from people.admin_views.screens import Step, only_for, show
from training import permissions
from training.admin_forms.questions import QuestionForm, of_new, of_question, text_of
from training.models import ItemStatistic, Question
from training.selectors import questions as selectors
from training.services import questions

FOLDER, INDEX, ICON, LISTED = "training/admin", "training_questions:index", "help", 20
REFUSALS: dict[type[Exception], str] = {
    questions.BadOptions: "",
    questions.Replaced: "It was replaced or retired since you opened this screen.",
}


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Questions")


def page_of(question: Question) -> str:
    return reverse("training_questions:page", args=[question.pk])


def title_of(question: Question) -> str:
    return selectors.with_facts(question.text)


@require_safe
@only_for(permissions.may_see_questions)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(selectors.bank().select_related("replaces"), pk=pk)
    statistic = getattr(question, "statistic", None)
    replacement = Question.objects.filter(replaces=question).first()
    return show(
        request,
        "question",
        folder=FOLDER,
        title=title_of(question),
        icon=ICON,
        trail=[start()],
        question=question,
        options=selectors.options(question),
        statistic=statistic,
        weaknesses=selectors.weaknesses(statistic),
        chart=chart(question, statistic),
        replacement=replacement,
        may_keep=permissions.may_keep_questions(request.user),
        history=registry.get_logs_for_instance(question).select_related("user")[:LISTED],
    )


def chart(question: Question, statistic: ItemStatistic | None) -> dict[str, Any] | None:
    """How often each answer was chosen, as pages.charts reads a table."""
    if statistic is None or not statistic.answered:
        return None
    rows = [[option.letter, str(option.chosen)] for option in selectors.options(question)]
    return {"data": [["Answer", "Chosen"], *rows]}


class QuestionStep(Step):
    icon, refusals, folder = ICON, REFUSALS, "admin/people"

    def allowed(self) -> bool:
        return permissions.may_keep_questions(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.question = get_object_or_404(Question.objects.select_related("course"), pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [start(), (page_of(self.question), title_of(self.question))]


class Add(Step):
    title, button, form_class, icon, refusals = "Write a question", "Keep it", QuestionForm, ICON, REFUSALS

    def allowed(self) -> bool:
        return permissions.may_keep_questions(self.request.user)

    def find(self, **kwargs: Any) -> None: ...

    def trail(self) -> list[tuple[str, str]]:
        return [start()]

    def initial(self) -> dict[str, Any]:
        return of_new()

    def explanation(self) -> list[str]:
        return [
            "It is drawn from now on. Once somebody was asked it, its words stay, and a change is another question."
        ]

    def act(self, values: dict[str, Any]) -> str:
        questions.add(course=values["course"], text=text_of(values), by=self.by)
        return "It is in the bank."


class Change(QuestionStep):
    title, button, form_class = "Change this question", "Keep it", QuestionForm

    def initial(self) -> dict[str, Any]:
        return of_question(self.question)

    def read(self) -> forms.Form:
        form = QuestionForm(self.request.POST, initial=self.initial())
        form.fields["course"].disabled = True
        return form

    def explanation(self) -> list[str]:
        if self.question.was_asked:
            return ["Somebody was asked it, so these words stay. What you keep here is another question in its place."]
        return ["Nobody was asked it yet, so it is changed as it stands."]

    def act(self, values: dict[str, Any]) -> str:
        self.question = questions.change(self.question, text=text_of(values), by=self.by)
        return "It is kept."


class Retire(QuestionStep):
    title, button, grave = "Retire this question", "Retire it", True

    def explanation(self) -> list[str]:
        return ["It is drawn no more. What was asked and answered stays, and you can bring it back."]

    def act(self, values: dict[str, Any]) -> str:
        questions.retire(self.question, by=self.by)
        return "It is retired."


class BringBack(QuestionStep):
    title = button = "Bring it back"

    def act(self, values: dict[str, Any]) -> str:
        questions.bring_back(self.question, by=self.by)
        return "It is drawn again."
