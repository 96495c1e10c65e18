"""Where mail providers tell what came of a message: Anymail's own views, for the providers that settings name."""

import logging
import warnings

from anymail.exceptions import AnymailConfigurationError, AnymailError, AnymailInsecureWebhookWarning
from anymail.webhooks.base import AnymailCoreWebhookView
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from mail.services import events

logger = logging.getLogger(__name__)
VIEWS = {
    "amazon_ses": "amazon_ses.AmazonSESTrackingWebhookView",
    "brevo": "brevo.BrevoTrackingWebhookView",
    "mailersend": "mailersend.MailerSendTrackingWebhookView",
    "mailgun": "mailgun.MailgunTrackingWebhookView",
    "mailjet": "mailjet.MailjetTrackingWebhookView",
    "mailtrap": "mailtrap.MailtrapTrackingWebhookView",
    "mandrill": "mandrill.MandrillCombinedWebhookView",
    "postal": "postal.PostalTrackingWebhookView",
    "postmark": "postmark.PostmarkTrackingWebhookView",
    "resend": "resend.ResendTrackingWebhookView",
    "sendgrid": "sendgrid.SendGridTrackingWebhookView",
    "sparkpost": "sparkpost.SparkPostTrackingWebhookView",
    "unisender_go": "unisender_go.UnisenderGoTrackingWebhookView",
}
# What a body makes Anymail's views raise that is forged, broken, too big or too deep.
REFUSED = (
    AnymailError,
    SuspiciousOperation,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def view_of(provider: str) -> type[AnymailCoreWebhookView]:
    view: type[AnymailCoreWebhookView] = import_string(f"anymail.webhooks.{VIEWS[provider]}")
    return view


@csrf_exempt
def receive(request: HttpRequest, provider: str) -> HttpResponse:
    """Answers 200 only once all events of the call are stored, so a provider may rely on it and repeat what failed."""
    if provider not in settings.MAIL_WEBHOOKS:
        raise Http404
    with events.gathered() as heard:
        try:
            response: HttpResponse = view_of(provider).as_view()(request)
        except REFUSED as error:
            logger.warning("A call of the webhook of %s was refused: %s", provider, type(error).__name__)
            return HttpResponseBadRequest()
    if heard:
        events.store(heard)
    return response


def refuse_insecure() -> None:
    """Raises ImproperlyConfigured where a webhook is named that anybody could write to, or that can't work."""
    for provider in settings.MAIL_WEBHOOKS:
        if fault := fault_of(provider):
            raise ImproperlyConfigured(f"MAIL_WEBHOOKS names {provider}: {fault}")


def fault_of(provider: str) -> str:
    """Why this webhook may not be opened, as one line; empty where all is well."""
    if provider not in VIEWS:
        return f"known are {', '.join(VIEWS)}"
    if empty := [name for name, value in settings.ANYMAIL.items() if not value]:
        return f"{empty[0]} in ANYMAIL is empty, and anybody can sign with an empty key"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", AnymailInsecureWebhookWarning)
        try:
            view = view_of(provider)()
        except AnymailInsecureWebhookWarning:
            return "set WEBHOOK_SECRET in ANYMAIL, or the provider's own signing key, or anybody could write to it"
        except AnymailConfigurationError as error:
            return " ".join(str(error).split())
        except ValueError:
            return "the provider's signing key can't be read"
    # Mandrill's view looks for its key at the first call only.
    return "set MANDRILL_WEBHOOK_KEY in ANYMAIL" if getattr(view, "webhook_key", "") is None else ""
