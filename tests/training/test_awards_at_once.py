"""The same award given, and the same award revoked, by many at the same moment."""

from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from people.models import Person
from tests import factories
from tests.groups import people as cast
from tests.groups.test_seats_at_once import at_once
from training.enums import Method
from training.models import Award, CourseVersion, Revocation, TrainedChange
from training.services import awards

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything"),
]


def give(person: Person, version: CourseVersion, key: str) -> int:
    day = timezone.localdate()
    return awards.give(person=person, version=version, method=Method.QUIZ, completed_on=day, key=key).pk


def revoke(award: Award) -> int:
    return awards.revoke(award=award, reason="Called off.", by=None).pk


def counted() -> int:
    return sum(TrainedChange.objects.filter(on__lte=timezone.localdate()).values_list("change", flat=True))


def test_an_award_is_given_and_revoked_once_and_its_holder_counts_once() -> None:
    suzie, version = cast.person("suzie"), factories.course_version(factories.course())
    at_once([partial(give, suzie, version, key) for key in ["quiz:1"] * 6 + ["session:1:1", "staff:1"]])
    assert sorted(Award.objects.values_list("key", flat=True)) == ["quiz:1", "session:1:1", "staff:1"]
    assert counted() == 1
    last = Award.objects.filter(renewals=None).get()
    at_once([partial(revoke, last) for _ in range(6)])
    assert Revocation.objects.get().award == last
    assert counted() == 1
