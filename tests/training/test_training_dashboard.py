"""What staff see of training as a whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.clocks import months_after
from tests import factories
from tests.groups import people as cast
from tests.groups import planned
from tests.training import taught
from tests.training.test_coverage import version
from training import families
from training.selectors import coverage, dashboard
from training.services import awards

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(factories.user("dele", groups=("Trainers",)))
    return client


def shown(staff: Client) -> str:
    answer = staff.get(reverse("training_dashboard:index"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_who_is_trained_over_the_months_and_whose_training_runs_out(staff: Client) -> None:
    today = timezone.localdate()
    lasting = version("awareness", "labour")
    first = factories.award(cast.person("suzie"), lasting, completed_on=today - timedelta(days=200))
    factories.award(cast.person("charlie"), lasting)
    months = dict(coverage.over_time(families.ANY, dashboard.months(today, 24)))
    assert months[today.replace(day=1)] == 2
    assert months[months_after(today.replace(day=1), -2)] == 1
    assert months[months_after(today.replace(day=1), -12)] == 0
    assert first.valid_until is not None
    assert dict(dashboard.ending(today))[first.valid_until.replace(day=1)] == 1
    awards.revoke(award=first, reason="By mistake", by=None)
    assert sum(number for _, number in dashboard.ending(today)) == 0
    page = shown(staff)
    assert "<strong>1</strong> person is trained" in page
    assert "Whoever holds several courses counts once." in page


def test_what_waits_leads_to_where_it_is_dealt_with(staff: Client) -> None:
    session = taught.session()
    assert "step=awaiting" in shown(staff)
    assert dashboard.queues(timezone.localdate()).registers == 0
    taught.move_into_the_past(session)
    assert dashboard.queues(timezone.localdate()).registers == 1


def test_seats_are_counted_of_sessions_that_have_so_many_alone(staff: Client) -> None:
    session = taught.session(capacity=4)
    planned.booked(session.event, "Suzie")
    taught.move_into_the_past(session)
    taught.move_into_the_past(taught.session(capacity=None, title="Open to all"))
    filled = dashboard.fill(timezone.localdate())
    assert sum(month.seats for month in filled) == 4
    assert [month.rate for month in filled if month.seats] == [25]


def test_it_says_in_words_that_there_is_nothing_yet_and_asks_few_questions(
    staff: Client, django_assert_max_num_queries: Any
) -> None:
    shown(staff)
    with django_assert_max_num_queries(40):
        page = shown(staff)
    assert "Nobody holds a course today" in page
    assert "nothing to show yet" in page
