"""Bringing in the people on a list, and asking them to confirm. Being on a list is no agreement.

Whoever is brought in gets nothing. Where staff can show what they agreed to, that is written down asleep: it wakes when
its owner presses the button that a message to their own address leads to, and only then may anything be sent by it.
"""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from campaigns import supporter_fields
from campaigns.mailout_enums import LineState
from campaigns.models import SupporterImport, SupporterLine
from campaigns.selectors import supporter_imports as selectors
from campaigns.services import supporter_checking
from campaigns.services.supporter_checking import ENDED, still_open
from campaigns.supporter_fields import EMAIL
from people import addresses, wordings
from people.models import Consent, Person
from people.services import consents, meeting, newsletter

WRITTEN = ["state", "error", "cells", "person", "consent", "made_person"]


def take_in(batch: SupporterImport, lines: list[SupporterLine]) -> None:
    """A slice of them. Who was suppressed since they were looked through is left out. Cells are not kept beyond it."""
    supporter_checking.refuse_suppressed(lines)
    meet(batch, still_open(lines))
    refuse_unwanted(batch, still_open(lines))
    agree(batch, still_open(lines))
    done = [line for line in lines if line.state != LineState.BAD]
    for line in done:
        line.cells = []
    supporter_checking.write(done, WRITTEN)


def meet(batch: SupporterImport, lines: Sequence[SupporterLine]) -> None:
    said = {line.pk: supporter_fields.read(batch.columns, line.cells)[0] for line in lines}
    canonical = {line.pk: addresses.canonical(said[line.pk][EMAIL]) for line in lines}
    known_as = {canonical[line.pk]: (said[line.pk][EMAIL], supporter_fields.name_of(said[line.pk])) for line in lines}
    meeting.lock(known_as)  # so that nobody comes between the next two
    known = selectors.known(known_as)
    met = meeting.meet_many(known_as.values())
    for line in lines:
        line.person = met[canonical[line.pk]]
        line.made_person = canonical[line.pk] not in known
        line.state = LineState.NEW if line.made_person else LineState.KNOWN


def refuse_unwanted(batch: SupporterImport, lines: Sequence[SupporterLine]) -> None:
    """Of people who are known: whoever is not written to at their own address, or ended what this list says."""
    people = {line.person.pk: line.person for line in lines if line.person is not None}
    reasons = selectors.suppressed_addresses(person.address_id for person in people.values())
    ended = selectors.ended(people, batch.purpose) - selectors.written_to(people, batch.purpose)
    for line in lines:
        person = people[line.person_id or 0]
        if reason := reasons.get(person.address_id) or (ENDED if person.pk in ended else ""):
            line.state, line.error = LineState.SUPPRESSED, reason
            line.person, line.made_person = None, False


def agree(batch: SupporterImport, lines: Sequence[SupporterLine]) -> None:
    """Write down what they agreed to, asleep; not of those who get it already, or wait by another list."""
    wording = wordings.current(batch.purpose) if batch.purpose else None
    if wording is None:
        return
    people = {line.person.pk: line.person for line in lines if line.person is not None}
    consents.lock(people)
    out = selectors.written_to(people, batch.purpose) | selectors.waiting(people, batch.purpose)
    wanted = [person for key, person in people.items() if key not in out]
    given = consents.give_many(people=wanted, wording=wording, form=form_of(batch))
    for line in lines:
        line.consent = given.get(line.person_id or 0)


def form_of(batch: SupporterImport) -> str:
    return f"{selectors.FORM} {batch.pk}"


def to_ask(batch: SupporterImport) -> int:
    """How many may be asked to confirm: they have neither done so, nor said otherwise."""
    return selectors.lines(batch, "waiting").values("consent").distinct().count()


def ask(batch: SupporterImport, lines: list[SupporterLine]) -> None:
    """Have a slice of them asked, once each: nothing else goes to them before they press the button."""
    asleep = Consent.objects.asleep().filter(pk__in=[line.consent_id for line in lines if line.consent_id])
    waiting = list(asleep.select_related("wording", "person__address").order_by("person_id"))
    consents.lock(consent.person_id for consent in waiting)
    for consent in wanted(batch, waiting):
        consent.given_at = timezone.now()  # it is kept for so long after they were asked
        consent.save(update_fields=["given_at"])
        newsletter.ask_to_confirm(consent)


def wanted(batch: SupporterImport, waiting: Iterable[Consent]) -> list[Consent]:
    """Under the locks of their people: neither those who agreed by themselves since, nor those who want no more."""
    theirs = list(waiting)
    still = set(Consent.objects.asleep().filter(pk__in=[one.pk for one in theirs]).values_list("pk", flat=True))
    people = {consent.person_id: consent.person for consent in theirs}
    out = selectors.written_to(people, batch.purpose) | selectors.ended(people, batch.purpose)
    reasons = selectors.suppressed_addresses(person.address_id for person in live(people.values()))
    return [
        one for one in theirs if one.pk in still and one.person_id not in out and one.person.address_id not in reasons
    ]


def live(people: Iterable[Person]) -> list[Person]:
    return [person for person in people if person.erased_at is None]
