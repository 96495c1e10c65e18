"""What a letter's writer tells about answers: whether one came, and whether others may read it."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from campaigns.answer_forms import ChoiceForm, HowWasItForm
from campaigns.letter_enums import Publication
from campaigns.models import Letter, LetterAnswer
from campaigns.selectors import letter_sheets
from campaigns.services import answers, publishing_answers, questionnaires
from groups.forms.words import looks_like_a_report
from groups.views.answers import PRIVATE, TOO_BIG, UNPROCESSABLE, is_readable, refused, see, status_of
from pages.same_origin import same_origin_form


@same_origin_form
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def how_was_it(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing, since scanners of mail follow links. Whoever answered may answer anew."""
    letter = questionnaires.of_token(token)
    if letter is None or not questionnaires.has_left(letter):
        return render(request, "campaigns/letters/answer_unknown.html", PRIVATE, status=404)
    if request.method != "POST":
        return show(request, letter, HowWasItForm(initial=said(letter)))
    if not is_readable(request):
        return show(request, letter, refused(HowWasItForm({})), status=TOO_BIG)
    form = HowWasItForm(request.POST)
    if (status := status_of(request, form, limit="how_was_it")) != 200:
        return show(request, letter, form, status=status)
    save(letter, form)
    return see("letter_how_was_it", token)


def save(letter: Letter, form: HowWasItForm) -> None:
    """With the answer, where they pass one on."""
    with suppress(questionnaires.NotLeft):  # staff took it up again since: then there is nothing to say yet
        questionnaires.answer(letter, form.cleaned_data["outcome"])
        if form.cleaned_data["answer"]:
            with suppress(answers.TooManyAnswers):
                answers.pass_in(letter, text=form.cleaned_data["answer"])


def said(letter: Letter) -> dict[str, str]:
    known = getattr(letter, "questionnaire", None)
    return {"outcome": known.outcome} if known is not None and known.outcome else {}


def show(request: HttpRequest, letter: Letter, form: HowWasItForm, *, status: int = 200) -> HttpResponse:
    context = {
        "letter": letter,
        "recipient": letter_sheets.named(letter),
        "form": form,
        "said": said(letter),
        "is_report": form.is_bound and looks_like_a_report(form),
        "responsiveness": reverse("responsiveness"),
        **PRIVATE,
    }
    return render(request, "campaigns/letters/how_was_it.html", context, status=status)


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Whether this very text may be shown; after that, taking it down. A GET changes nothing."""
    answer = publishing_answers.of_token(token)
    if answer is None:
        return render(request, "campaigns/letters/answer_unknown.html", PRIVATE, status=404)
    if request.method != "POST":
        return show_text(request, answer)
    form = ChoiceForm(request.POST) if is_readable(request) else ChoiceForm({})
    if not form.is_valid():
        return show_text(request, answer, status=UNPROCESSABLE)
    if form.cleaned_data["choice"] == "no":
        publishing_answers.decline(answer)
        return see("letter_answer", token)
    try:
        publishing_answers.allow(answer, seen=form.cleaned_data["seen"])
    except publishing_answers.Changed:
        return show_text(request, answer, has_changed=True, status=UNPROCESSABLE)
    return see("letter_answer", token)


def show_text(
    request: HttpRequest, answer: LetterAnswer, *, has_changed: bool = False, status: int = 200
) -> HttpResponse:
    answer.refresh_from_db(fields=["publication", "published_text"])
    context = {
        "answer": answer,
        "letter": answer.letter,
        "recipient": letter_sheets.named(answer.letter),
        "seen": publishing_answers.stamp(answer),
        "is_asked": answer.publication == Publication.ASKED,
        "is_allowed": answer.publication in (Publication.ALLOWED, Publication.PUBLISHED),
        "is_declined": answer.publication == Publication.DECLINED,
        "has_changed": has_changed,
        **PRIVATE,
    }
    return render(request, "campaigns/letters/answer.html", context, status=status)
