"""What allauth asks of us: who may sign up, where signing in leads, what must be proved again, how messages leave."""

import time
from collections.abc import Sequence
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from mail.services import deliveries
from people import account_messages, tries
from people.models import User
from people.services import accounts, people

EDITS = "wagtailadmin.access_admin"
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code from your authenticator app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
PENDING = 15 * 60  # seconds
TRY_LATER = _("There were too many attempts. Wait five minutes and try again.")


def by_second_factor(records: Sequence[dict[str, Any]], user: Any) -> list[dict[str, Any]]:
    """Those of the proofs of a session that were by a factor which its owner still has."""
    used = [record for record in records if record["method"] == "mfa"]
    still = set(Authenticator.objects.filter(user=user).values_list("pk", flat=True)) if used else set()
    return [record for record in used if record.get("id") in still]


class Adapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The email address or the password is not right"),
        "email_taken": _("Another login has this email address"),
        "duplicate_email": _("This is the email address that you have now"),
        "enter_current_password": _("This is not your password"),
        "incorrect_code": _("The code is not right"),
        "incorrect_password": _("The password is not right"),
        "too_many_login_attempts": TRY_LATER,
        "rate_limited": TRY_LATER,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("wagtailadmin_home" if request.user.has_perm(EDITS) else settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("mfa_index")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return resolve_url("mfa_index")

    def pre_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse | None:
        accounts.settle_address(user)
        answer: HttpResponse | None = super().pre_login(request, user, **details)
        return answer

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session.set_expiry(0)  # when the browser is closed

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        records = get_authentication_records(request, user)
        if any(record["method"] == "code" and record.get("email") == user.email for record in records):
            accounts.proved_address(user=user)
        answer: HttpResponse = super().post_login(request, user, **details)
        return answer

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """The owner of a login answered a code that was sent to their new address."""
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            accounts.follow_address(user=User.objects.get(pk=email_address.user_id))
        return confirmed

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor proves by that, a passkey first; a password alone would open its settings."""
        found = super().get_reauthentication_methods(user)
        methods = [{**method, "description": str(WAYS[method["id"]])} for method in found]
        second = [method for method in methods if method["id"].startswith("mfa_")]
        return sorted(second, key=lambda method: "webauthn" not in method["id"]) or methods

    def is_reauthentication_required(self, *, app: str, **details: Any) -> bool:
        """Not soon after signing in, with the second factor of whoever has one by now.

        Whoever has neither password nor second factor signs in anew, by a code.
        """
        request = self.request
        records = get_authentication_records(request, request.user)
        if Authenticator.objects.filter(user=request.user).exists():
            records = by_second_factor(records, request.user)
        if records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        if not self.get_reauthentication_methods(request.user):
            path = request.get_full_path()
            logout(request)
            raise ImmediateHttpResponse(redirect_to_login(path))
        raise ReauthenticationRequired  # told True, allauth would be content with a password given lately

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the message. For an unknown address the same is done and taken back: nothing is kept or sent."""
        if not self.request.user.is_authenticated:
            self.request.session.set_expiry(PENDING)  # it holds the address that was typed, whosever that is
        if template_prefix in account_messages.CODES:
            tries.begin(self.request)
        kind, filled = account_messages.of(template_prefix, context)
        with transaction.atomic():
            address = people.lock_address(email)
            deliveries.queue(kind=kind, address_id=address.pk, context=filled)
            if template_prefix == account_messages.UNKNOWN:
                transaction.set_rollback(True)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        self.send_mail(template_prefix, email or user.email, context or {})
