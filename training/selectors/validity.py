"""Awards together with what became of them, read in a few queries however many they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Self

from django.db.models import DateField, Exists, OuterRef, QuerySet, Value

from training import timelines, validity
from training.models import Award, Extension, Revocation
from training.timelines import Held, Place, Steps
from training.validity import Facts, Renewal, Revoked


def with_standing(queryset: QuerySet[Award], on: date) -> QuerySet[Any]:
    """Annotates `end` and `standing`, which equal those of training.validity for every day."""
    return Award.objects.filter(pk__in=queryset.order_by().values("pk")).standing_on(on)


def with_whether_changed() -> QuerySet[Any]:
    """Of nearly all nothing was changed after they were given: so that nobody asks what."""
    extensions, revocations = (model.objects.filter(award=OuterRef("pk")) for model in (Extension, Revocation))
    return Award.objects.annotate(was_changed=Exists(extensions) | Exists(revocations))


class Book:
    """All awards of some people, with everything that became of each."""

    def __init__(self, awards: Iterable[Award]) -> None:
        self.awards: dict[int, Award] = {}
        self.of_person: dict[int, list[Award]] = defaultdict(list)
        self.renewals: dict[int, list[Award]] = defaultdict(list)
        self.extensions: dict[int, list[validity.Extension]] = defaultdict(list)
        self.revocations: dict[int, list[Revoked]] = defaultdict(list)
        for award in awards:
            self.add(award)

    @classmethod
    def of(cls, people: Collection[int], *, keys: Collection[str] = ()) -> Self:
        """Also with the awards that renew theirs, whosever these are by now, and those with these keys."""
        rows = with_whether_changed().order_by()
        own, following = rows.filter(person__in=people), rows.filter(renews__person__in=people)
        awards = list(own.union(following, rows.filter(key__in=keys)) if keys else own | following)
        found = cls(awards)
        if changed := [award.pk for award in awards if award.was_changed]:
            found.read_changes(changed)
        return found

    def read_changes(self, awards: Collection[int]) -> None:
        """Of those with any, in one query."""
        extensions: QuerySet[Any, Any] = Extension.objects.filter(award__in=awards).order_by()
        revocations: QuerySet[Any, Any] = Revocation.objects.filter(award__in=awards).order_by()
        never = Value(None, output_field=DateField())
        extended = extensions.values_list("award", "on", "until", "undone__on")
        revoked = revocations.values_list("award", "on", never, "reinstatement__on")
        for award, on, until, undone in extended.union(revoked, all=True):
            if until is None:
                self.revocations[award].append(Revoked(on, undone))
            else:
                self.extensions[award].append(validity.Extension(on, until, undone))

    def add(self, award: Award) -> None:
        self.awards[award.pk] = award
        self.of_person[award.person_id].append(award)
        if award.renews_id:
            self.renewals[award.renews_id].append(award)

    def give_back(self, keys: Collection[int], person: int) -> None:
        """As it was while these awards were another person's."""
        for held in self.of_person.values():
            held[:] = [award for award in held if award.pk not in keys]
        self.of_person[person] += [award for award in self.awards.values() if award.pk in keys]

    def facts(self, award: Award) -> Facts:
        following = self.renewals.get(award.pk, ())
        return Facts(
            award.valid_from,
            award.valid_until,
            award.grace_months,
            self.extensions.get(award.pk, ()),
            self.revocations.get(award.pk, ()),
            [Renewal(each.valid_from, self.revocations.get(each.pk, ())) for each in following],
        )

    def of_course(self, person: int, course: int) -> list[Award]:
        return [award for award in self.of_person.get(person, ()) if award.course_id == course]

    def courses(self, person: int) -> set[int]:
        return {award.course_id for award in self.of_person.get(person, ())}

    def held(self, awards: Iterable[Award]) -> list[Held]:
        return [Held(award.pk, place(award), self.facts(award)) for award in awards]

    def steps(self, person: int, course: int) -> Steps:
        return timelines.steps(self.held(self.of_course(person, course)))

    def is_trained(self, person: int, course: int, on: date) -> bool:
        return any(validity.counts(self.facts(award), on) for award in self.of_course(person, course))


def place(award: Award) -> Place:
    return Place(award.version_id, award.constituency_id, award.group_id)


def facts_of(award: Award) -> Facts:
    return Book.of([award.person_id]).facts(award)
