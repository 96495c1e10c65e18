"""What keeps a letter that its writer has confirmed from leaving before staff have read it."""

from campaigns import letter_words
from campaigns.letter_enums import HeldBecause
from campaigns.models import Letter
from campaigns.selectors import elections
from campaigns.services import letter_drafts
from places.models import Representative


def judge(letter: Letter) -> HeldBecause | None:
    """None where it may leave, also because staff have released it.

    Text that looks like a report about a possible victim is only kept where its writer says that it speaks of no real
    person (ground rule 19), so here it always is of that kind.
    """
    if letter.looked_at:
        return None
    if letter_words.is_abusive(text_of(letter)):
        return HeldBecause.ABUSE
    if letter_drafts.looks_like_a_report(letter.subject, letter.body, action=letter.action):
        return HeldBecause.REPORT
    if elections.in_campaign() and names_somebody_who_stands(letter):
        return HeldBecause.ELECTION
    return None


def text_of(letter: Letter) -> str:
    return f"{letter.subject}\n{letter.body}"


def names_somebody_who_stands(letter: Letter) -> bool:
    """A party, or somebody whom we know; false where staff have read the letter."""
    return not letter.looked_at and letter_words.names_party(text_of(letter), [*parties(), *candidates()])


def parties() -> list[str]:
    known = Representative.objects.exclude(party="").order_by("party").values_list("party", flat=True)
    return list(known.distinct())


def candidates() -> list[str]:
    """Those that we know of: most who sit, or sat last, in Parliament stand again."""
    return list(Representative.objects.order_by("name").values_list("name", flat=True).distinct())
