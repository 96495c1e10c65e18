from django.apps import AppConfig


class HeldKind(AppConfig):
    name = "tests.journeys"
    label = "held_kind"

    def ready(self) -> None:
        from mail import kinds
        from tests.mail.queueing import HELD

        kinds.register(HELD)
