"""How training fares: what waits, who is trained over the months, and how quizzes and sessions go."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from people.admin_views.screens import only_for, show
from places import disclosure
from training import families, permissions
from training.admin_views.coverage import of_areas
from training.selectors import coverage, dashboard, past_sessions

FOLDER, ICON, TITLE = "training/admin", "view", "How training fares"


class Drawing(NamedTuple):
    identity: str
    kind: str
    title: str
    unit: str
    description: str


TRAINED = Drawing(
    "training-trained",
    "line",
    "People who are trained",
    "people, at the end of each month",
    "Whoever holds several courses counts once.",
)
ENDING = Drawing(
    "training-ending",
    "bar",
    "Whose training runs out",
    "people and courses, by the month of the last day",
    "If nobody renews. Whoever holds two courses counts in both.",
)
PASSED = Drawing(
    "training-passed",
    "bar",
    "Quizzes that were passed",
    "per cent, by the month in which they began",
    "Of the quizzes of whole courses that are over, each try of its own.",
)
FILLED = Drawing(
    "training-filled",
    "bar",
    "Seats of sessions that were booked",
    "per cent, by the month of the session",
    "Of sessions with so many seats and no more.",
)
CAME = Drawing(
    "training-came",
    "stacked",
    "Who came to sessions, and who stayed away",
    "people, by the month of the session",
    "Whoever booked and is not marked as here counts as having stayed away.",
)


@require_safe
@only_for(permissions.may_see_awards)
def page(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    inside = disclosure.areas_of_constituencies()
    found = coverage.counted(families.ANY, today, inside)
    return show(
        request,
        "dashboard",
        folder=FOLDER,
        title=TITLE,
        icon=ICON,
        trail=[],
        total=found.total,
        queues=links(request.user, dashboard.queues(today)),
        charts=charts(today),
        courses=coverage.by_course(today),
        areas=of_areas(found, inside),
        elsewhere=found.elsewhere,
    )


def links(user: Any, queues: dashboard.Queues) -> list[tuple[str, int, str]]:
    """What it is, how many, and where it is dealt with, if they may."""
    every = [
        ("Logs of groups to look at", queues.logs, permissions.may_review_logs, reverse("training_logs:index")),
        (
            "Sessions that are over and wait for their register",
            queues.registers,
            permissions.may_keep_sessions,
            f"{reverse('training_sessions_admin:index')}?step=awaiting",
        ),
        (
            "Weak questions of quizzes",
            queues.weak,
            permissions.may_keep_questions,
            f"{reverse('training_questions:index')}?weak=true",
        ),
        (
            "Facts of courses whose review is due",
            queues.facts,
            permissions.may_see_courses,
            reverse("training_courses:index"),
        ),
    ]
    return [(words, number, address if may(user) else "") for words, number, may, address in every]


def charts(today: date) -> list[dict[str, Any]]:
    trained = coverage.over_time(families.ANY, dashboard.months(today, dashboard.BACK))
    attended = past_sessions.by_month(today)
    came = [(month.first, month.came) for month in attended]
    away = [month.stayed_away for month in attended]
    passed = [(month.first, month.rate) for month in dashboard.quizzes(today)]
    filled = [(month.first, month.rate) for month in dashboard.fill(today)]
    return [
        chart(TRAINED, ["Trained"], trained),
        chart(ENDING, ["Run out"], dashboard.ending(today)),
        chart(PASSED, ["Passed"], passed),
        chart(FILLED, ["Booked"], filled),
        chart(CAME, ["Came", "Stayed away"], came, away),
    ]


def chart(
    drawing: Drawing, names: list[str], rows: Sequence[tuple[date, int | None]], *others: list[int]
) -> dict[str, Any]:
    """Its table is None where there is nothing to draw."""
    columns = list(zip(*others, strict=True)) if others else [()] * len(rows)
    data = [
        [date_format(first, "M Y"), *("" if number is None else str(number) for number in (value, *more))]
        for (first, value), more in zip(rows, columns, strict=True)
    ]
    is_known = any(value for _, value in rows) or any(any(column) for column in others)
    return {**drawing._asdict(), "table": {"data": [["Month", *names], *data]} if is_known else None}
