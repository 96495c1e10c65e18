"""Staff pass a second factor in each session before the admin opens, and the admin closes after a time."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from people.sealed import seal, unseal
from people.signing_in import EDITS, by_second_factor

FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
TIMES = "admin_times"  # in the session: when its owner signed in and the admin was last used, in seconds
WANTED = "admin_wanted"  # in the session: where its owner was going before they had to prove who they are
SIGN_OUT = "/admin/logout/"
EVERY = 60  # seconds between two notes of when the admin was last used


class MfaAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: Any, _type: Any) -> str:
        return _("Passkey")


class UsedCodes:
    """Codes of authenticator apps that were used, known to all processes for as long as one is accepted.

    allauth would forget them after half a minute, while with MFA_TOTP_TOLERANCE they work for longer.
    """

    def add(self, key: str, value: str, timeout: int) -> bool:
        return caches["limits"].add(key, value, timeout * (2 * app_settings.TOTP_TOLERANCE + 1))


def connect() -> None:
    auth.cache = UsedCodes()
    authenticator_added.connect(set_up)


def set_up(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """Whoever has just set one up has proved that they hold it: allauth checks its code or its signature first."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def passed(request: HttpRequest) -> bool:
    """Whether this very session was opened with, or has since been proved by, a factor that its owner still has."""
    records = get_authentication_records(request, request.user)
    return bool(by_second_factor(records, request.user))


def is_over(request: HttpRequest, now: float) -> bool:
    """Whether the admin was left alone, or its owner signed in, too long ago; notes that it is used now."""
    first, last = request.session.get(TIMES) or signed_in_at(request, now)
    limits = settings.SESSION_ENDS_AFTER
    if now - last > limits["staff_idle"] or now - first > limits["staff"]:
        return True
    if TIMES not in request.session or now - last > EVERY:
        request.session[TIMES] = (first, now)
    return False


def signed_in_at(request: HttpRequest, now: float) -> tuple[float, float]:
    times = [record["at"] for record in get_authentication_records(request, request.user)]
    return min(times, default=now), max(times, default=now)


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.refuse(request) or self.get_response(request)

    def refuse(self, request: HttpRequest) -> HttpResponse | None:
        """What answers in place of the admin; None for whoever may go on, and for strangers, whom it refuses itself."""
        path = request.path_info  # what views are found by; request.path begins with SCRIPT_NAME, if one was sent
        inside = path.startswith("/admin/") and path != SIGN_OUT
        if not inside or not request.user.is_authenticated:
            return None
        if not request.user.has_perm(EDITS):
            messages.error(request, _("Your login does not open the pages for staff."))
            return redirect(settings.LOGIN_REDIRECT_URL)
        if is_over(request, time.time()):
            logout(request)
            return redirect_to_login(wanted(request))
        if settings.SECOND_FACTOR_FOR_STAFF and not passed(request):
            return ask(request)
        request.session.pop(WANTED, None)
        return None


def wanted(request: HttpRequest) -> str:
    """The page that was asked for; the admin's home where a form was sent, or a script asked."""
    opened = request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") == "document"
    return request.get_full_path() if opened else resolve_url("wagtailadmin_home")


def ask(request: HttpRequest) -> HttpResponse:
    """Leads to the page that asks for the second factor, or helps to set one up, and then back."""
    has = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    request.session[WANTED] = wanted(request)
    if not has.intersection(FACTORS):
        return redirect("mfa_index")
    by_passkey = Authenticator.Type.WEBAUTHN in has
    page = reverse("mfa_reauthenticate_webauthn" if by_passkey else "mfa_reauthenticate")
    return redirect(f"{page}?{urlencode({'next': request.session[WANTED]})}")
