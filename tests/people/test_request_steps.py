from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from pages import waiting
from people.enums import RequestKind
from people.models import DataRequest, User
from people.services import requests
from tests import factories

pytestmark = pytest.mark.django_db
CAME = datetime(2026, 11, 3, 10, tzinfo=UTC)


@pytest.fixture
def officer() -> User:
    return factories.member_of("Data protection officers")


def received(kind: RequestKind = RequestKind.ACCESS, **fields: Any) -> DataRequest:
    return requests.receive(**{"kind": kind, "contact": "Suzie", "details": "What?", "received_at": CAME, **fields})


def told(user: User) -> list[str]:
    return [one.sentence for one in waiting.for_user(user) if "/requests/" in one.url]


def steps(found: DataRequest) -> list[str]:
    return list(found.events.values_list("what", flat=True))


def test_a_request_is_answered_within_a_month_and_each_step_is_kept(officer: User) -> None:
    found = received(by=officer)
    assert found.due_on == date(2026, 12, 3)
    requests.acknowledge(found, by=officer)
    requests.assign(found, to=officer, by=officer)
    requests.note(found, text="Asked the group in Leeds.", by=officer)
    requests.close(found, outcome="Sent all we hold.", by=officer)
    found.refresh_from_db()
    assert steps(found) == ["Received", "Acknowledged", "Assigned", "Note", "Closed"]
    assert (found.handled_by, found.outcome) == (officer, "Sent all we hold.")
    with pytest.raises(requests.Closed):
        requests.note(found, text="Too late.", by=officer)


def test_more_time_is_taken_once_and_only_within_the_first_month(officer: User) -> None:
    found, late = received(), received()
    with time_machine.travel(datetime(2026, 12, 3, 23, 0, tzinfo=UTC)):
        requests.extend(found, because="There are many rows.", by=officer)
        with pytest.raises(requests.NotPossible):
            requests.extend(found, because="And more.", by=officer)
    found.refresh_from_db()
    assert found.due_on == date(2027, 2, 3)
    with time_machine.travel(datetime(2026, 12, 4, 0, 30, tzinfo=UTC)), pytest.raises(requests.NotPossible):
        requests.extend(late, because="Forgot to say.", by=officer)


def test_a_complaint_is_acknowledged_in_30_days_then_concluded_and_never_extended(officer: User) -> None:
    found = received(RequestKind.COMPLAINT)
    assert found.due_on == date(2026, 12, 3)
    with pytest.raises(requests.NotPossible):
        requests.extend(found, because="Busy.", by=officer)
    with time_machine.travel(datetime(2026, 11, 10, tzinfo=UTC)):
        requests.acknowledge(found, by=officer)
    found.refresh_from_db()
    assert found.due_on == date(2026, 12, 10)
    with pytest.raises(requests.NotPossible):
        requests.acknowledge(found, by=officer)


def test_of_two_officers_with_the_same_screen_the_second_is_told_to_look_again(officer: User) -> None:
    found = received()
    seen = requests.last_step(found)
    requests.note(found, text="First.", by=officer, seen=seen)
    with pytest.raises(requests.ChangedMeanwhile):
        requests.close(found, outcome="Second.", by=officer, seen=seen)
    assert steps(found) == ["Received", "Note"]


def test_a_request_waits_for_officers_from_a_week_before_its_last_day(officer: User) -> None:
    found = received()
    morgan = factories.morgan()
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        assert told(officer) == []
    with time_machine.travel(datetime(2026, 11, 26, 12, tzinfo=UTC)):
        assert told(officer) == [f"{found.reference} (To see what we hold): 7 days left."]
        assert told(morgan) == []
    with time_machine.travel(datetime(2026, 12, 5, 12, tzinfo=UTC)):
        assert "2 days overdue" in told(officer)[0]
        requests.close(found, outcome="Sent.", by=officer)
        assert told(officer) == []


def test_references_are_short_unlike_and_free_of_letters_that_are_confused() -> None:
    drawn = [requests.new_reference() for _ in range(500)]
    assert len(set(drawn)) == 500
    assert all(len(one) <= 12 for one in drawn)
    assert not set("".join(one[3:] for one in drawn)) & set("01OIL2Z5S8BAEU")
