"""A letter while it is written: kept as one goes, measured against others' words, and seen as its reader will."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import letter_life, pasted
from campaigns.forms import ConstituencyForm
from campaigns.letter_enums import LetterState
from campaigns.letter_forms import DraftForm
from campaigns.models.letter import LONGEST_BODY
from campaigns.selectors import elections, letter_sheets
from campaigns.selectors.letter_sheets import Sheet
from campaigns.services import letter_drafts
from campaigns.services.letter_drafts import Content, Opened
from campaigns.views import letters
from campaigns.views.petition import TOO_BIG, TOO_MANY, UNPROCESSABLE, see
from mail.services import limits
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from places import picker
from places.forms import CHOOSE
from places.models import Constituency, GovernmentOffice

MOST_SAVED, AN_HOUR = 1500, 60 * 60  # of one draft: it is saved every few seconds
FAR_TOO_LONG = (
    "What you sent is far too long or broken. Your letter is as you last saved it. Shorten it, and save it again."
)
AFTER = {"preview": "letter_preview", "send": "letter_send"}  # where each button leads once the draft is saved


@same_origin_form
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, token: str) -> HttpResponse:
    opened = letter_drafts.open_with(token)
    if opened is None:
        return unknown(request)
    if not opened.action.is_open:
        return letters.closed(request, opened.action)
    if request.method != "POST":
        return show(request, opened, form_of(opened))
    try:
        form = DraftForm(request.POST, action=opened.action)
    except UNREADABLE:
        return show(request, opened, too_long(opened), status=TOO_BIG)
    return save(request, opened, form)


def save(request: HttpRequest, opened: Opened, form: DraftForm) -> HttpResponse:
    if must_be_asked(form, opened):
        return show_report(request, opened, form)
    if not form.is_valid():
        return show(request, opened, form, status=UNPROCESSABLE)
    if not may_save(opened):
        form.add_error(None, _("This letter was saved too often in the last hour. Wait a little, then save it again."))
        return show(request, opened, form, status=TOO_MANY)
    content = content_of(form, opened)
    if not letter_drafts.save(opened=opened, content=content):
        return unknown(request)
    wanted = request.POST.get("do", "")
    if wanted == "send":
        form.check_for_sending()
        if not form.is_valid():
            return show(request, replace(opened, content=content), form, status=UNPROCESSABLE)
    return see(reverse(AFTER[wanted], args=[opened.token]) if wanted in AFTER else saved_path(opened, wanted))


def saved_path(opened: Opened, wanted: str) -> str:
    path = reverse("letter_draft", args=[opened.token])
    return f"{path}?kept=link" if wanted == "later" else f"{path}?kept=yes"


def form_of(opened: Opened) -> DraftForm:
    content = opened.content
    initial = {"subject": content.subject, "text": content.text, "language": content.language}
    return DraftForm(action=opened.action, initial={**initial, "no_report": content.is_no_report})


def too_long(opened: Opened) -> DraftForm:
    """As it was last saved, since nothing of what was sent could be read."""
    content = opened.content
    form = DraftForm({"subject": content.subject, "text": content.text}, action=opened.action)
    form.full_clean()
    form.add_error(None, FAR_TOO_LONG)
    return form


def must_be_asked(form: DraftForm, opened: Opened) -> bool:
    """Before anything is kept, also where the form has other mistakes: ground rule 19."""
    if form.data.get("no_report"):
        return False
    subject, text = (str(form.data.get(name) or "")[: 2 * LONGEST_BODY] for name in ("subject", "text"))
    return letter_drafts.looks_like_a_report(subject, pasted.clean(text), action=opened.action)


def content_of(form: DraftForm, opened: Opened) -> Content:
    given, points = form.cleaned_data, list(form.cleaned_data["points"])
    return replace(
        opened.content,
        subject=given["subject"],
        text=letter_drafts.add(given["text"], points) if points else given["text"],
        points=tuple(dict.fromkeys([*opened.content.points, *(point.pk for point in points)])),
        language=given["language"] or opened.content.language,
        is_no_report=bool(given["no_report"]),
    )


def may_save(opened: Opened) -> bool:
    return limits.allow(f"form:letter_draft:{opened.draft.digest[:40]}", MOST_SAVED, AN_HOUR)


def show(request: HttpRequest, opened: Opened, form: DraftForm, *, status: int = 200) -> HttpResponse:
    action, content = opened.action, opened.content
    typed = form.cleaned_data.get("text") if form.is_bound else None
    context = {
        **about(request, opened),
        "form": form,
        "kept": request.GET.get("kept", "") if status == 200 else "",
        "sheets": sheets_of(opened),
        "more_points": [point for point in action.points.all() if point.pk not in content.points],
        "measure": measure(content.text if typed is None else typed, opened),
        "link": f"{settings.SITE_URL}{reverse('letter_draft', args=[opened.token])}",
        "days": letter_life.TIME_OUTS[LetterState.DRAFT].after.days,
        "longest": LONGEST_BODY,
    }
    return render(request, "campaigns/letters/draft.html", context, status=status)


def about(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    return {
        "action": opened.action,
        "token": opened.token,
        "group": opened.draft.group,
        "content": opened.content,
        "election": elections.in_campaign(),
        "dissolved": elections.dissolved(),
        "noindex": True,
        "without_newsletter": True,
    }


def measure(text: str, opened: Opened) -> dict[str, Any]:
    """How long it is, and how much of it is its writer's own, as the page and the script show it."""
    from campaigns.services import sketches  # imports numpy, which few processes need

    written = letter_drafts.without_gaps(text)
    words = len(written.split())
    found = sketches.overlap(written, action=opened.action)
    own = round(100 * (1 - found.score)) if words else 0
    return {
        "words": words,
        "words_text": in_words(words, opened),
        "score": found.score,
        "own": own,
        "own_text": _("About %(own)s%% of it is in your own words") % {"own": round(own, -1)} if words else "",
        "prompts": [*found.prompts, *gap_prompts(text)],
    }


def in_words(words: int, opened: Opened) -> str:
    guide = {"least": opened.action.least_words, "most": opened.action.most_words}
    if words < opened.action.least_words:
        advice = _("Most good letters have %(least)s to %(most)s.") % guide
    elif words > opened.action.most_words:
        advice = _("Letters of up to %(most)s words are read more closely.") % guide
    else:
        advice = _("That is a good length.")
    return ngettext("%(words)s word.", "%(words)s words.", words) % {"words": words} + f" {advice}"


def gap_prompts(text: str) -> list[str]:
    has_one = letter_drafts.has_gap(text)
    return [_("Put your own words where the [square brackets] are, or take those lines out.")] if has_one else []


def show_report(request: HttpRequest, opened: Opened, form: DraftForm) -> HttpResponse:
    """Not saved: it may be about somebody in danger, and nobody here could act on it."""
    context = {**about(request, opened), "form": form, "path": reverse("letter_draft", args=[opened.token])}
    return render(request, "campaigns/letters/report.html", context, status=UNPROCESSABLE)


@same_origin_form
@never_cache
@sensitive_post_parameters()
@require_POST
def overlap(request: HttpRequest, token: str) -> HttpResponse:
    """Saves as somebody writes, and measures; what looks like a report is measured by nothing and not saved."""
    opened = letter_drafts.open_with(token)
    if opened is None or not opened.action.is_open:
        return said(404, _("This letter was sent or thrown away. Copy what you wrote before you leave."))
    try:
        form = DraftForm(request.POST, action=opened.action)
    except UNREADABLE:
        return said(TOO_BIG, FAR_TOO_LONG)
    if must_be_asked(form, opened):
        return said(200, _("Not saved. Is somebody in danger?"), report=True)
    if not form.is_valid():
        return said(UNPROCESSABLE, " ".join(str(error) for errors in form.errors.values() for error in errors))
    if not may_save(opened):
        return said(TOO_MANY, _("Not saved just now. We try again soon."))
    content = content_of(form, opened)
    if not letter_drafts.save(opened=opened, content=content):
        return said(404, _("This letter was sent or thrown away. Copy what you wrote before you leave."))
    at = timezone.localtime()
    saved = _("Saved at %(time)s") % {"time": f"{at:%H:%M}"}
    return said(200, saved, saved=True, **measure(content.text, opened))


def said(status: int, message: str, **found: Any) -> JsonResponse:
    return JsonResponse({"saved": False, "report": False, "message": message, **found}, status=status)


@never_cache
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    opened = letter_drafts.open_with(token)
    if opened is None:
        return unknown(request)
    context = {**about(request, opened), "sheets": sheets_of(opened), "today": timezone.localdate()}
    return render(request, "campaigns/letters/preview.html", context)


@same_origin_form
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def constituency(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever lives on the other side of a boundary than the middle of their postcode."""
    opened = letter_drafts.open_with(token)
    if opened is None or not opened.action.is_to_mps:
        return unknown(request)
    if request.method != "POST":
        return choose(request, opened)
    try:
        form = ConstituencyForm(request.POST)
    except UNREADABLE:
        return choose(request, opened, error=str(CHOOSE), status=TOO_BIG)
    if not form.is_valid():
        return choose(request, opened, error=str(CHOOSE), status=UNPROCESSABLE)
    code = form.cleaned_data["constituency"].code
    letter_drafts.save(opened=opened, content=replace(opened.content, constituency=code, is_chosen=True))
    return see(reverse("letter_draft", args=[opened.token]))


def choose(request: HttpRequest, opened: Opened, *, error: str = "", status: int = 200) -> HttpResponse:
    seat = seat_of(opened)
    near = seat.position if seat else None
    found = picker.pick(near=near, chosen=opened.content.constituency, error=error)
    context = {**about(request, opened), "picker": found, "seat": seat}
    return render(request, "campaigns/letters/constituency.html", context, status=status)


def recipients_of(opened: Opened) -> tuple[GovernmentOffice | Constituency, ...]:
    """Whom the draft is to, as far as they are there: the action may have changed since it was begun."""
    if opened.action.is_to_mps:
        seat = seat_of(opened)
        return (seat,) if seat else ()
    return tuple(opened.action.offices.filter(pk__in=opened.content.offices))


def seat_of(opened: Opened) -> Constituency | None:
    return Constituency.objects.current().filter(code=opened.content.constituency).first()


def sheets_of(opened: Opened) -> list[Sheet]:
    language = opened.content.language
    return [
        letter_sheets.of_office(each, language=language)
        if isinstance(each, GovernmentOffice)
        else letter_sheets.of_seat(each, language=language)
        for each in recipients_of(opened)
    ]


def unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "campaigns/letters/draft_unknown.html", {"noindex": True}, status=404)
