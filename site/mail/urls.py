from django.urls import URLPattern, URLResolver, path

from mail import webhooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("inbound/<slug:provider>/", webhooks.receive_message, name="mail_inbound_webhook"),
    path("webhooks/<slug:provider>/", webhooks.receive, name="mail_webhook"),
]
