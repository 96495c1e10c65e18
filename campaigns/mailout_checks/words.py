"""What it says: nothing is missing, nobody's name is left open, and it looks like no spam and no report."""

import re
from collections.abc import Iterator, Sequence

from django.conf import settings

from campaigns import audiences
from campaigns.mailout_checks.check import Check
from campaigns.mailout_compile import Compiled
from campaigns.models import Mailout, SeriesStep
from campaigns.selectors import elections, mailout_elections
from mail import tokens
from pages import victim_reports
from people.models import Controller

HEAVIEST = 102 * 1024  # octets of HTML: Gmail cuts off what comes after them, and with it the way out
FRAME = "\n-- \n"  # what stands below is ours
SPAM = (
    "100% free",
    "act now",
    "buy now",
    "cash prize",
    "cheap",
    "click here",
    "congratulations",
    "double your",
    "earn money",
    "free money",
    "guaranteed",
    "last chance",
    "limited time",
    "no obligation",
    "risk free",
    "risk-free",
    "special offer",
    "urgent",
    "winner",
    "you have been selected",
)
SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
AS_IF_ANSWERED = re.compile(r"^\s*(re|fw|fwd)\s*:", re.IGNORECASE)


def checks(message: Mailout | SeriesStep, found: Sequence[Compiled]) -> Iterator[Check]:
    yield says_something(message)
    yield audience(message)
    yield fallbacks(found)
    yield weight(found)
    yield ways_out(found)
    yield imprint()
    yield spam(found)
    yield report(found)
    yield election(message)


def says_something(message: Mailout | SeriesStep) -> Check:
    missing = [
        name for name, there in (("a subject", message.subject.strip()), ("a body", len(message.body))) if not there
    ]
    return Check("words", "It says something", not missing, f"Write {' and '.join(missing)}." if missing else "")


def audience(message: Mailout | SeriesStep) -> Check:
    title = "Whom it is for"
    try:
        asked = audiences.parse(message.conditions)
        said = audiences.sentence(asked, purpose=message.purpose, rest_days=message.rest_days)
    except audiences.BadAudience as bad:
        return Check("audience", title, False, str(bad))
    refusal = audiences.refusal(asked, message.purpose)
    return Check("audience", title, not refusal, refusal or said)


def fallbacks(found: Sequence[Compiled]) -> Check:
    open_ones = sorted({each for compiled in found for each in compiled.missing_fallbacks})
    says = f"Say what stands there where we don't know it, as in {{{{first_name|friend}}}}: {', '.join(open_ones)}"
    return Check("fallbacks", "Words for whoever we know little of", not open_ones, says if open_ones else "")


def weight(found: Sequence[Compiled]) -> Check:
    heaviest = max(each.weight for each in found)
    says = (
        f"It has {-(-heaviest // 1024)} KB. Gmail cuts messages off after {HEAVIEST // 1024} KB, and hides the way out."
    )
    return Check("weight", "Short enough for Gmail", heaviest <= HEAVIEST, says if heaviest > HEAVIEST else "")


def ways_out(found: Sequence[Compiled]) -> Check:
    way = f"{{{{{tokens.CHOICES}}}}}"
    there = all(way in part for each in found for part in (each.html, each.text))
    return Check("way_out", "A way out, in both parts", there, "" if there else "The link to stop is missing.")


def imprint() -> Check:
    """The law wants to know who promotes campaign material. Where no mail leaves, nobody is held up by it."""
    who = Controller.objects.filter(site__is_default_site=True).first()
    named = bool(who and who.name and who.postal_address)
    says = "Write our name and postal address under Settings, Controller: they stand below every message."
    return Check("imprint", "Who sends it", named, "" if named else says, blocks=settings.MAIL_MAY_LEAVE)


def spam(found: Sequence[Compiled]) -> Check:
    said = [*dict.fromkeys(hint for each in found for hint in like_spam(each))]
    says = f"Some mail programs take this for spam: {'; '.join(said)}."
    return Check("spam", "Words that spam uses", not said, says if said else "", blocks=False)


def like_spam(compiled: Compiled) -> Iterator[str]:
    text = f"{compiled.subject}\n{own_words(compiled)}".lower()
    yield from (f"“{phrase}”" for phrase in SPAM if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))
    if shouted := SHOUTED.findall(compiled.subject):
        yield f"capitals in the subject (“{shouted[0]}”)"
    if "!!" in text or compiled.subject.count("!") > 1:
        yield "more than one “!”"
    if AS_IF_ANSWERED.match(compiled.subject):
        yield "a subject that looks like an answer"


def own_words(compiled: Compiled) -> str:
    """Without the frame, whose words are the same in each."""
    return compiled.text.rpartition(FRAME)[0] or compiled.text


def report(found: Sequence[Compiled]) -> Check:
    """Its approval is the look that somebody has to take: see ground rule 19 for what readers write."""
    seen = sorted({rule for each in found for rule in victim_reports.recognise(own_words(each))})
    says = (
        "It reads like a report about a real person. Make sure that nobody can be known from it, and that they agreed."
    )
    return Check("report", "Nobody's story without their leave", not seen, says if seen else "", blocks=False)


def election(message: Mailout | SeriesStep) -> Check:
    title = "Names of who may stand"
    if elections.in_campaign() is None:
        return Check("election", title, True, "No election is announced.", blocks=False)
    named = mailout_elections.names_somebody(message)
    says = "An election is on, and it names a party, or somebody who may stand. Whoever approves it has to weigh that."
    return Check("election", title, not named, says if named else "", blocks=False)
