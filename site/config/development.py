"""What only development shows."""

from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from campaigns.enums import PetitionState
from campaigns.forms import SignatureForm
from campaigns.models import Petition, PetitionTotal
from pages.styleguide import styleguide
from people.forms.consent import AsksForConsent
from people.forms.newsletter import NewsletterForm
from people.models import ConsentWording

F = TypeVar("F", bound=AsksForConsent)

FILLED = {"name": "Suzie Signer", "email": "suzie@example.org", "postcode": "LS1 4DY"}
WRONG = {"name": "", "email": "suzie at example.org", "postcode": "LS1 4OY"}


def style(request: HttpRequest) -> HttpResponse:
    return styleguide(request, form_samples)


def form_samples(state: str) -> dict[str, Any]:
    data = {"empty": None, "filled": FILLED, "error": WRONG}[state]
    petition = Petition(
        title="A sample petition",
        slug="sample",
        wording="We ask the Home Secretary to read this sample.",
        addressee="The Home Secretary",
        goal=10_000,
        state=PetitionState.OPEN,
    )
    petition.total = PetitionTotal(counted=8412)
    return {"form": SignatureForm(data), "newsletter": asking(NewsletterForm(data)), "petition": petition}


def asking(form: F) -> F:
    """With words to agree to, whether or not any are published here."""
    form.shown = form.shown or ConsentWording(text="Yes, write to me about your campaigns, about once a month.")
    return form
