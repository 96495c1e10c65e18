"""Where mail providers tell what came of a message, and hand over those that came to us.

The views are Anymail's own, for the providers that settings name.
"""

import logging
import warnings
from collections.abc import Mapping

from anymail.exceptions import AnymailConfigurationError, AnymailError, AnymailInsecureWebhookWarning
from anymail.webhooks.base import AnymailCoreWebhookView
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from mail import arrivals, inbound
from mail.services import events

OK = 200
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
INBOUND_VIEWS = {  # without SendGrid's, which Anymail supports no longer
    "amazon_ses": "amazon_ses.AmazonSESInboundWebhookView",
    "brevo": "brevo.BrevoInboundWebhookView",
    "mailersend": "mailersend.MailerSendInboundWebhookView",
    "mailgun": "mailgun.MailgunInboundWebhookView",
    "mailjet": "mailjet.MailjetInboundWebhookView",
    "mailtrap": "mailtrap.MailtrapInboundWebhookView",
    "mandrill": "mandrill.MandrillCombinedWebhookView",
    "postal": "postal.PostalInboundWebhookView",
    "postmark": "postmark.PostmarkInboundWebhookView",
    "resend": "resend.ResendInboundWebhookView",
    "sparkpost": "sparkpost.SparkPostInboundWebhookView",
}
MOST_POSTED = 30_000_000  # octets of one call: an answer comes with its attachments
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


def view_of(path: str) -> type[AnymailCoreWebhookView]:
    view: type[AnymailCoreWebhookView] = import_string(f"anymail.webhooks.{path}")
    return view


@csrf_exempt
def receive(request: HttpRequest, provider: str) -> HttpResponse:
    """Answers 200 only once all events of the call are stored, so a provider may rely on it and repeat what failed."""
    if provider not in settings.MAIL_WEBHOOKS:
        raise Http404
    with events.gathered() as heard:
        response = answer(request, provider, VIEWS)
    if heard and response.status_code == OK:
        events.store(heard)
    return response


@csrf_exempt
def receive_message(request: HttpRequest, provider: str) -> HttpResponse:
    """Answers 200 only once what was handed over is stored, or is found to be for nobody here."""
    if provider not in settings.MAIL_INBOUND_WEBHOOKS:
        raise Http404
    with arrivals.gathered() as arrived:
        read_whole(request)
        response = answer(request, provider, INBOUND_VIEWS)
    if response.status_code == OK:
        for raw, recipient in arrived:
            inbound.receive(raw, recipient)
    return response


def answer(request: HttpRequest, provider: str, views: Mapping[str, str]) -> HttpResponse:
    try:
        response: HttpResponse = view_of(views[provider]).as_view()(request)
    except REFUSED as error:
        logger.warning("A call of the webhook of %s was refused: %s", provider, type(error).__name__)
        return HttpResponseBadRequest()
    return response


def read_whole(request: HttpRequest) -> None:
    """Where attachments travel as JSON, a call holds more than Django reads of what people post."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if request.content_type == "application/json" and length.isdecimal() and int(length) <= MOST_POSTED:
        request._body = request.read()  # where Django itself keeps what it has read


def refuse_insecure() -> None:
    """Raises ImproperlyConfigured where a webhook is named that anybody could write to, or that can't work."""
    for setting, views in (("MAIL_WEBHOOKS", VIEWS), ("MAIL_INBOUND_WEBHOOKS", INBOUND_VIEWS)):
        for provider in getattr(settings, setting):
            if fault := fault_of(provider, views):
                raise ImproperlyConfigured(f"{setting} names {provider}: {fault}")


def fault_of(provider: str, views: Mapping[str, str] = VIEWS) -> str:
    """Why this webhook may not be opened, as one line; empty where all is well."""
    if provider not in views:
        return f"known are {', '.join(views)}"
    if empty := [name for name, value in settings.ANYMAIL.items() if not value]:
        return f"{empty[0]} in ANYMAIL is empty, and anybody can sign with an empty key"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", AnymailInsecureWebhookWarning)
        try:
            view = view_of(views[provider])()
        except AnymailInsecureWebhookWarning:
            return "set WEBHOOK_SECRET in ANYMAIL, or the provider's own signing key, or anybody could write to it"
        except AnymailConfigurationError as error:
            return " ".join(str(error).split())
        except ValueError:
            return "the provider's signing key can't be read"
    # Mandrill's view looks for its key at the first call only.
    return "set MANDRILL_WEBHOOK_KEY in ANYMAIL" if getattr(view, "webhook_key", "") is None else ""
