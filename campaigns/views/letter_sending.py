"""Sending a letter: who writes it, and the page that says to look into one's inbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.letter_forms import DraftForm, LetterCodeForm, SendForm, days_kept
from campaigns.mailout_enums import AfterMailout
from campaigns.services import letter_drafts, letters, mailout_actions
from campaigns.services.letter_drafts import Opened
from campaigns.services.letters import Given
from campaigns.views import letter_draft
from campaigns.views.letter_draft import recipients_of, sheets_of, unknown
from campaigns.views.letters import closed, get_begun
from campaigns.views.petition import FAR_TOO_LONG, TOO_BIG, TOO_MANY, UNPROCESSABLE, see
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines
from places.models import Constituency

MOST_SENT, AN_HOUR = 120, 60 * 60  # from one machine: a hall full of people may write together


@same_origin_form
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, token: str) -> HttpResponse:
    opened = letter_drafts.open_with(token)
    if opened is None:
        return unknown(request)
    if not opened.action.is_open:
        return closed(request, opened.action)
    if (missing := what_is_missing(opened)) is not None:
        return letter_draft.show(request, opened, missing, status=UNPROCESSABLE)
    if request.method != "POST":
        return show(request, opened, form_of(opened))
    try:
        form = SendForm(request.POST, action=opened.action, content=opened.content)
    except UNREADABLE:
        return show(request, opened, refused(opened), status=TOO_BIG)
    if not form.is_valid():
        return show(request, opened, form, status=UNPROCESSABLE)
    return hand_in(request, opened, form)


def hand_in(request: HttpRequest, opened: Opened, form: SendForm) -> HttpResponse:
    """The draft goes once its letters are committed, so that none is ever lost between the two."""
    if not machines.may_send(request, form="letter", quota=MOST_SENT, seconds=AN_HOUR):
        form.add_error(None, _("Too many letters were sent from your connection. Wait an hour. Your letter is saved."))
        return show(request, opened, form, status=TOO_MANY)
    try:
        letters.write(given_by(opened, form))
    except letters.ActionClosed:  # at midnight, between our question above and now
        return closed(request, opened.action)
    except letters.TooMany:
        form.add_error(
            None, _("This address has written too many letters today. Your letter is saved: send it tomorrow.")
        )
        return show(request, opened, form, status=TOO_MANY)
    letter_drafts.forget(opened=opened)
    if opened.content.via:
        mailout_actions.count(mailout_id=opened.content.via, kind=AfterMailout.WROTE)
    return see(reverse("letter_check_inbox", args=[opened.action.slug]))


def given_by(opened: Opened, form: SendForm) -> Given:
    content, recipients = opened.content, recipients_of(opened)
    lives_in = form.place.constituency if form.place else None
    if opened.action.is_to_mps:
        lives_in = next(each for each in recipients if isinstance(each, Constituency))
    return Given(
        action=opened.action,
        recipients=recipients,
        subject=content.subject,
        body=content.text,
        constituency=lives_in,
        language=content.language,
        group=opened.draft.group,
        **form.given,
    )


def what_is_missing(opened: Opened) -> DraftForm | None:
    """The form of the draft with what is to be done to it, None where it can be sent."""
    content = opened.content
    written = {"subject": content.subject, "text": content.text, "language": content.language}
    form = DraftForm({**written, "no_report": content.is_no_report}, action=opened.action)
    form.full_clean()
    form.check_for_sending()
    if not recipients_of(opened):
        form.add_error(None, _("Nobody that you chose can be written to now. Copy your text, and start again."))
    return None if form.is_valid() else form


def form_of(opened: Opened) -> SendForm:
    return SendForm(action=opened.action, content=opened.content)


def refused(opened: Opened) -> SendForm:
    form = SendForm({}, action=opened.action, content=opened.content)
    form.full_clean()
    form.errors.clear()
    form.add_error(None, FAR_TOO_LONG)
    return form


def show(request: HttpRequest, opened: Opened, form: SendForm, *, status: int = 200) -> HttpResponse:
    context = {
        **letter_draft.about(request, opened),
        "form": form,
        "sheets": sheets_of(opened),
        "days_kept": days_kept(),
    }
    return render(request, "campaigns/letters/send.html", context, status=status)


@require_safe
def check_inbox(request: HttpRequest, slug: str) -> HttpResponse:
    context = {"action": get_begun(slug), "form": LetterCodeForm(), "without_newsletter": True}
    return for_every_reader(render(request, "campaigns/letters/check_inbox.html", context))
