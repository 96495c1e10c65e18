"""A list of supporters as staff look at it, and what is known of the addresses on it."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, Q, QuerySet

from campaigns.mailout_enums import ImportState, LineState
from campaigns.models import SupporterImport, SupporterLine
from mail.enums import SuppressionReason
from mail.models import Suppression
from people.enums import Ended
from people.models import Consent, Person

FORM = "supporter import"  # what consents that a list led to say about where they were given
WHAT_IS_WRONG = "What is wrong"
S = LineState
SHOWN = {
    "": ("All lines", Q()),
    "new": ("New", Q(state=S.NEW)),
    "known": ("Known already", Q(state=S.KNOWN)),
    "bad": ("Can't be brought in", Q(state=S.BAD)),
    "suppressed": ("Not written to any more", Q(state=S.SUPPRESSED)),
    "twice": ("Twice in this list", Q(state=S.TWICE)),
    "in": ("Brought in", Q(person__isnull=False)),
    "waiting": ("May be asked, and has not confirmed", Q(consent__confirmed_at=None, consent__withdrawn_at=None)),
    "confirmed": ("Confirmed", Q(consent__confirmed_at__isnull=False)),
    "kept": ("Stays here", Q(person__isnull=False)),
}
SHOWN["waiting"] = (SHOWN["waiting"][0], SHOWN["waiting"][1] & Q(consent__isnull=False))
PLANNED = ("", "new", "known", "bad", "suppressed", "twice")
BROUGHT_IN = ("", "in", "waiting", "confirmed", "bad", "suppressed", "twice")
TAKEN_BACK = ("", "kept")


def filters(batch: SupporterImport) -> tuple[str, ...]:
    if batch.state == ImportState.CHECKED:
        return PLANNED
    return TAKEN_BACK if batch.state == ImportState.UNDONE else BROUGHT_IN


def lines(batch: SupporterImport, shown: str) -> QuerySet[SupporterLine]:
    _label, condition = SHOWN.get(shown, SHOWN[""])
    return SupporterLine.objects.filter(condition, batch=batch).select_related("consent", "person").order_by("number")


def counts(batch: SupporterImport, names: Iterable[str]) -> list[tuple[str, str, int]]:
    """How many lines each filter shows, in one question; those that show none are left out, but for all."""
    asked = {f"n_{name}": Count("pk", filter=SHOWN[name][1]) if name else Count("pk") for name in names}
    numbers = SupporterLine.objects.filter(batch=batch).aggregate(**asked)
    found = [(name, SHOWN[name][0], numbers[f"n_{name}"]) for name in names]
    return [each for each in found if each[2] or not each[0]]


def failing(batch: SupporterImport) -> Iterator[list[str]]:
    """The lines that can't be brought in as they were read, each with what is wrong; the first names the columns."""
    yield [*batch.header, WHAT_IS_WRONG]
    wrong = SupporterLine.objects.filter(batch=batch, state=S.BAD).order_by("number")
    for cells, error in wrong.values_list("cells", "error").iterator():
        yield [*cells, *[""] * (len(batch.header) - len(cells)), error]


def suppressed(fingerprints: Iterable[str]) -> dict[str, str]:
    """Of these keyed hashes of addresses those that are not written to, each with the reason in words."""
    in_force = Suppression.objects.in_force().filter(fingerprint__in=set(fingerprints)).order_by("pk")
    found = in_force.values_list("fingerprint", "reason")
    return {fingerprint: f"{SuppressionReason(reason).label}." for fingerprint, reason in found}


def suppressed_addresses(keys: Iterable[int]) -> dict[int, str]:
    """As `suppressed`, by the keys of addresses."""
    found = Suppression.objects.in_force().filter(address__in=set(keys)).order_by("pk")
    return {key: f"{SuppressionReason(reason).label}." for key, reason in found.values_list("address_id", "reason")}


def known(canonical: Iterable[str]) -> dict[str, Person]:
    """Whom `people.meet` would find at each of these addresses, where somebody is known there."""
    there = Person.objects.select_related("merged_into", "address").filter(erased_at=None)
    found: dict[str, Person] = {}
    for person in there.filter(address__canonical__in=set(canonical)).order_by("slot"):
        found.setdefault(person.address.canonical, person.merged_into or person)
    return found


def written_to(people: Iterable[int], purpose: str) -> set[int]:
    """Of these people those who get messages for this purpose already."""
    return set(Consent.objects.live().filter(person__in=list(people), purpose=purpose).values_list("person", flat=True))


def ended(people: Iterable[int], purpose: str) -> set[int]:
    """Of these people those who once agreed to this purpose and ended it: no list begins that again."""
    theirs = Consent.objects.filter(person__in=list(people), purpose=purpose, withdrawn_at__isnull=False)
    return set(theirs.exclude(withdrawn_how=Ended.ERASED).values_list("person", flat=True))


def waiting(people: Iterable[int], purpose: str) -> set[int]:
    """Of these people those whom another list brought in for this purpose, and who have not confirmed yet."""
    theirs = Consent.objects.asleep().filter(person__in=list(people), purpose=purpose, form__startswith=FORM)
    return set(theirs.values_list("person", flat=True))
