"""Signing in as a browser does, without one."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import encrypt
from django.test import Client

from mail.models import Delivery
from people.models import User
from tests.factories import PASSWORD

LOGIN, CODE, CONFIRM = "/account/login/", "/account/login/code/", "/account/login/code/confirm/"


def by_password(client: Client, user: User, **extra: Any) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD, **extra})


def by_code(client: Client, email: str, *, path: str = CODE) -> str:
    """Asks for a code, and returns the one that was queued."""
    assert client.post(path, {"email": email}).status_code == 302
    code: str = Delivery.objects.latest("pk").context["code"]
    return code


def app_of(user: User) -> str:
    """Sets up an authenticator app; returns its secret."""
    secret: str = auth.generate_totp_secret()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)})
    return secret


def code_of(secret: str) -> str:
    """What the app shows now."""
    counter = list(auth.yield_hotp_counters_from_time())[app_settings.TOTP_TOLERANCE]
    code: str = auth.format_hotp_value(auth.hotp_value(secret, counter))
    return code


def addresses_of(user: User) -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.filter(user=user).values_list("email", "primary", "verified"))
