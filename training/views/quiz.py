"""A quiz that somebody takes: all its questions on one page, and afterwards what came of it.

The address has a token that nobody can guess, so it is the attempt of whoever has it.
"""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from groups.views.answers import PRIVATE, TOO_BIG, UNPROCESSABLE, is_readable, see
from pages.same_origin import same_origin_form
from training import certificate_messages
from training.enums import AttemptKind, AttemptState
from training.models import Attempt
from training.selectors import attempts as selectors
from training.services import attempts

CONFLICT = 409
PREFIX = "question-"
LONGEST_KEY = 18  # digits
SAVE, QUIETLY, MORE, SEND = "save", "quietly", "more", "send"


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        return act(request, token)
    return look(request, token, said=request.GET.get("done", ""))


def act(request: HttpRequest, token: str) -> HttpResponse:
    """What is sent with every button is kept as well, so that no button loses what was chosen."""
    if not is_readable(request):
        return look(request, token, said="far-too-long", status=TOO_BIG)
    try:
        return do(request.POST.get("do", SEND), token, chosen(request), request.POST.get("extended", ""))
    except (attempts.Unknown, Attempt.DoesNotExist):
        return look(request, token, said="unknown", status=UNPROCESSABLE)
    except attempts.Over:
        return look(request, token, said="over", status=CONFLICT)


def look(request: HttpRequest, token: str, *, said: str, status: int = 200) -> HttpResponse:
    attempt = selectors.by_token(token)
    if attempt is None:
        return render(request, "training/quiz/unknown.html", PRIVATE, status=404)
    return show(request, attempt, said=said, status=status)


def do(deed: str, token: str, chosen: attempts.Chosen, extended: str) -> HttpResponse:
    if deed == SEND:
        attempts.submit(token=token, chosen=chosen)
        return see("training_quiz", token)
    attempts.answer(token=token, chosen=chosen)
    if deed == MORE:
        with suppress(attempts.NoMoreTime):  # the page says so
            attempts.extend(token=token, seen=int(extended) if is_key(extended) else -1)
    if deed == QUIETLY:
        return HttpResponse(status=204)
    answer = see("training_quiz", token)
    answer.headers["Location"] += f"?done={deed}"
    return answer


def chosen(request: HttpRequest) -> dict[int, int]:
    """One answer a question: of a field that is sent twice the last counts, as everywhere. Raises Unknown."""
    found = {}
    for name, value in request.POST.items():
        if name.startswith(PREFIX):
            question, option = name[len(PREFIX) :], str(value)
            if not (is_key(question) and is_key(option)):
                raise attempts.Unknown
            found[int(question)] = int(option)
    return found


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY


def show(request: HttpRequest, attempt: Attempt, *, said: str, status: int) -> HttpResponse:
    context = {"attempt": attempt, "course": attempt.version.course, "said": said, **PRIVATE}
    if attempt.is_overdue:
        return render(request, "training/quiz/time_over.html", context, status=status)
    if attempt.is_open:
        return render(request, "training/quiz/quiz.html", {**context, **of_quiz(attempt)}, status=status)
    return render(request, "training/quiz/result.html", {**context, **of_result(attempt)}, status=status)


def of_quiz(attempt: Attempt) -> dict[str, Any]:
    sheet = selectors.sheet(attempt)
    left = attempt.ends_at - timezone.now()
    return {
        "sheet": sheet,
        "answered": sum(asked.is_answered for asked in sheet),
        "minutes_left": max(1, round(left.total_seconds() / 60)),
        "minutes_more": round(attempts.limit_of(attempt).total_seconds() / 60),
        "may_extend": attempt.extended < attempts.MOST_EXTENSIONS,
        "is_update": attempt.kind == AttemptKind.UPDATE,
    }


def of_result(attempt: Attempt) -> dict[str, Any]:
    told = selectors.explained(attempt)
    has_passed, is_update = attempt.state == AttemptState.PASSED, attempt.kind == AttemptKind.UPDATE
    award = selectors.award_of(attempt) if has_passed and not is_update else None
    return {
        "told": told,
        "has_passed": has_passed,
        "is_update": is_update,
        "award": award,
        "certificate": certificate_messages.path(award) if award else "",
        "to_read": [] if is_update else selectors.to_read_again(attempt, told),
        "next_possible": None if has_passed or is_update else selectors.next_possible_after(attempt),
    }
