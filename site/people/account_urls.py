"""Signing in and looking after a login: allauth's addresses, and ours in front of those that we change."""

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from people.views import accounts

urlpatterns = decorate_urlpatterns(
    [
        path("", RedirectView.as_view(pattern_name="mfa_index"), name="account"),
        path("logout/", accounts.sign_out, name="account_logout"),
        path("password/set/", accounts.set_password, name="account_set_password"),
        path("", include(account_urls)),
        path("2fa/", include(mfa_urls)),
    ],
    accounts.says_what_is_wrong,
)
