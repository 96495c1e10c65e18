"""Audiences that say something of people's political opinions are for messages that they were told would follow it.

UK GDPR, Article 9: whoever agreed to campaign news, or to hear of petitions they signed, agreed to be chosen by what
they campaign for. Whoever agreed to appeals for money, or to news of a group, did not.
"""

from campaigns.audiences.tree import Audience
from people.enums import Purpose
from people.purposes import TOLD

COVERS_OPINION = frozenset({Purpose.CAMPAIGN_NEWS, Purpose.PETITION_UPDATES})


def refusal(audience: Audience, purpose: str) -> str:
    """Why these conditions can't go with this purpose; empty where they can."""
    if not audience.reveals_opinion or purpose in COVERS_OPINION:
        return ""
    told = " or ".join(f"“{TOLD[each].title}”" for each in Purpose if each in COVERS_OPINION)
    return (
        "These conditions say something of people's political opinions: what they signed, wrote or follow. They may "
        f"choose who gets {told}, and nothing else. Take them out, or change what the message is about."
    )
