"""From a draft to what readers see, by way of a publisher."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from pages.models import ArticlePage, Fact
from people.models import RetentionRun
from tests import factories
from tests.access.deeds import article, fact, sign
from training.models import Indicator

pytestmark = pytest.mark.django_db
SUBMIT = {"action-submit": "1"}
KEPT: dict[str, Any] = {"source_name": "A source", "published_on": date(2026, 4, 1), "review_by": date(2099, 4, 1)}


@pytest.fixture
def priya() -> Client:
    return signed_in(factories.priya())


@pytest.fixture
def publisher() -> Client:
    return signed_in(factories.member_of("Publishers"))


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def home(client: Client) -> str:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer.content.decode()


def hand_in_a_page(priya: Client) -> None:
    priya.post(f"/admin/pages/add/pages/articlepage/{factories.home().pk}/", article(**SUBMIT))


def decide(client: Client, action: str, comment: str = "") -> None:
    """As the buttons of the editing screen do."""
    state = TaskState.objects.get(status="in_progress")
    thing = state.revision.content_object
    viewset = None if isinstance(thing, ArticlePage) else thing.snippet_viewset
    name = viewset.get_url_name("workflow_action") if viewset else "wagtailadmin_pages:workflow_action"
    client.post(reverse(name, args=[thing.pk, action, state.pk]), {"comment": comment})


def test_what_an_editor_hands_in_is_live_once_a_publisher_approves(priya: Client, publisher: Client) -> None:
    hand_in_a_page(priya)
    assert Client().get("/written/").status_code == 404
    assert "waits for your approval" not in home(priya)
    assert "&quot;Written by a tester&quot; waits for your approval." in home(publisher)
    decide(publisher, "approve")
    assert "Written by a tester" in Client().get("/written/").content.decode()
    assert "Nothing waits for you." in home(publisher)


def test_what_was_sent_back_waits_for_its_writer_with_the_reason(priya: Client, publisher: Client) -> None:
    hand_in_a_page(priya)
    decide(publisher, "reject", "Say it in fewer words")
    assert Client().get("/written/").status_code == 404
    said = "&quot;Written by a tester&quot; was sent back: Say it in fewer words"
    assert said in home(priya)
    assert said not in home(publisher)
    page = ArticlePage.objects.get()
    priya.post(f"/admin/pages/{page.pk}/edit/", article(**SUBMIT))
    assert said not in home(priya)
    assert "waits for your approval" in home(publisher)


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_a_fact_is_changed_by_approval(decision: str, priya: Client, publisher: Client) -> None:
    made = Fact.objects.create(key="a-fact", label="A fact", kind="figure", value="1", statement="One.", **KEPT)
    priya.post(f"/admin/snippets/pages/fact/edit/{made.pk}/", fact(**SUBMIT))
    assert Fact.objects.get(pk=made.pk).value == "1"
    assert "&quot;Changed by a tester: 2&quot; waits for your approval." in home(publisher)
    decide(publisher, decision, "Where is this from?")
    assert Fact.objects.get(pk=made.pk).value == ("2" if decision == "approve" else "1")
    assert ("Where is this from?" in home(priya)) == (decision == "reject")


def test_a_sign_that_a_trainer_wrote_is_shown_once_a_publisher_approves(priya: Client, publisher: Client) -> None:
    trainer = signed_in(factories.member_of("Trainers"))
    trainer.post("/admin/snippets/training/indicator/add/", sign(**SUBMIT))
    assert not Indicator.objects.get().live
    decide(publisher, "approve")
    assert Indicator.objects.get().live


def test_nobody_approves_what_they_may_not_publish(priya: Client) -> None:
    hand_in_a_page(priya)
    decide(priya, "approve")
    assert not ArticlePage.objects.get().live


def test_drafts_left_lying_wait_for_whoever_left_them(priya: Client, publisher: Client) -> None:
    priya.post(f"/admin/pages/add/pages/articlepage/{factories.home().pk}/", article())
    priya.post("/admin/snippets/training/indicator/add/", sign())
    assert "&quot;Written by a tester&quot; is not published as you left it." in home(priya)
    assert "&quot;G99 Changed by a tester.&quot; is not published as you left it." in home(priya)
    assert "Nothing waits for you." in home(publisher)


def test_a_page_past_its_day_waits_for_who_looks_after_it_or_else_for_publishers(
    priya: Client, publisher: Client
) -> None:
    owner = factories.member_of("Editors")
    factories.article(title="Nobody's", slug="nobodys", review_by=date(2026, 1, 1))
    factories.article(title="Somebody's", slug="somebodys", review_by=date(2026, 1, 1), owner=owner)
    factories.article(title="Fresh", slug="fresh", review_by=date(2099, 1, 1), owner=owner)
    assert "&quot;Nobody&#x27;s&quot; is due for review." in home(publisher)
    assert "Somebody&#x27;s" not in home(publisher)
    assert "is due for review" not in home(priya)
    assert "&quot;Somebody&#x27;s&quot; is due for review." in home(signed_in(owner))


@pytest.mark.parametrize("group", ["Approvers", "Group coordinators", "Data protection officers"])
def test_the_first_page_opens_for_those_for_whom_nothing_waits(group: str) -> None:
    RetentionRun.objects.create(finished_at=timezone.now())
    assert "Nothing waits for you." in home(signed_in(factories.member_of(group)))
