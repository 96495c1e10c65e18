"""Training that the leader of a group writes down for its people: it counts at once, and staff look at some of it."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log as write_in_history

from groups.models import CommunityGroup
from groups.services import membership
from mail.models import Delivery
from mail.services import deliveries, outcomes
from people import addresses
from people.models import Address, Person, User
from people.services import meeting, people
from training.enums import LogState, Method, Sampled
from training.models import Award, CourseVersion, Logged, TrainingLog
from training.services import awards
from training.services.awards import Given

ONE_IN = 10  # is looked at by chance
FOR_UNDO = timedelta(hours=24)
A_DAY, MOST_A_DAY = timedelta(days=1), 200  # people whom a group may name
TOLD, REFUSED = "training_logged", "training_log_refused"
NOT_SO = "Its holder says that it is not so."


class TooMany(Exception):
    """The group named as many people in a day as it may."""


class NobodyNew(Exception):
    """Everybody named has an award for that course on that day."""


class NotEligible(Exception):
    """Some of those named can't be given the award: pairs of a name and why."""

    def __init__(self, refused: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{name}: {why}" for name, why in refused))
        self.refused = tuple(refused)


class WrongState(Exception):
    """Somebody else decided meanwhile."""


class Named(NamedTuple):
    name: str
    email: str


class Details(NamedTuple):
    version: CourseVersion
    on: date
    evidence: str
    place: str = ""
    trainer: str = ""


@transaction.atomic
def take(
    *,
    group: CommunityGroup,
    by: Person,
    key: UUID,
    details: Details,
    members: Sequence[Person] = (),
    others: Sequence[Named] = (),
    is_told: bool = True,
) -> TrainingLog:
    """The log of a key: taken, or the one that was taken before. Raises TooMany, NobodyNew and NotEligible."""
    trained = everybody(members, others)
    membership.lock(group)
    known = TrainingLog.objects.filter(key=key, group=group).first()
    if known is not None:
        return known
    refuse_too_many(group, len(trained))
    known_already = have_it(trained, details)
    trained = [person for person in trained if person.pk not in known_already]
    if not trained:
        raise NobodyNew
    log = TrainingLog.objects.create(group=group, by=by, key=key, **details._asdict())
    logged = give(log, trained)
    sample(log, writer_is_trained=any(person.pk == by.pk for person in trained))
    if is_told:
        tell([each for each in logged if each.award.person_id != by.pk], log)
    return log


def everybody(members: Sequence[Person], others: Sequence[Named]) -> list[Person]:
    """All at once under locks on their addresses, in the order in which everybody takes them; each once."""
    typed = {addresses.canonical(other.email): other for other in others}
    fresh = [Address(canonical=canonical, typed=other.email) for canonical, other in sorted(typed.items())]
    Address.objects.bulk_create(fresh, ignore_conflicts=True)
    theirs = Address.objects.filter(canonical__in=typed).values_list("pk", flat=True)
    people.lock_addresses({*theirs, *(member.address_id for member in members)})
    met = meeting.meet_many((other.email, other.name) for other in others)
    return list({person.pk: person for person in (*members, *met.values())}.values())


def refuse_too_many(group: CommunityGroup, more: int) -> None:
    since = timezone.now() - A_DAY
    if Logged.objects.filter(log__group=group, log__at__gt=since).count() + more > MOST_A_DAY:
        raise TooMany


def have_it(trained: Sequence[Person], details: Details) -> set[int]:
    same = Award.objects.filter(person__in=trained, course=details.version.course_id, issued_on=details.on)
    return set(same.counting_on(timezone.localdate()).values_list("person", flat=True))


def give(log: TrainingLog, trained: Sequence[Person]) -> list[Logged]:
    by_key = {f"log:{log.pk}:{person.pk}": person for person in trained}
    counts = awards.give_many(
        [
            Given(
                person=person,
                version=log.version,
                method=Method.GROUP,
                completed_on=log.on,
                key=key,
                by_person=log.by,
                group=log.group,
            )
            for key, person in by_key.items()
        ]
    )
    if counts.refused:
        raise NotEligible([(by_key[key].name, " ".join(why)) for key, why in counts.refused.items()])
    return Logged.objects.bulk_create(Logged(log=log, award=counts.awards[key]) for key in by_key)


def sample(log: TrainingLog, *, writer_is_trained: bool) -> None:
    """Sets aside for staff what they are to look at."""
    others = TrainingLog.objects.filter(group=log.group).exclude(pk=log.pk).exclude(state=LogState.TAKEN_BACK)
    if not others.exists():
        set_aside(log, Sampled.FIRST)
    elif writer_is_trained:
        set_aside(log, Sampled.OWN)
    elif secrets.randbelow(ONE_IN) == 0:
        set_aside(log, Sampled.CHANCE)


def set_aside(log: TrainingLog, why: Sampled) -> None:
    log.state, log.sampled = LogState.SAMPLED, why
    log.save(update_fields=["state", "sampled"])


def tell(logged: Sequence[Logged], log: TrainingLog) -> None:
    for each in logged:
        context = {
            **about(log),
            "name": each.award.name,
            "not_so_path": reverse("training_not_so", args=[each.token]),
            "log": log.pk,
        }
        deliveries.queue(kind=TOLD, address_id=each.award.person.address_id, context=context)


def about(log: TrainingLog) -> dict[str, Any]:
    return {"group": log.group.name, "course": log.version.course.title, "on": str(log.on)}


def locked(log: TrainingLog, *, with_writer: bool = False) -> TrainingLog:
    """Addresses first, as everybody takes them."""
    owners = set(Logged.objects.filter(log=log).values_list("award__person__address_id", flat=True))
    writer = writer_of(log) if with_writer else None
    people.lock_addresses(owners | ({writer.address_id} if writer else set()))
    related = ("group", "version__course", "by__merged_into")
    return TrainingLog.objects.select_for_update(of=("self",)).select_related(*related).get(pk=log.pk)


def writer_of(log: TrainingLog) -> Person | None:
    person = log.by and (log.by.merged_into or log.by)
    return person if person and person.erased_at is None else None


def may_be_taken_back(log: TrainingLog) -> bool:
    is_open = log.state in (LogState.TAKEN, LogState.SAMPLED) and log.reviewed_at is None
    return is_open and log.at > timezone.now() - FOR_UNDO


@transaction.atomic
def take_back(log: TrainingLog) -> None:
    """By those who lead the group, in the first day, as long as staff said nothing. Raises WrongState."""
    found = locked(log)
    if not may_be_taken_back(found):
        raise WrongState
    unsent = Delivery.objects.filter(kind=TOLD, context__log=found.pk).waiting()
    outcomes.cancel(unsent, "It was taken back before it was sent.")
    revoke(found, reason="Those who lead your group wrote it down by mistake, and took it back.", by=None)
    found.state = LogState.TAKEN_BACK
    found.save(update_fields=["state"])


def revoke(log: TrainingLog, *, reason: str, by: User | None) -> None:
    """Their holders are told by a message of each award."""
    awards.revoke_many(awards=list(Award.objects.filter(logged__log=log)), reason=reason, by=by)


@transaction.atomic
def confirm(log: TrainingLog, *, by: User, note: str = "") -> None:
    """Raises WrongState."""
    decide(locked(log), LogState.CONFIRMED, by=by, note=note)


@transaction.atomic
def refuse(log: TrainingLog, *, by: User, reason: str) -> None:
    """None of its awards counts any more, and its writer is told why. Raises WrongState."""
    found = locked(log, with_writer=True)
    decide(found, LogState.REFUSED, by=by, note=reason)
    revoke(found, reason="Your group wrote it down. We looked at it and could not confirm that it took place.", by=by)
    writer = writer_of(found)
    if writer is not None:
        path = reverse("training_of_group", args=[found.group.slug])
        context = {**about(found), "reason": reason, "training_path": path}
        deliveries.queue(kind=REFUSED, address_id=writer.address_id, context=context)


def decide(log: TrainingLog, state: LogState, *, by: User, note: str) -> None:
    if log.state != LogState.SAMPLED:
        raise WrongState
    log.state, log.review, log.reviewed_by, log.reviewed_at = state, note, by, timezone.now()
    log.save(update_fields=["state", "review", "reviewed_by", "reviewed_at"])
    write_in_history(log, f"training_log.{'confirm' if state == LogState.CONFIRMED else 'refuse'}", user=by)


@transaction.atomic
def deny(logged: Logged) -> bool:
    """By whoever it is about: their award counts no more, and staff look at the whole of it. True the first time."""
    log = locked(logged.log)
    if not Logged.objects.filter(pk=logged.pk, denied_at=None).update(denied_at=timezone.now()):
        return False
    awards.revoke_many(awards=[logged.award], reason=NOT_SO, by=None, is_told=False)
    if log.state in (LogState.TAKEN, LogState.SAMPLED, LogState.CONFIRMED):
        set_aside(log, Sampled.DENIED)
    return True
