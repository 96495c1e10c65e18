"""Confirming letters by the link or the code of our message, and what their writer is told afterwards."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from campaigns import letter_life
from campaigns.letter_enums import ENDED, LetterState, LetterTo
from campaigns.letter_forms import LetterCodeForm, LetterSendAgainForm
from campaigns.models import Letter, LetterAction
from campaigns.selectors import letter_sheets
from campaigns.selectors.letter_sheets import Sheet
from campaigns.services import letter_asking, letter_codes, letters
from campaigns.views.confirming import read
from campaigns.views.letters import closed, get_begun
from campaigns.views.petition import TOO_MANY, UNPROCESSABLE, see
from pages.answers import for_every_reader
from pages.same_origin import same_origin_form
from people.forms.addresses import AddressForm


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A GET only shows the letters and a button, since scanners of mail follow links; the button's POST confirms.

    What is shown is what is confirmed: letters that are written anew get a new token.
    """
    found = letters.of_token(token)
    if not found:
        return unknown_link(request)
    if request.method == "POST":
        return confirm_now(request, token, found[0].action)
    waiting = [letter for letter in found if letter.state == LetterState.TO_CONFIRM]
    if not waiting:
        return receipt(request, found, newly=False)
    if not letters.takes_confirmations(waiting[0].action):
        return closed(request, waiting[0].action, is_too_late=True)
    context = {**about(waiting), "days": letter_life.TIME_OUTS[LetterState.TO_CONFIRM].after.days}
    return render(request, "campaigns/letters/confirm.html", context)


def confirm_now(request: HttpRequest, token: str, action: LetterAction) -> HttpResponse:
    try:
        newly = letters.confirm(token)
    except letters.TooLate:
        return closed(request, action, is_too_late=True)
    found = letters.of_token(token)
    return receipt(request, found, newly=newly) if found else unknown_link(request)


def about(found: list[Letter]) -> dict[str, object]:
    first = found[0]
    return {
        "action": first.action,
        "letter": first,
        "shown": with_sheets(found),
        "noindex": True,
        "without_newsletter": True,
    }


def with_sheets(found: list[Letter]) -> list[tuple[Letter, Sheet]]:
    return [(letter, letter_sheets.of_letter(letter)) for letter in found]


def receipt(request: HttpRequest, found: list[Letter], *, newly: bool) -> HttpResponse:
    going = [letter for letter in found if letter.state not in ENDED]
    first = (going or found)[0]
    own_mp = LetterAction.objects.open().filter(to=LetterTo.OWN_MP).exclude(pk=first.action_id)
    context = {
        **about(going or found),
        "what": ("newly" if newly else "before") if going else "ended",
        "weeks": [each.days // 7 for each in letter_life.QUESTIONNAIRES],
        "share_url": f"{settings.SITE_URL}{share_path(first)}",
        "own_mp_action": None if first.action.is_to_mps else own_mp.order_by("-opened_at", "-pk").first(),
        "home": first.constituency,
    }
    return render(request, "campaigns/letters/confirmed.html", context)


def share_path(letter: Letter) -> str:
    """The action's page, by the link of the group that they came by."""
    slug = letter.action.slug
    return (
        reverse("letter_action_for", args=[slug, letter.group.slug])
        if letter.group
        else reverse("letter_action", args=[slug])
    )


def unknown_link(request: HttpRequest) -> HttpResponse:
    return render(request, "campaigns/letters/confirm_unknown.html", {"noindex": True}, status=404)


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer to a wrong code is the same whether or not somebody wrote with the address."""
    action = get_begun(slug)
    form, status = read(request, LetterCodeForm)
    if form.is_bound and not status:
        try:
            token = letter_codes.enter(
                action=action, email=form.cleaned_data["email"], digits=form.cleaned_data["code"]
            )
        except letter_codes.TooManyTries:
            form.add_error(None, _("This was tried too often. Wait an hour, or use the link in our message."))
            status = TOO_MANY
        else:
            if token is not None:
                return by_code(request, token, action)
            form.refuse()
            status = UNPROCESSABLE
    return show_asking(request, "campaigns/letters/code.html", action, form, status)


@never_cache
def by_code(request: HttpRequest, token: str, action: LetterAction) -> HttpResponse:
    return confirm_now(request, token, action)


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def send_again(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer is the same whether or not somebody wrote with the address."""
    action = get_begun(slug)
    form, status = read(request, LetterSendAgainForm)
    if form.is_bound and not status:
        letter_asking.send_again(action=action, email=form.cleaned_data["email"])
        return see(reverse("letter_check_inbox", args=[action.slug]))
    return show_asking(request, "campaigns/letters/send_again.html", action, form, status)


def show_asking(
    request: HttpRequest, template: str, action: LetterAction, form: AddressForm, status: int
) -> HttpResponse:
    context = {"action": action, "form": form, "without_newsletter": True}
    answer = render(request, template, context, status=status or 200)
    return answer if form.is_bound else for_every_reader(answer)
