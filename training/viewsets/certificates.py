from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from training import permissions
from training.admin_views import certificates


class CertificateMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_make_certificates(request.user)


class CertificateViewSet(ViewSet):
    """Certificates that staff have made for many at once."""

    icon = certificates.ICON
    menu_label = certificates.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return CertificateMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", certificates.index, name="index"),
            path("new/", certificates.ask, name="ask"),
            path("<int:pk>/", certificates.page, name="page"),
            path("<int:pk>/archive/", certificates.archive, name="archive"),
        ]
