"""A series of which too much comes back pauses by itself, and says so to staff."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from campaigns import series_waiting
from campaigns.mailout_enums import SeriesState
from campaigns.models import Series, SeriesStep
from campaigns.selectors import series_harm
from campaigns.services import series as lives
from campaigns.services import series_watching
from mail.enums import MailingState, State
from mail.models import Delivery, Mailing
from people.models import User
from tests import factories
from tests.campaigns.serial import written
from tests.mail.queueing import in_mailing

pytestmark = pytest.mark.django_db
TOO_MANY = 20


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


@pytest.fixture
def series(morgan: User, charlie: User) -> Series:
    made = lives.submit(written(morgan), by=morgan)
    return lives.approve(made, by=charlie, digest=lives.digest(made))


def came_back(series: Series, number: int, *, begin: int = 0) -> None:
    mailing = Mailing.objects.get(step=SeriesStep.objects.get(series=series))
    for each in range(begin, begin + number):
        in_mailing(mailing, f"reader-{each}@example.org", state=State.BOUNCED, finished_at=timezone.now())


def test_it_pauses_where_too_much_came_back_and_says_so_on_its_page_and_to_staff(
    series: Series, morgan: User, client: Client
) -> None:
    came_back(series, TOO_MANY - 1)
    assert series_watching.look_after() == 0
    came_back(series, 1, begin=TOO_MANY)
    assert series_watching.look_after() == 1
    series.refresh_from_db()
    assert (series.state, Mailing.objects.get().state) == (SeriesState.PAUSED, MailingState.PAUSED)
    said = "20 of 20 messages came back or were refused"
    client.force_login(morgan)
    assert said in client.get(f"/admin/series/{series.pk}/").content.decode()
    assert [said in each.sentence for each in series_waiting.series(morgan)] == [True]
    assert series_watching.look_after() == 0


def test_what_staff_have_looked_at_pauses_it_no_second_time(series: Series, morgan: User) -> None:
    came_back(series, TOO_MANY)
    series_watching.look_after()
    lives.resume(Series.objects.get(), by=morgan)
    assert series_watching.look_after() == 0
    assert series_waiting.series(morgan) == []
    came_back(series, TOO_MANY, begin=100)
    assert series_watching.look_after() == 1


def test_what_came_back_long_ago_is_not_counted(series: Series) -> None:
    came_back(series, TOO_MANY)
    assert series_harm.of(series).bounced == TOO_MANY
    Delivery.objects.update(finished_at=timezone.now() - series_harm.LATELY - timedelta(minutes=1))
    assert series_harm.of(series).bounced == 0
    assert series_watching.look_after() == 0


def test_whoever_may_approve_it_is_told_and_whoever_wrote_it_is_not(morgan: User, charlie: User) -> None:
    lives.submit(written(morgan), by=morgan)
    assert ["waits for your approval" in each.sentence for each in series_waiting.series(charlie)] == [True]
    assert series_waiting.series(morgan) == []
