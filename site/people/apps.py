from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from allauth.core.internal import ratelimit
        from django.core.cache import caches
        from django.utils.connection import ConnectionProxy

        from people import own_holdings

        # allauth counts in the default cache, which is each process's own; no setting of its names another.
        ratelimit.cache = ConnectionProxy(caches, "limits")

        own_holdings.register_own()
