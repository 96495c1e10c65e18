"""What the addresses of training sessions answer to each role."""

from typing import Any

from tests.access.expected import Expected, administrators_only, everybody
from tests.groups import people as cast
from tests.groups import planned
from tests.training import taught
from training.models import FeedbackAsked
from training.services import sessions


def a_session() -> tuple[object, ...]:
    return (taught.session().pk,)


def a_session_for_leeds() -> tuple[object, ...]:
    return (cast.group().slug, taught.session().pk)


def an_event_of_leeds() -> tuple[object, ...]:
    leeds = cast.group()
    return (leeds.slug, planned.event(leeds).pk)


def a_link() -> tuple[object, ...]:
    session = taught.session()
    (booking,) = planned.booked(session.event, "Suzie")
    return (FeedbackAsked.objects.create(session=session, booking=booking).token,)


TEACHING: dict[str, Expected] = {
    "training_sessions": everybody(200),
    "training_coverage": everybody(200),
    "training_coverage_admin:index": administrators_only(),
    "training_coverage_admin:csv": Expected(302, 302, 405, 405),
    "training_dashboard:index": administrators_only(),
    "training_session": Expected(302, 404, 404, 200, a_session),
    "training_session_invite": Expected(302, 404, 404, 200, a_session),
    "training_session_attach": Expected(302, 404, 404, 405, a_session),
    "training_session_detach": Expected(302, 404, 404, 405, lambda: (*a_session(), 1)),
    "training_material": everybody(404, lambda: ("no-such-token", 1)),
    "training_feedback": everybody(200, a_link),
    "training_lead_sessions": Expected(302, 404, 404, 404, lambda: (cast.group().slug,)),
    "training_lead_book": Expected(302, 404, 404, 404, a_session_for_leeds),
    "training_lead_teach": Expected(302, 404, 404, 404, an_event_of_leeds),
    "training_lead_stop": Expected(302, 404, 404, 404, an_event_of_leeds),
    **{f"training_sessions_admin:{name}": administrators_only() for name in ("index", "index_results", "new")},
    **{
        f"training_sessions_admin:{name}": administrators_only(a_session)
        for name in ("page", "change", "publish", "cancel", "invite")
    },
}


def scene() -> dict[str, Any]:
    """For the walk of roles: a session that is published, one that is not, and who teaches what."""
    session = taught.session(title="Published")
    draft = sessions.plan(
        event_details=planned.details(title="A draft of a session"),
        version=session.version,
        trainer=session.trainer,  # type: ignore[arg-type]
    )
    return {"session": session, "draft_session": draft, "version": session.version, "teacher": session.trainer}
