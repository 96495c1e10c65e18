"""What people of the demonstration's groups learnt before, by hand and by import: some of it runs out, some ran out.

Those who hold an award are told nothing of it.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from config.demo.dice import between, happens
from config.demo.groups_fates import days_ago
from groups.enums import LEADING
from groups.models import Membership
from people.models import Person, User
from training.enums import Method
from training.models import Award, CourseVersion
from training.services import awards, course_extensions

AWARENESS, LEADER = "awareness", "leader"
KEY = "import:demo:"
EVIDENCE = "Register of an evening before this website"


def make(*, by: User) -> None:
    """Safe to repeat: where these were given, nothing is added."""
    if Award.objects.filter(key__startswith=KEY).exists():
        return
    versions = {each.course.slug: each for each in CourseVersion.objects.in_use().select_related("course")}
    awards.give_many([*learnt(versions)])
    take_back(by)
    give_longer(versions[LEADER], by)


def learnt(versions: dict[str, CourseVersion]) -> Iterator[awards.Given]:
    """Of whoever belongs to a group more than half; of whoever leads one nearly all, and most of these more."""
    live = Membership.objects.live().order_by("pk").select_related("person", "group")
    by_person: dict[int, Membership] = {}
    for membership in live:
        if membership.person_id not in by_person or membership.role in LEADING:
            by_person[membership.person_id] = membership
    for number, membership in enumerate(by_person.values()):
        leads = membership.role in LEADING
        if happens(92 if leads else 55, "learnt", number):
            ago = between(40, 1200, "awareness", number)
            yield given(membership.person, versions[AWARENESS], ago, number)
            if leads and happens(80, "leads", number):
                yield given(membership.person, versions[LEADER], min(ago, between(5, 800, "leader", number)), number)


def given(person: Person, version: CourseVersion, ago: int, number: int) -> awards.Given:
    return awards.Given(
        person=person,
        version=version,
        method=Method.IMPORT,
        completed_on=days_ago(ago),
        key=f"{KEY}{version.course.slug}:{number}",
        evidence=EVIDENCE,
    )


def take_back(by: User) -> None:
    """One that was wrong, and one that was not after all."""
    wrong, right = Award.objects.filter(key__startswith=KEY).counting_on(timezone.localdate()).order_by("-pk")[:2]
    awards.revoke_many(awards=[wrong, right], reason="Not on the register of that evening.", by=by, is_told=False)
    awards.reinstate(revocation=right.revocations.get(), reason="The second sheet was found.", by=by, is_told=False)


def give_longer(version: CourseVersion, by: User) -> None:
    until = timezone.localdate() + timedelta(days=60)
    course_extensions.give(course=version.course, until=until, reason="No course for leaders could be held.", by=by)
