"""Certificates of Suzie and of others, for tests."""

from datetime import date
from typing import Any

from people.models import Person
from people.services import people
from tests import factories
from tests.groups import people as cast
from training.enums import Method
from training.models import Award, Certificate
from training.selectors import certificates as selectors
from training.services import certificates


def award(person: Person | None = None, slug: str = "signs", **fields: Any) -> Award:
    course = factories.course(slug, title="Recognising the signs", summary="What to notice, and what to do.")
    return of(person or cast.person("suzie"), factories.course_version(course), **fields)


def of(person: Person, version: Any, **fields: Any) -> Award:
    return factories.award(person, version, **{"method": Method.QUIZ, **fields})


def learner(number: int) -> Person:
    return people.meet(email=f"learner{number}@example.org", name=f"learner{number}").person


def certificate(person: Person | None = None, **fields: Any) -> Certificate:
    return certificates.issue(award(person, **fields))


def today(award: Award) -> Any:
    """As pages read it: with its end and its standing."""
    found = selectors.award_of(award.token)
    assert found is not None
    return found


def end_of(award: Award) -> date:
    assert award.valid_until is not None
    return award.valid_until
