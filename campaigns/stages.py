"""What the stages of a bill are, in the order in which a bill goes through them in each House."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.enums import House, StageKind

Words = str | Promise
IN_EACH_HOUSE = (
    StageKind.FIRST_READING,
    StageKind.SECOND_READING,
    StageKind.COMMITTEE,
    StageKind.REPORT,
    StageKind.THIRD_READING,
)
ONE_DAY = (StageKind.FIRST_READING, StageKind.SECOND_READING, StageKind.THIRD_READING, StageKind.ROYAL_ASSENT)
MEANINGS: dict[StageKind, Words] = {
    StageKind.FIRST_READING: _("The bill is presented. Nobody debates it yet."),
    StageKind.SECOND_READING: _("Members debate what the bill is for. They may vote on whether it goes on."),
    StageKind.COMMITTEE: _("Members go through the bill line by line and can change it."),
    StageKind.REPORT: _("The whole House looks at the changes and can make more."),
    StageKind.THIRD_READING: _("A last debate on the bill as a whole, and often a vote."),
    StageKind.AMENDMENTS: _(
        "This House looks at what the other one changed. It agrees, refuses or offers other words."
    ),
    StageKind.ROYAL_ASSENT: _("The King agrees to it, and the bill becomes an Act: it is law."),
}
MEANINGS_IN_THE_LORDS: dict[StageKind, Words] = {
    StageKind.COMMITTEE: _("All Lords may take part. They go through the bill line by line and can change it."),
    StageKind.THIRD_READING: _("A last look. The Lords can still tidy up the words."),
}
# As Parliament's Bills API names them; what fits none, such as a money resolution, is no stage that a bill must pass.
DESCRIPTIONS = {
    StageKind.FIRST_READING: r"(1st|first) reading",
    StageKind.SECOND_READING: r"(2nd|second) reading",
    StageKind.COMMITTEE: r"(committee stage|committee of the whole house|grand committee|public bill committee)",
    StageKind.REPORT: r"report stage",
    StageKind.THIRD_READING: r"(3rd|third) reading",
    StageKind.AMENDMENTS: r"consideration of (lords|commons) (amendments|messages?|reasons).*",
    StageKind.ROYAL_ASSENT: r"royal assent",
}


def meaning(kind: StageKind, house: str) -> Words:
    in_the_lords = MEANINGS_IN_THE_LORDS if house == House.LORDS else {}
    return in_the_lords.get(kind) or MEANINGS[kind]


def described(words: str) -> StageKind | None:
    """The stage that these words of Parliament's name, if it is one that we show."""
    plain = " ".join(words.lower().split())
    return next((kind for kind, pattern in DESCRIPTIONS.items() if re.fullmatch(pattern, plain)), None)


def houses_in_order(starts_in: str) -> tuple[House, House]:
    first, second = House.COMMONS, House.LORDS
    return (first, second) if starts_in == first else (second, first)
