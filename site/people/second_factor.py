"""Staff pass a second factor in each session before the admin opens."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def passed(request: HttpRequest) -> bool:
    """Whether this very session was opened with, or has since been proved by, a passkey, a key or a code."""
    methods: list[dict[str, Any]] = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "mfa" for method in methods)


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        in_admin = settings.SECOND_FACTOR_FOR_STAFF and request.path.startswith("/admin/")
        if in_admin and request.user.is_authenticated and not passed(request):
            return redirect("mfa_index")
        return self.get_response(request)
