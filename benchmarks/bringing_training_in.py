"""Brings lists of people trained in, and takes one back. Runs as a process of its own in the site's environment.

`python -m benchmarks.bringing_training_in COUNT` prints how long each step took in seconds, of a list of training of
the past and of one of who came to a session, and the most memory that the process held.
"""

import csv
import io
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django


def main(arguments: list[str]) -> None:
    match arguments:
        case [count]:
            print(json.dumps(measured(int(count))))
        case _:
            sys.exit(__doc__)


def a_version() -> Any:
    from django.utils import timezone

    from training.models import Course, CourseVersion

    course = Course.objects.create(slug="measured", title="Measured", kind="awareness", summary="-", validity_months=36)
    before = timezone.now() - timedelta(days=400)
    return CourseVersion.objects.create(course=course, number=1, state="published", minutes=60, published_at=before)


def a_session(version: Any) -> Any:
    from django.utils import timezone

    from groups.models import Event
    from training.models import Session

    start = timezone.now() - timedelta(days=1)
    event = Event.objects.create(
        title="A session",
        slug="measured",
        kind="training",
        state="published",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )
    return Session.objects.create(event=event, version=version)


def file_of(count: int, who: str) -> bytes:
    from django.utils import timezone

    text, today = io.StringIO(newline=""), timezone.localdate()
    writer = csv.writer(text)
    writer.writerow(["Name", "Email", "Course", "Date"])
    for number in range(count):
        day = today - timedelta(days=number % 300)
        writer.writerow([f"A Person {number}", f"{who}-{number}@example.org", "Measured", f"{day:%d/%m/%Y}"])
    return text.getvalue().encode()


def brought_in(content: bytes, count: int, session: Any = None, *, then: tuple[str, ...] = ()) -> dict[str, float]:
    from people.models import User
    from training.models import Award
    from training.services import importing

    by, _ = User.objects.get_or_create(email="importer@example.org")
    before, started = Award.objects.count(), time.perf_counter()
    batch = importing.start(file=io.BytesIO(content), size=len(content), name="list.csv", by=by, session=session)
    steps = {"read": time.perf_counter() - started}
    begin: dict[str, Callable[[], object]] = {
        "check": lambda: importing.match(batch=batch, matching=batch.matching),
        "make": lambda: importing.make(batch),
        "undo": lambda: importing.undo(batch),
    }
    for name in ("check", "make", *then):
        started = time.perf_counter()
        begin[name]()
        while importing.go_on(batch.pk):
            pass
        steps[name] = time.perf_counter() - started
    if Award.objects.count() - before != count:
        raise RuntimeError(f"{Award.objects.count() - before} awards were given for {count} lines")
    return steps


def measured(count: int) -> dict[str, object]:
    version = a_version()
    past = brought_in(file_of(count, "past"), count, then=("undo",))
    session = brought_in(file_of(count, "session"), count, a_session(version))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"past": past, "session": session, "megabytes": most}


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
