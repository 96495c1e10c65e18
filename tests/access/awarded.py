"""What the addresses of awards answer to each role."""

from datetime import timedelta

from tests import factories
from tests.access.expected import Expected, administrators_only, everybody
from tests.groups import people as cast
from training.models import Award
from training.services import awards, course_extensions


def an_award() -> Award:
    return factories.award(cast.person("suzie"), factories.course_version(factories.course("awarded")))


def of_award() -> tuple[object, ...]:
    return (an_award().pk,)


def of_revocation() -> tuple[object, ...]:
    return (awards.revoke(award=an_award(), reason="Called off.", by=None).pk,)


def of_extension() -> tuple[object, ...]:
    award = an_award()
    assert award.valid_until is not None
    until = award.valid_until + timedelta(days=30)
    return (awards.extend(award=award, until=until, reason="No sessions.", by=None).pk,)


def of_course() -> tuple[object, ...]:
    award = an_award()
    assert award.valid_until is not None
    until = award.valid_until + timedelta(days=30)
    by = factories.user("extending")
    return (course_extensions.give(course=award.course, until=until, reason="No sessions.", by=by).pk,)


AWARDED: dict[str, Expected] = {
    "training_mine": everybody(302),  # of whoever has no record, as of strangers
    **{
        f"training_awards:{name}": administrators_only()
        for name in ("index", "index_results", "give", "extensions", "extend_all")
    },
    **{f"training_awards:{name}": administrators_only(of_award) for name in ("page", "extend", "revoke")},
    "training_awards:reinstate": administrators_only(of_revocation),
    "training_awards:undo_extension": administrators_only(of_extension),
    "training_awards:undo_all": administrators_only(of_course),
}
