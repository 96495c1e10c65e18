"""What people agree to in the demonstration, and who answers for it: a charity that does not exist."""

from wagtail.models import Page, Site

from people import wordings
from people.enums import Purpose
from people.models import Controller

CONSENT_WORDINGS: dict[Purpose, str] = {
    Purpose.CAMPAIGN_NEWS: (
        "Yes, ACTFORJUSTICE may send me campaign news by email, about once a month: what it asks of the government "
        "and what came of it. I can stop at any time with the link in every message."
    ),
    Purpose.FUNDRAISING: (
        "Yes, ACTFORJUSTICE may ask me for money by email, to pay for its campaigns and training. At most four "
        "messages a year. I can stop at any time with the link in every message."
    ),
    Purpose.GROUP_NEWS: (
        "Yes, ACTFORJUSTICE may send me news of this community group by email: its meetings and what it plans. About "
        "one message a month, from the people who run the group. I can stop at any time with the link in every message."
    ),
    Purpose.TRAINING: (
        "Yes, ACTFORJUSTICE may tell me by email about new courses, talks and events. At most one message a month. "
        "I can stop at any time with the link in every message."
    ),
    Purpose.PETITION_UPDATES: (
        "Yes, ACTFORJUSTICE may tell me by email what comes of this petition: when it is handed in, what is answered, "
        "and how Parliament votes. A few messages until it is over. I can stop at any time with the link in every "
        "message."
    ),
    Purpose.MEASUREMENT: (
        "Yes, ACTFORJUSTICE may note which of its emails I open and which links in them I follow, to learn what people "
        "find useful. It sees this for me by name. I can stop at any time with the link in every message."
    ),
}
CONTROLLER = {
    "name": "ACTFORJUSTICE (demonstration)",
    "postal_address": "1 Example Street, Exampleton",
    "charity_number": "",
    "soft_opt_in": False,
}


def make(privacy_page: Page) -> None:
    """Publish the first version of each, and name who answers for what is held."""
    for purpose, text in CONSENT_WORDINGS.items():
        wordings.publish(wordings.draft(purpose=purpose, text=text))
    Controller.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={**CONTROLLER, "privacy_page": privacy_page}
    )
