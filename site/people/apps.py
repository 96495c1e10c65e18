from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from allauth.core.internal import ratelimit
        from django.core.cache import caches
        from django.utils.connection import ConnectionProxy

        from pages import generation
        from people import (
            messages,
            own_address_book,
            own_holdings,
            own_retention,
            own_waiting,
            second_factor,
            sign_in_log,
        )
        from people.models import Controller

        # allauth counts in the default cache, which is each process's own; no setting of its names another.
        ratelimit.cache = ConnectionProxy(caches, "limits")

        second_factor.connect()
        sign_in_log.connect()
        own_address_book.register_own()
        generation.listen_to(Controller)
        messages.register_own()
        own_holdings.register_own()
        own_retention.register_own()
        own_waiting.register_own()
