from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.admin_views import challenges, replays, rules


class RulesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(rules.SEE))


class FraudRuleViewSet(ViewSet):
    """What judges signatures before any message goes out."""

    icon = "warning"
    menu_label = "Rules against fraud"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return RulesMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", rules.index, name="index"),
            path("<int:pk>/change/", rules.ChangeStep.as_view(), name="change"),
            path("<int:pk>/off/", rules.OffStep.as_view(), name="off"),
            path("<int:pk>/on/", rules.OnStep.as_view(), name="on"),
            path("networks/new/", rules.AllowStep.as_view(), name="allow"),
            path("networks/<int:pk>/remove/", rules.DisallowStep.as_view(), name="disallow"),
            path("<int:pk>/replay/", replays.AskStep.as_view(), name="replay"),
            path("replays/", replays.index, name="replays"),
            path("replays/<int:pk>/", replays.page, name="replayed"),
            path("challenges/", challenges.index, name="challenges"),
            path("challenges/<int:pk>/start/", challenges.StartStep.as_view(), name="challenge"),
            path("challenges/<int:pk>/stop/", challenges.StopStep.as_view(), name="challenge_off"),
        ]
