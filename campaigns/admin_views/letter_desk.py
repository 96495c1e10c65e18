"""One letter with its text, and looking for one by what somebody tells us on the telephone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.admin_forms.letter_desk import Find
from campaigns.admin_views import letter_deeds
from campaigns.admin_views import letter_screens as screens
from campaigns.letter_enums import HeldBecause
from campaigns.letter_life import MOVES
from campaigns.models import Letter, LetterStep
from campaigns.selectors import letter_desk, recipients
from people.admin_views.screens import officer, show
from people.enums import Access
from people.services import access

TITLE = "Whitehall desk"


def trail() -> list[tuple[str, str]]:
    return [(reverse("letter_desk:index"), TITLE)]


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Its words are somebody's: who read them is written down, and whoever may not decide does not."""
    screens.require(request, screens.CHANGE)
    related = Letter.objects.with_recipient().select_related(
        "person", "group", "delivery__address", "print_run", "constituency_found", "constituency_chosen"
    )
    letter = get_object_or_404(related, pk=pk)
    access.record(Access.VIEWED, by=officer(request), person=letter.person, reason=f"Letter {letter.pk}")
    return show(
        request,
        "letter",
        folder=screens.FOLDER,
        title=f"Letter {letter.pk}",
        icon="mail",
        trail=trail(),
        letter=letter,
        deeds=letter_deeds.of_letter(letter),
        steps=[(step, in_words(step)) for step in letter.steps.select_related("by")],
        answers=letter.answers.defer("text", "subject"),
        others=Letter.objects.with_recipient().filter(token=letter.token).exclude(pk=letter.pk),
        **now_of(letter),
    )


def in_words(step: LetterStep) -> str:
    """What happened then, with the reason where it was held."""
    before = MOVES[step.move].before if step.move in MOVES else step.get_state_display()
    return f"{before}: {HeldBecause(step.because).label}" if step.because in HeldBecause.values else str(before)


def now_of(letter: Letter) -> dict[str, Any]:
    """Who would get it if it left now, or why nobody would."""
    now = recipients.of(letter)
    return {"why_not": now.label} if isinstance(now, HeldBecause) else {"recipient": now}


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """By POST, so that no name and no address stands in an address or a log."""
    screens.require(request, screens.SEE)
    form, found = Find(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        access.record(Access.SEARCHED, by=officer(request), reason="Letters")
        found = letter_desk.find(**form.cleaned_data)
    return show(
        request,
        "find",
        folder=screens.FOLDER,
        title="Find a letter",
        icon="search",
        trail=trail(),
        form=form,
        found=found[: letter_desk.MOST_FOUND] if found is not None else None,
        is_more=found is not None and len(found) > letter_desk.MOST_FOUND,
        may_read=request.user.has_perm(screens.CHANGE),
        status=422 if form.is_bound and not form.is_valid() else 200,
    )
