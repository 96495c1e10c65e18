from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"
    verbose_name = "Mail"

    def ready(self) -> None:
        from anymail.signals import tracking

        from mail import own_waiting, webhooks
        from mail.services import events

        tracking.connect(events.hear, dispatch_uid="mail.services.events.hear")
        webhooks.refuse_insecure()
        own_waiting.register_own()
