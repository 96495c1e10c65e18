"""Looking through the lines of a list of supporters: what each says, whether we know them, what it would do."""

from collections.abc import Iterable, Sequence

from campaigns import supporter_fields
from campaigns.mailout_enums import LineState
from campaigns.models import SupporterImport, SupporterLine
from campaigns.selectors import supporter_imports as selectors
from campaigns.supporter_fields import EMAIL
from mail import fingerprints
from mail.services import suppressions
from people import addresses

WRITTEN = ["state", "error", "fingerprint"]
LONGEST_ERROR = 200
OPEN = (LineState.NEW, LineState.KNOWN)  # what is brought in
ENDED = "They agreed once, and ended it."


def check(batch: SupporterImport, lines: list[SupporterLine]) -> None:
    """A slice of them, in the order of their lines."""
    canonical = {line.pk: read(batch, line) for line in lines}
    refuse_twice(batch, lines)
    refuse_suppressed(lines)
    find_known(batch, lines, canonical)
    write(lines, WRITTEN)


def read(batch: SupporterImport, line: SupporterLine) -> str:
    """Takes down what is wrong with it; returns its address in the form in which it is unique, "" where it has none."""
    found, errors = ({}, [line.misread]) if line.misread else supporter_fields.read(batch.columns, line.cells)
    line.state, line.fingerprint = LineState.BAD if errors else LineState.NEW, ""
    line.error = " ".join(errors)[:LONGEST_ERROR]
    if errors:
        return ""
    canonical = addresses.canonical(found[EMAIL])
    line.fingerprint = fingerprints.of(canonical, use=suppressions.USE)
    return canonical


def write(lines: Sequence[SupporterLine], columns: list[str]) -> None:
    """All in one statement."""
    SupporterLine.objects.bulk_create(lines, update_conflicts=True, unique_fields=["id"], update_fields=columns)


def still_open(lines: Iterable[SupporterLine]) -> list[SupporterLine]:
    return [line for line in lines if line.state in OPEN]


def refuse_twice(batch: SupporterImport, lines: Sequence[SupporterLine]) -> None:
    """Of lines with one address the first counts."""
    wanted = {line.fingerprint for line in still_open(lines)}
    before = batch.lines.filter(number__lte=batch.done_to, fingerprint__in=wanted)
    seen = dict(before.order_by("-number").values_list("fingerprint", "number"))
    for line in still_open(lines):
        if (first := seen.setdefault(line.fingerprint, line.number)) != line.number:
            line.state, line.error = LineState.TWICE, f"Line {first} has the same address."


def refuse_suppressed(lines: Sequence[SupporterLine]) -> None:
    reasons = selectors.suppressed(line.fingerprint for line in still_open(lines))
    for line in still_open(lines):
        if reason := reasons.get(line.fingerprint):
            line.state, line.error = LineState.SUPPRESSED, reason


def find_known(batch: SupporterImport, lines: Sequence[SupporterLine], canonical: dict[int, str]) -> None:
    known = selectors.known(canonical[line.pk] for line in still_open(lines))
    keys = {person.pk for person in known.values()}
    reasons = selectors.suppressed_addresses(person.address_id for person in known.values())
    written_to, ended = selectors.written_to(keys, batch.purpose), selectors.ended(keys, batch.purpose)
    for line in still_open(lines):
        if (person := known.get(canonical[line.pk])) is None:
            continue
        line.state = LineState.KNOWN
        if reason := reasons.get(person.address_id) or (ENDED if person.pk in ended - written_to else ""):
            line.state, line.error = LineState.SUPPRESSED, reason
        elif person.pk in written_to:
            line.error = "They get these messages already."
