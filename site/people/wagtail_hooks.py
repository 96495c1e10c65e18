from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from people.admin_views.second_factor import ForgetSecondFactor
from people.models import User
from people.services import accounts
from people.viewsets.group import DataProtectionGroup


@hooks.register("register_admin_viewset")
def register_data_protection() -> DataProtectionGroup:
    return DataProtectionGroup()


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def settle_login(request: HttpRequest, user: User) -> None:
    """So that the address which it had before opens it no more."""
    accounts.settle(user=user)


@hooks.register("register_account_menu_item")
def ways_to_sign_in(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("How you sign in"),
        "help_text": _("Passkeys, authenticator app, recovery codes, password and email address."),
    }


@hooks.register("register_admin_urls")
def forgetting_second_factors() -> list[URLPattern]:
    return [path("users/<int:pk>/forget-second-factor/", ForgetSecondFactor.as_view(), name="forget_second_factor")]


@hooks.register("register_user_listing_buttons")
def forget_second_factor(user: User, request_user: User) -> Iterator[Button]:
    if request_user.is_superuser:
        url = reverse("forget_second_factor", args=[user.pk])
        yield Button("Forget second factor", url, icon_name="key", priority=30)
