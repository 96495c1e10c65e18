"""A mail-out, or a step of a series, as it arrives: on wide and narrow screens, in the dark, as plain text, without
images, for any reader.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import messages

from campaigns import audiences, mailout_compile, mailout_digest, mailout_fields
from campaigns.admin_forms.letter_desk import keys
from campaigns.admin_forms.mailouts import FindReader
from campaigns.models import Mailout, SeriesStep
from campaigns.selectors import audiences as selectors
from campaigns.selectors import mailout_readers
from mail import tokens
from people.admin_views.screens import officer, show
from people.enums import Access
from people.models import Person
from people.services import access

FOLDER = "campaigns/admin/mailouts"
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
CHOSEN = "reader_of_message"  # in the session: nobody's number stands in an address


@dataclass(frozen=True)
class Previewed:
    """What is looked at, and where its screens are."""

    message: Mailout | SeriesStep
    what: str  # in the log of who looked at whom
    space: str  # of the names of its addresses
    args: tuple[int, ...]
    trail: list[tuple[str, str]]
    may_choose: bool  # as whom they look at it

    def address(self, screen: str, *more: str) -> str:
        return reverse(f"{self.space}:{screen}", args=[*self.args, *more])

    def variant(self, request: HttpRequest) -> str:
        asked = request.GET.get("variant", "")
        return asked if asked and asked in mailout_digest.variants(self.message) else "a"

    def insist_on_choice(self) -> None:
        if not self.may_choose:
            raise PermissionDenied

    @property
    def key(self) -> str:
        return f"{self.space} {self.message.pk}"


def page(request: HttpRequest, seen: Previewed) -> HttpResponse:
    variant = seen.variant(request)
    compiled = mailout_compile.compile_(seen.message, variant=variant)
    reader = chosen(request, seen)
    return show(
        request,
        "preview",
        folder=FOLDER,
        title="Preview",
        icon="view",
        trail=seen.trail,
        message=seen.message,
        variant=variant,
        subject=tokens.filled(compiled.subject, values(seen, reader, compiled.fields), in_html=False),
        looks=[(label, width, f"{seen.address('look', name)}?variant={variant}") for name, label, width in LOOKS],
        reader=reader,
        fields=[mailout_fields.FIELDS[each] for each in sorted(compiled.fields) if each in mailout_fields.FIELDS],
        weight=compiled.weight // 1024,
        may_choose=seen.may_choose,
        url_find=seen.address("find_reader"),
        url_choose=seen.address("choose_reader"),
    )


def chosen(request: HttpRequest, seen: Previewed) -> Person | None:
    """The reader as whom this member of staff looks at it; None where they left its audience."""
    key, person_pk = request.session.get(CHOSEN, ("", 0))
    return mailout_readers.find_one(seen.message, person_pk) if key == seen.key else None


def values(seen: Previewed, reader: Person | None, fields: Collection[str]) -> dict[str, str]:
    return mailout_readers.values(seen.message, reader, fields) if reader else {}


@xframe_options_sameorigin
def look(request: HttpRequest, seen: Previewed, name: str) -> HttpResponse:
    """For a frame: one of the ways in which it can look."""
    compiled = mailout_compile.compile_(seen.message, variant=seen.variant(request))
    known = {**values(seen, chosen(request, seen), compiled.fields), tokens.CHOICES: sample_of_choices()}
    if name == "text":
        text = tokens.filled(compiled.text, known, in_html=False)
        answer = render(request, f"{FOLDER}/look.html", {"text": text})
    else:
        answer = HttpResponse(looking(tokens.filled(compiled.html, known, in_html=True), is_dark=name == "dark"))
    answer.headers["Content-Security-Policy"] = IN_A_FRAME if name == "images-off" else WITH_IMAGES
    return answer


def sample_of_choices() -> str:
    return settings.SITE_URL + reverse("mail_choices", args=["sample"])


def looking(html: str, *, is_dark: bool) -> str:
    """A frame follows the machine's scheme, so what asks for dark colours is told which is meant here."""
    html = IN_THE_DARK.sub("all" if is_dark else "not all", html)
    html = SCHEMES.sub(rf"\g<1>{'dark' if is_dark else 'light'}\g<2>", html)
    return html.replace(f'src="{settings.SITE_URL}/', 'src="/')


def find(request: HttpRequest, seen: Previewed) -> HttpResponse:
    """Somebody in its audience: by POST, so that no name and no address stands in an address or a log."""
    seen.insist_on_choice()
    form, found = FindReader(request.POST if request.method == "POST" else None), None
    if "some" in request.POST:
        form, found = FindReader(), some(request, seen)
    elif form.is_bound and form.is_valid():
        access.record(Access.SEARCHED, by=officer(request), reason=f"Readers of {seen.what}")
        found = mailout_readers.find(seen.message, form.cleaned_data["words"])
    return show(
        request,
        "readers",
        folder=FOLDER,
        title="Choose a reader",
        icon="search",
        trail=[*seen.trail, (seen.address("preview"), "Preview")],
        form=form,
        found=found,
        url_choose=seen.address("choose_reader"),
        status=422 if form.is_bound and not form.is_valid() else 200,
    )


def some(request: HttpRequest, seen: Previewed) -> list[Person]:
    message = seen.message
    try:
        audience = audiences.parse(message.conditions)
        return selectors.sample(audience, message.purpose, message.rest_days, by=officer(request))
    except audiences.BadAudience:
        return []


def choose(request: HttpRequest, seen: Previewed) -> HttpResponse:
    """Look at it as this person gets it. That is written down; with nobody it is as whoever we know nothing of."""
    seen.insist_on_choice()
    key = keys([request.POST.get("reader", "")])
    person = mailout_readers.find_one(seen.message, key[0]) if key else None
    if person is None:
        request.session.pop(CHOSEN, None)
        if key:
            messages.warning(request, "They are not in the audience any more.")
    else:
        access.record(Access.VIEWED, by=officer(request), person=person, reason=f"Preview of {seen.what}")
        request.session[CHOSEN] = (seen.key, person.pk)
    return redirect(seen.address("preview"))
