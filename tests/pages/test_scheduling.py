"""What is to appear and to go at a time does so, also for readers whose page was in the store."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from config import jobs
from config.jobs import upkeep
from pages.models import ArticlePage, Fact
from tests import factories
from tests.access.deeds import PUBLISH, article, fact

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOMORROW, LATER = "2026-11-25 09:00", "2026-11-26 09:00"


@pytest.fixture
def publisher() -> Client:
    client = Client()
    client.force_login(factories.member_of("Publishers"))
    return client


def run_what_is_due() -> list[str]:
    due = [job for job in jobs.JOBS if job.name == "publish_scheduled" and job.is_due()]
    for job in due:
        job.do()
    return [job.name for job in due]


def status(path: str) -> int:
    return Client().get(path).status_code


def test_a_page_appears_and_goes_at_the_times_that_were_named(publisher: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        path = f"/admin/pages/add/pages/articlepage/{factories.home().pk}/"
        publisher.post(path, article(**PUBLISH, go_live_at=TOMORROW, expire_at=LATER))
        assert run_what_is_due() == []
        assert (ArticlePage.objects.get().live, status("/written/")) == (False, 404)
        clock.shift(timedelta(days=1))
        assert status("/written/") == 404
        assert run_what_is_due() == ["publish_scheduled"]
        assert status("/written/") == 200
        clock.shift(timedelta(days=1))
        assert status("/written/") == 200
        assert run_what_is_due() == ["publish_scheduled"]
        assert (ArticlePage.objects.get().live, status("/written/")) == (False, 404)
        assert run_what_is_due() == []


def test_a_fact_changes_at_the_time_that_was_named_on_every_page(publisher: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        shown = made_and_shown()
        assert shown("1 person")
        publisher.post(f"/admin/snippets/pages/fact/edit/{Fact.objects.get(key='a-fact').pk}/", change())
        assert shown("1 person")
        clock.shift(timedelta(days=1))
        assert run_what_is_due() == ["publish_scheduled"]
        assert shown("2 people")


def made_and_shown() -> Any:
    made = Fact.objects.create(
        key="a-fact",
        label="A fact",
        kind="figure",
        value="1 person",
        statement="One.",
        source_name="A source",
        published_on=date(2026, 4, 1),
        review_by=date(2027, 4, 1),
    )
    figures = [{"fact": made.pk, "sentence": "was found"}]
    factories.article(slug="an-article", body=[{"type": "figures", "value": figures}])
    return lambda words: words in Client().get("/an-article/").content.decode()


def change() -> dict[str, Any]:
    return {**fact(**PUBLISH, go_live_at=TOMORROW), "value": "2 people"}


def test_a_fact_that_expires_is_due_for_the_job_too() -> None:
    made = Fact.objects.get(key="helpline")
    made.expire_at = NOW
    made.save()
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert upkeep.pages_wait()
