from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"
    verbose_name = "Mail"

    def ready(self) -> None:
        from anymail.signals import inbound as arrived
        from anymail.signals import tracking

        from mail import arrivals, inbound, own_waiting, webhooks
        from mail.services import events

        tracking.connect(events.hear, dispatch_uid="mail.services.events.hear")
        arrived.connect(arrivals.hear, dispatch_uid="mail.arrivals.hear")
        inbound.register(events.RETURN_PREFIX, events.take_returned)
        webhooks.refuse_insecure()
        own_waiting.register_own()
