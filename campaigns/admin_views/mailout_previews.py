"""A mail-out as it arrives: on wide and narrow screens, in the dark, as plain text, without images, for any reader."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from campaigns import audiences, mailout_compile, mailout_fields
from campaigns.admin_forms.letter_desk import keys
from campaigns.admin_forms.mailouts import FindReader
from campaigns.admin_views import mailout_screens as screens
from campaigns.models import Mailout
from campaigns.selectors import audiences as selectors
from campaigns.selectors import mailout_readers
from mail import tokens
from people.admin_views.screens import officer, show
from people.enums import Access
from people.models import Person
from people.services import access

# A message in a frame: its own styles and our pictures, no script, and in a frame of ours alone.
IN_A_FRAME = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
WITH_IMAGES = f"{IN_A_FRAME}; img-src 'self' data:"
LOOKS = (
    ("desktop", "On a computer", 640),
    ("phone", "On a phone", 360),
    ("dark", "In the dark", 360),
    ("images-off", "Without images", 360),
    ("text", "As plain text", 640),
)
NAMES = {name for name, _, _ in LOOKS}
IN_THE_DARK = re.compile(r"\(\s*prefers-color-scheme:\s*dark\s*\)")
SCHEMES = re.compile(r'(<meta name="(?:supported-)?color-schemes?" content=")[^"]*(")')
CHOSEN = "reader_of_mailout"  # in the session: nobody's number stands in an address


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE)
    mailout = screens.mailout_or_404(pk)
    variant = variant_of(request, mailout)
    compiled = mailout_compile.compile_(mailout, variant=variant)
    reader = chosen(request, mailout)
    values = mailout_readers.values(mailout, reader, compiled.fields) if reader else {}
    return show(
        request,
        "preview",
        folder=screens.FOLDER,
        title="Preview",
        icon="view",
        trail=screens.trail_to(mailout),
        mailout=mailout,
        variant=variant,
        subject=tokens.filled(compiled.subject, values, in_html=False),
        looks=LOOKS,
        reader=reader,
        fields=[mailout_fields.FIELDS[each] for each in sorted(compiled.fields) if each in mailout_fields.FIELDS],
        weight=compiled.weight // 1024,
        form=FindReader(),
        may_choose=may_choose(request),
    )


def may_choose(request: HttpRequest) -> bool:
    return bool(request.user.has_perm(screens.CHANGE) or request.user.has_perm(screens.APPROVE))


def variant_of(request: HttpRequest, mailout: Mailout) -> str:
    return "b" if mailout.second_subject and request.GET.get("variant") == "b" else "a"


def chosen(request: HttpRequest, mailout: Mailout) -> Person | None:
    """The reader as whom this member of staff looks at it; None where they left its audience."""
    mailout_pk, person_pk = request.session.get(CHOSEN, (0, 0))
    return mailout_readers.find_one(mailout, person_pk) if mailout_pk == mailout.pk else None


@require_safe
@xframe_options_sameorigin
def look(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """For a frame: one of the ways in which it can look."""
    screens.require(request, screens.SEE)
    mailout = screens.mailout_or_404(pk)
    compiled = mailout_compile.compile_(mailout, variant=variant_of(request, mailout))
    reader = chosen(request, mailout)
    known = mailout_readers.values(mailout, reader, compiled.fields) if reader else {}
    values = {**known, tokens.CHOICES: sample_of_choices()}
    if name == "text":
        text = tokens.filled(compiled.text, values, in_html=False)
        answer = render(request, f"{screens.FOLDER}/look.html", {"text": text})
    else:
        answer = HttpResponse(looking(tokens.filled(compiled.html, values, in_html=True), is_dark=name == "dark"))
    answer.headers["Content-Security-Policy"] = IN_A_FRAME if name == "images-off" else WITH_IMAGES
    return answer


def sample_of_choices() -> str:
    return settings.SITE_URL + reverse("mail_choices", args=["sample"])


def looking(html: str, *, is_dark: bool) -> str:
    """A frame follows the machine's scheme, so what asks for dark colours is told which is meant here."""
    html = IN_THE_DARK.sub("all" if is_dark else "not all", html)
    html = SCHEMES.sub(rf"\g<1>{'dark' if is_dark else 'light'}\g<2>", html)
    return html.replace(f'src="{settings.SITE_URL}/', 'src="/')


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody in its audience: by POST, so that no name and no address stands in an address or a log."""
    if not may_choose(request):
        screens.require(request, screens.CHANGE)
    mailout = screens.mailout_or_404(pk)
    form, found = FindReader(request.POST if request.method == "POST" else None), None
    if "some" in request.POST:
        form, found = FindReader(), some(mailout, request)
    elif form.is_bound and form.is_valid():
        access.record(Access.SEARCHED, by=officer(request), reason="Readers of a mail-out")
        found = mailout_readers.find(mailout, form.cleaned_data["words"])
    return show(
        request,
        "readers",
        folder=screens.FOLDER,
        title="Choose a reader",
        icon="search",
        trail=[*screens.trail_to(mailout), (reverse("mailouts:preview", args=[pk]), "Preview")],
        mailout=mailout,
        form=form,
        found=found,
        status=422 if form.is_bound and not form.is_valid() else 200,
    )


def some(mailout: Mailout, request: HttpRequest) -> list[Person]:
    try:
        audience = audiences.parse(mailout.conditions)
        return selectors.sample(audience, mailout.purpose, mailout.rest_days, by=officer(request))
    except audiences.BadAudience:
        return []


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at it as this person gets it. That is written down; with nobody it is as whoever we know nothing of."""
    if not may_choose(request):
        screens.require(request, screens.CHANGE)
    mailout = screens.mailout_or_404(pk)
    key = keys([request.POST.get("reader", "")])
    person = mailout_readers.find_one(mailout, key[0]) if key else None
    if person is None:
        request.session.pop(CHOSEN, None)
        if key:
            messages.warning(request, "They are not in the audience any more.")
    else:
        access.record(Access.VIEWED, by=officer(request), person=person, reason="Preview of a mail-out")
        request.session[CHOSEN] = (mailout.pk, person.pk)
    return redirect("mailouts:preview", pk)
