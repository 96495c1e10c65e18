"""What changed of a safety-critical fact since people learnt it: noticed, asked about, and told to holders once."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from pages.models import Fact
from people.models import Person, User
from people.services import people
from training import quiz_messages
from training.enums import VersionState
from training.models import Award, Course, FactTaught, Module, Question, UpdateAsked, UpdateHolder

AT_ONCE, MOST_A_RUN = 100, 20_000


class NoQuestions(Exception):
    """The bank has no question about the fact, so nobody could be asked."""


class NotChanged(Exception):
    """The fact is as it was taught, or somebody else decided about it meanwhile."""


class Changed(NamedTuple):
    taught: FactTaught
    questions: int

    @property
    def course(self) -> Course:
        return self.taught.course

    @property
    def fact(self) -> Fact:
        return self.taught.fact


def words(fact: Fact) -> str:
    return f"{fact.value} {fact.unit}".strip() + f"\n{fact.statement}"


def taught() -> set[tuple[int, int]]:
    """Course and fact, of each fact that a version in use marks as safety-critical, or a critical question rests on."""
    modules = Module.objects.filter(version__state=VersionState.PUBLISHED, critical__live=True)
    courses = Course.objects.filter(versions__state=VersionState.PUBLISHED)
    questions = Question.objects.in_use().filter(is_critical=True, fact__live=True, course__in=courses)
    marked = modules.values_list("version__course", "critical")
    return {*marked, *questions.values_list("course", "fact")}


def unnoted() -> set[tuple[int, int]]:
    return taught() - set(FactTaught.objects.values_list("course", "fact"))


def wait() -> bool:
    return bool(unnoted())


@transaction.atomic
def note() -> int:
    """Keep the words in which each is taught from now on, to tell when they change. Safe to repeat."""
    new = unnoted()
    known = Fact.objects.in_bulk({fact for _, fact in new})
    rows = [FactTaught(course_id=course, fact=known[fact], words=words(known[fact])) for course, fact in sorted(new)]
    FactTaught.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def changed() -> list[Changed]:
    """What staff have yet to decide about."""
    current = taught()
    rows = FactTaught.objects.select_related("course", "fact").order_by("course__order", "fact__label")
    found = [row for row in rows if (row.course_id, row.fact_id) in current and row.words != words(row.fact)]
    about = Question.objects.in_use().filter(fact__in=[row.fact_id for row in found])
    pairs = list(about.values_list("course_id", "fact_id"))
    return [Changed(row, pairs.count((row.course_id, row.fact_id))) for row in found]


def with_numbers(asked: QuerySet[UpdateAsked]) -> QuerySet[UpdateAsked]:
    """With how many were told so far, and how many of these have done it."""
    return asked.annotate(told=Count("holders"), done=Count("holders__done_at"))


def holders_number(course: Course) -> int:
    today = timezone.localdate()
    theirs = Award.objects.filter(course=course, person__erased_at=None).counting_on(today)
    return theirs.order_by().values("person").distinct().count()


@transaction.atomic
def ask(*, taught: FactTaught, what_changed: str, by: User) -> UpdateAsked:
    """Holders are told soon. Raises NoQuestions and NotChanged."""
    found = settle(taught)
    if not Question.objects.in_use().filter(course=found.course_id, fact=found.fact_id).exists():
        raise NoQuestions
    made = UpdateAsked.objects.create(course=found.course, fact=found.fact, what_changed=what_changed, by=by)
    log(made.course, "training.update_ask", user=by, data={"fact": made.fact.key})
    return made


@transaction.atomic
def leave(*, taught: FactTaught, by: User) -> None:
    """What changed is not worth asking about. Raises NotChanged."""
    found = settle(taught)
    log(found.course, "training.update_leave", user=by, data={"fact": found.fact.key})


def settle(taught: FactTaught) -> FactTaught:
    rows = FactTaught.objects.select_for_update(of=("self",)).select_related("course", "fact")
    found = rows.get(pk=taught.pk)
    if found.words == words(found.fact):
        raise NotChanged
    found.words, found.at = words(found.fact), timezone.now()
    found.save(update_fields=["words", "at"])
    return found


def due(update: UpdateAsked) -> QuerySet[Award]:
    """Awards that count and were held when it was asked, of people who were not told yet."""
    held = Award.objects.filter(course=update.course_id, at__lte=update.at, person__erased_at=None)
    untold = held.exclude(person__in=update.holders.values("person"))
    return untold.order_by("person_id").counting_on(timezone.localdate())


def untold() -> QuerySet[UpdateAsked]:
    return UpdateAsked.objects.filter(told_all_at=None).order_by("pk")


def tell() -> int:
    """Queue what holders have yet to be told, each once however often this runs or is stopped; returns how many."""
    return sum(tell_all(update) for update in untold())


def tell_all(update: UpdateAsked) -> int:
    done, after = 0, 0
    while done < MOST_A_RUN:
        keys = list(due(update).filter(person_id__gt=after).values_list("person_id", flat=True)[:AT_ONCE])
        if not keys:
            UpdateAsked.objects.filter(pk=update.pk).update(told_all_at=timezone.now())
            break
        after = keys[-1]
        done += tell_some(update, keys)
    return done


@transaction.atomic
def tell_some(update: UpdateAsked, keys: list[int]) -> int:
    """Under the locks on their addresses; asked again under them."""
    owners = Person.objects.filter(pk__in=keys).select_related("merged_into")
    people.lock_addresses({(person.merged_into or person).address_id for person in owners})
    still = set(due(update).filter(person_id__in=keys).values_list("person_id", flat=True))
    chosen = [person for person in owners if person.pk in still]
    UpdateHolder.objects.bulk_create([UpdateHolder(update=update, person=person) for person in chosen])
    for person in chosen:
        quiz_messages.ask_about(update, person.merged_into or person)
    return len(chosen)
