from django.urls import URLPattern, URLResolver, path

from mail import webhooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks/<slug:provider>/", webhooks.receive, name="mail_webhook"),
]
