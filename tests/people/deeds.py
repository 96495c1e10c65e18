"""What people do before they ask what we hold about them."""

from django.test import Client

from campaigns.models import Petition, Signature
from campaigns.services import confirming, signing
from mail.models import Delivery
from people import wordings
from people.enums import Purpose
from people.models import ConsentWording
from tests.cast import SUZIE

YOURS = "/your-data/yours/"


def signed(petition: Petition, who: dict[str, str] = SUZIE) -> Signature:
    return signing.sign(petition=petition, name=who["name"], email=who["email"], postcode=who["postcode"])


def confirmed(petition: Petition, who: dict[str, str] = SUZIE) -> Signature:
    signature = signed(petition, who)
    confirming.confirm(signature)
    return signature


def wording(purpose: Purpose = Purpose.CAMPAIGN_NEWS) -> ConsentWording:
    made = wordings.draft(purpose=purpose, text=f"Yes, write to me: {purpose.label}.")
    wordings.publish(made)
    made.refresh_from_db()
    return made


def code_sent(email: str = SUZIE["email"]) -> str:
    messages = Delivery.objects.filter(kind="entry_code", address__typed__iexact=email)
    digits: str = messages.latest("pk").context["code"]
    return digits


def opened(email: str = SUZIE["email"]) -> Client:
    """A browser in which the right code was typed."""
    browser = Client()
    browser.post("/your-data/", {"email": email})
    answer = browser.post("/your-data/code/", {"code": code_sent(email)})
    assert answer.headers["Location"] == YOURS
    return browser
