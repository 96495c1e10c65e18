"""Every address of the site. Pages of editors come last; slugs that stand here are refused to them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from campaigns import urls as campaigns_urls
from config import api
from config.development import style
from groups import urls as groups_urls
from mail import urls as mail_urls
from mail import views as mail_views
from pages import exits
from pages import urls as pages_urls
from pages import views as page_views
from people import account_urls
from people import urls as people_urls
from people.views import accounts
from places import urls as places_urls
from training import urls as training_urls

handler404, handler500 = "pages.errors.not_found", "pages.errors.went_wrong"
TO_SIGN_IN = RedirectView.as_view(pattern_name="account_login", query_string=True)
TO_NEW_PASSWORD = RedirectView.as_view(pattern_name="account_reset_password")
urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own ways to sign in know of no second factor: all lead to ours, under its names.
    path("admin/login/", TO_SIGN_IN, name="wagtailadmin_login"),
    path("_util/login/", TO_SIGN_IN, name="wagtailcore_login"),
    re_path("^admin/password_reset/", TO_NEW_PASSWORD, name="wagtailadmin_password_reset"),
    path("admin/logout/", accounts.sign_out, name="wagtailadmin_logout"),
    path("account/", include(account_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("exit/", exits.leave, name="exit"),
    path("api/v1/", api.addresses()),
    path("mail/", include(mail_urls)),
    path("", include(people_urls)),
    path("", include(pages_urls)),
    path("", include(places_urls)),
    path("", include(campaigns_urls)),
    path("", include(training_urls)),
    path("", include(groups_urls)),
]
if hasattr(settings, "INBOX"):  # development and tests
    urlpatterns += [
        path("dev/mail/", mail_views.inbox, name="dev_mail"),
        path("dev/mail/<str:name>/", mail_views.inbox_message, name="dev_mail_message"),
        path("dev/style/", style, name="dev_style"),
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    ]
urlpatterns += i18n_patterns(
    *wagtail_urls.urlpatterns[:-1],  # all but the last, which serves pages: ours finds them in fewer queries
    re_path(wagtail_urls.serve_pattern, page_views.serve, name="wagtail_serve"),
    prefix_default_language=False,
)
