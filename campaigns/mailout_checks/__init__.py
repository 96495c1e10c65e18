"""What the machine looks at before a mail-out or a step of a series leaves. What fails and blocks holds it up."""

from campaigns import mailout_compile, mailout_digest
from campaigns.mailout_checks import links, looks, sender, words
from campaigns.mailout_checks.check import Check as Check
from campaigns.mailout_compile import Compiled
from campaigns.models import Mailout, SeriesStep


def check(mailout: Mailout, *, afar: bool = False) -> list[Check]:
    """With `afar` it also asks other machines: DNS about the sender, and the sites that are linked to."""
    return [*of_message(mailout, afar=afar), *of_sender(mailout.purpose, afar=afar)]


def of_message(message: Mailout | SeriesStep, *, afar: bool = False) -> list[Check]:
    found = compiled(message)
    return [*words.checks(message, found), *looks.checks(found[0]), *links.checks(found[0], afar=afar)]


def of_words(message: Mailout | SeriesStep) -> list[Check]:
    """What shows without a look at where its links lead."""
    found = compiled(message)
    return [*words.checks(message, found), *looks.checks(found[0])]


def of_sender(purpose: str, *, afar: bool = False) -> list[Check]:
    return [*sender.checks(purpose, afar=afar)]


def compiled(message: Mailout | SeriesStep) -> list[Compiled]:
    return [mailout_compile.compile_(message, variant=each) for each in mailout_digest.variants(message)]


def by_outcome(found: list[Check]) -> dict[str, list[Check]]:
    """For a screen: what is to be mended first."""
    return {
        "failed": [check for check in found if check.passed is False],
        "open": [check for check in found if check.passed is None],
        "passed": [check for check in found if check.passed],
    }
