"""The registry of facts: drafts and publishing, what may not go, what editors are told."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from config.schedule import JOBS, enqueue_what_is_due
from mail import rendering
from mail.models import Delivery
from pages import facts, generation, named_facts, uses
from pages.blocks import PARAGRAPH, PROSE
from pages.models import ArticlePage, ContactPage, Fact, QuestionsPage
from pages.models.fact import SAFETY
from people.models import Address
from tests import factories
from tests.access.deeds import PUBLISH, article

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_pages_fact"
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def morgan(client: Client) -> Client:
    client.force_login(factories.morgan())
    return client


@pytest.fixture
def dele() -> Client:
    client = Client()
    client.force_login(factories.dele())
    return client


@pytest.fixture
def fact() -> Fact:
    return factories.fact()


def address(name: str, *arguments: object) -> str:
    return reverse(f"{LIST}:{name}", args=arguments)


def as_form(fact: Fact, **changes: Any) -> dict[str, Any]:
    fields = ("key", "label", "kind", "value", "unit", "statement", "source_name", "source_url")
    data = {name: getattr(fact, name) for name in fields}
    return {**data, "published_on": str(fact.published_on), "review_by": str(fact.review_by), **changes}


def shown(client: Client, url: str, **data: Any) -> str:
    return client.post(url, data, follow=True).content.decode() if data else client.get(url).content.decode()


def shows(fact: Fact, **fields: Any) -> ArticlePage:
    """A page with the fact in its figures."""
    value = [{"fact": fact.pk, "sentence": "people were referred"}]
    return factories.article(**{"slug": "an-article", "body": [{"type": "figures", "value": value}], **fields})


def test_a_draft_changes_nothing_for_readers_and_keeps_their_pages_in_the_store(morgan: Client, fact: Fact) -> None:
    page = shows(fact)
    assert "23,411" in shown(Client(), page.url)
    before = generation.current()
    morgan.post(address("edit", fact.pk), as_form(fact, value="24,000"))
    assert Fact.objects.get(pk=fact.pk).get_latest_revision_as_object().value == "24,000"
    assert facts.by_key()[fact.key].value == "23,411"
    assert generation.current() == before


def test_a_published_change_shows_at_once_on_stored_pages(morgan: Client, fact: Fact) -> None:
    page = shows(fact)
    assert "23,411" in shown(Client(), page.url)
    morgan.post(address("edit", fact.pk), as_form(fact, value="24,000", **{"action-publish": "1"}))
    assert "24,000" in shown(Client(), page.url)
    assert [revision.as_object().value for revision in fact.revisions.order_by("pk")] == ["23,411", "24,000"]


def test_an_editor_may_draft_a_change_but_not_publish_it(client: Client, fact: Fact) -> None:
    client.force_login(factories.member_of("Editors"))
    client.post(address("edit", fact.pk), as_form(fact, value="24,000", **{"action-publish": "1"}))
    assert facts.by_key()[fact.key].value == "23,411"


def test_a_scheduled_change_leaves_what_is_live_until_its_time(morgan: Client) -> None:
    helpline = Fact.objects.get(key="helpline")  # made by a migration, so without a revision
    later = timezone.now() + timedelta(hours=1)
    data = as_form(helpline, value="08000 000 000", go_live_at=f"{later:%Y-%m-%d %H:%M}", **{"action-publish": "1"})
    morgan.post(address("edit", helpline.pk), data)
    assert Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert "08000 121 700" in shown(Client(), "/")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        enqueue_what_is_due(JOBS)
        assert "08000 000 000" in shown(Client(), "/")


def test_a_new_fact_is_a_draft_until_somebody_publishes_it(morgan: Client) -> None:
    data = as_form(Fact(key="new", label="New", kind="figure", value="12", statement="Twelve.", source_name="Us"))
    data |= {"published_on": "2026-01-01", "review_by": "2099-01-01"}
    morgan.post(address("add"), data)
    assert "new" not in facts.by_key()
    morgan.post(address("edit", Fact.objects.get(key="new").pk), {**data, "action-publish": "1"})
    assert facts.by_key()["new"].value == "12"


def test_a_key_never_changes(morgan: Client, fact: Fact) -> None:
    morgan.post(address("edit", fact.pk), as_form(fact, key="other", **{"action-publish": "1"}))
    assert Fact.objects.filter(key=fact.key).exists()
    fact.key = "other"
    with pytest.raises(ValidationError, match="never changes"):
        fact.full_clean()


def test_a_fact_does_not_expire(morgan: Client, fact: Fact) -> None:
    morgan.post(address("edit", fact.pk), as_form(fact, expire_at="2099-01-01 10:00", **{"action-publish": "1"}))
    assert Fact.objects.get(pk=fact.pk).expire_at is None
    fact.expire_at = timezone.now()
    with pytest.raises(ValidationError, match="doesn't expire"):
        fact.full_clean()


def test_a_fact_that_a_page_shows_is_kept_and_says_where(dele: Client, fact: Fact) -> None:
    page = shows(fact, title="The numbers")
    for name in ("delete", "unpublish"):
        html = shown(dele, address(name, fact.pk), confirm="1")
        assert f"is in use: page “{page.title}”" in html
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert Fact.objects.get(pk=fact.pk).live


def test_none_of_several_facts_is_deleted_while_one_is_in_use(dele: Client, fact: Fact) -> None:
    shows(fact)
    other = factories.fact(key="other", label="Another")
    url = reverse("wagtail_bulk_action", args=["pages", "fact", "delete"])
    html = shown(dele, f"{url}?id={fact.pk}&id={other.pk}", confirm="1")
    assert "is in use" in html
    assert Fact.objects.filter(pk__in=[fact.pk, other.pk]).count() == 2


def test_code_does_not_get_rid_of_it_either(fact: Fact) -> None:
    shows(fact)
    for way in (fact.delete, Fact.objects.filter(pk=fact.pk).delete, fact.unpublish):
        with pytest.raises(ProtectedError, match="is in use"):
            way()
    assert Fact.objects.get(pk=fact.pk).live


@pytest.mark.parametrize("key", sorted(SAFETY))
def test_the_numbers_that_keep_people_safe_stay(key: str, dele: Client) -> None:
    fact = Fact.objects.get(key=key)
    for name in ("delete", "unpublish"):
        assert "stands on every page for people in danger" in shown(dele, address(name, fact.pk), confirm="1")
    assert key in facts.by_key()


@pytest.mark.parametrize("key", sorted(SAFETY))
def test_the_numbers_that_keep_people_safe_stay_numbers(key: str, morgan: Client) -> None:
    fact = Fact.objects.get(key=key)
    before = (fact.kind, fact.value)
    changed = as_form(fact, kind="organisation", value="Ask somebody", **{"action-publish": "1"})
    assert "stays a telephone number" in morgan.post(address("edit", fact.pk), changed).content.decode()
    fact.refresh_from_db()
    assert (fact.kind, fact.value) == before


def test_a_fact_that_nothing_shows_any_more_can_go(dele: Client, fact: Fact) -> None:
    page = shows(fact)
    page.body = []
    page.save_revision().publish()
    shown(dele, address("unpublish", fact.pk), confirm="1")
    assert fact.key not in facts.by_key()
    shown(dele, address("delete", fact.pk), confirm="1")
    assert not Fact.objects.filter(pk=fact.pk).exists()


def test_templates_and_messages_that_name_a_key_are_uses_of_it(dele: Client) -> None:
    helpline = Fact.objects.get(key="helpline")
    named = {(use.what, use.name) for use in uses.of(helpline)}
    assert ("template", "base.html") in named or ("template", "components/help-strip.html") in named
    assert ("message", "mail/layout/body.html") in named
    assert "mail/layout/body.html" in shown(dele, address("edit", helpline.pk))


def test_the_uses_of_many_facts_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    many = [factories.fact(key=f"fact-{number}") for number in range(20)]
    for number, fact in enumerate(many):
        shows(fact, slug=f"page-{number}")
    uses.templates_by_key()
    with django_assert_max_num_queries(4):
        assert all(len(found) == 1 for found in uses.of_many(many).values())


def test_the_list_finds_facts_by_part_of_a_number_and_shows_what_is_due(morgan: Client, fact: Fact) -> None:
    factories.fact(key="old", label="An old figure", value="78", review_by=YESTERDAY)
    found = shown(morgan, f"{address('list')}?q=3,41")
    assert fact.label in found
    assert "An old figure" not in found
    due = shown(morgan, f"{address('list')}?due=due")
    assert "An old figure" in due
    assert fact.label not in due


def test_the_chooser_offers_live_facts_with_their_value(morgan: Client, fact: Fact) -> None:
    factories.fact(key="draft", label="A draft", live=False)
    html = morgan.get(reverse("wagtailsnippetchoosers_pages_fact:choose")).json()["html"]
    assert fact.label in html
    assert "A draft" not in html
    chosen = morgan.get(reverse("wagtailsnippetchoosers_pages_fact:chosen", args=[fact.pk])).json()["result"]
    assert (chosen["id"], chosen["label"], chosen["value"]) == (str(fact.pk), fact.label, "23,411")


def test_a_fact_past_its_date_is_flagged_where_it_is_edited(morgan: Client, fact: Fact) -> None:
    assert "was to be checked" not in shown(morgan, address("edit", fact.pk))
    Fact.objects.filter(pk=fact.pk).update(review_by=YESTERDAY)
    assert "was to be checked" in shown(morgan, address("edit", fact.pk))
    published = as_form(fact, review_by=str(YESTERDAY), **{"action-publish": "1"})
    assert "was to be checked" in shown(morgan, address("edit", fact.pk), **published)


def test_a_page_with_a_fact_past_its_date_is_flagged_where_it_is_edited_and_listed(morgan: Client) -> None:
    fact = factories.fact(label="An old figure", review_by=YESTERDAY)
    page, other = shows(fact), factories.article(slug="other")
    listing = reverse("wagtailadmin_explore", args=[factories.home().pk])
    for url in (reverse("wagtailadmin_pages:edit", args=[page.pk]), listing, f"{listing}?q=article"):
        assert "past their date" in shown(morgan, url), url
    assert address("edit", fact.pk) in shown(morgan, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "past their date" not in shown(morgan, reverse("wagtailadmin_pages:edit", args=[other.pk]))
    assert shown(morgan, listing).count("Facts past their date") == 1


def test_a_fact_in_a_sentence_flags_its_page_too(morgan: Client) -> None:
    fact = factories.fact(review_by=YESTERDAY)
    value = f'<p><embed embedtype="fact" id="{fact.pk}"/></p>'
    page = factories.article(slug="an-article", body=[{"type": "text", "value": value}])
    assert "past their date" in shown(morgan, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def test_messages_show_the_number_of_the_day() -> None:
    person = Address.objects.create(canonical="suzie@example.org", typed="suzie@example.org")
    delivery = Delivery(
        kind="signed_before", stream="transactional", address=person, context={"name": "Suzie", "title": "A petition"}
    )
    assert "08000 121 700" in str(rendering.render(delivery).body)
    helpline = Fact.objects.get(key="helpline")
    helpline.value = "08000 000 000"
    helpline.save_revision().publish()
    message = rendering.render(delivery)
    for part in (str(message.body), str(message.alternatives[0][0])):
        assert "08000 000 000" in part
        assert "08000 121 700" not in part


def test_a_restored_draft_of_long_ago_brings_no_old_date_of_going_live(fact: Fact) -> None:
    fact.save_revision().publish()
    first = fact.revisions.order_by("pk").first()
    assert first is not None
    first.publish()
    fact.refresh_from_db()
    assert fact.live
    assert isinstance(fact.last_published_at, datetime)


def test_the_uses_are_read_in_an_order(fact: Fact) -> None:
    shows(fact)
    with CaptureQueriesContext(connection) as queries:
        uses.of(fact)
    assert any("ORDER BY" in query["sql"] for query in queries if "referenceindex" in query["sql"])


def test_only_whoever_may_edit_a_page_is_given_a_link_to_it(client: Client, fact: Fact) -> None:
    page = shows(fact, title="The numbers")
    edited = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for group, has_link in (("Publishers", True), ("Campaign staff", False)):
        user = factories.member_of(group)
        client.force_login(user)
        html = shown(client, address("edit", fact.pk))
        assert "The numbers" in html
        assert (edited in html) == has_link
        assert [bool(use.url) for use in uses.of(fact, user)] == [has_link]


def names(fact: Fact, kind: str) -> list[dict[str, Any]]:
    embed = f'<p>In 2025 <embed embedtype="fact" id="{fact.pk}"/> people</p>'
    value: Any = embed if kind == "text" else [{"fact": fact.pk, "sentence": "people"}]
    return [{"type": kind, "value": value}]


@pytest.mark.parametrize("kind", ["text", "figures"])
def test_a_fact_of_a_page_that_waits_for_its_time_or_for_approval_stays(kind: str, fact: Fact) -> None:
    page = factories.article(slug="an-article", title="To come")
    page.body = names(fact, kind)
    page.go_live_at = timezone.now() + timedelta(days=1)
    scheduled = page.save_revision()
    assert uses.why_it_stays(fact) == ""
    scheduled.publish()
    assert "page to be published “To come”" in uses.why_it_stays(fact)
    Revision.objects.filter(pk=scheduled.pk).update(approved_go_live_at=None)
    assert uses.why_it_stays(fact) == ""
    page.get_workflow().start(page, factories.priya())
    assert "page to be published “To come”" in uses.why_it_stays(fact)


def draft_with_a_hole(kind: str, fact: Fact) -> ArticlePage:
    page = factories.article(slug="an-article", title="Before")
    page.title, page.body = "After", names(fact, kind)
    page.save_revision()
    fact.unpublish()
    return page


def test_a_page_is_not_published_or_handed_in_with_a_fact_that_is_gone(morgan: Client, fact: Fact) -> None:
    page = draft_with_a_hole("text", fact)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    words = rich_text(f'<p>In 2025 <embed embedtype="fact" id="{fact.pk}"/> people</p>', features=PROSE)
    form = {**article(slug="an-article"), **nested_form_data({"body": streamfield([("text", words)])})}
    for button in ({"action-publish": "1"}, {"action-submit": "1"}):
        html = shown(morgan, url, **form, **button)
        assert "A fact that is not live is named in block 1 of “Body”" in html
    assert not page.workflow_states.exists()
    assert "After" not in Client().get("/an-article/").content.decode()
    assert "A fact that is not live" not in shown(morgan, url, **form)
    fact.save_revision().publish()
    shown(morgan, url, **form, **{"action-publish": "1"})
    assert "23,411" in Client().get("/an-article/").content.decode()


def test_an_answer_with_a_fact_that_is_gone_is_refused_too(morgan: Client, fact: Fact) -> None:
    fact.unpublish()
    answer = rich_text(f'<p><embed embedtype="fact" id="{fact.pk}"/></p>', features=PARAGRAPH)
    question = {"theme": "Help", "question": "How many?", "answer": answer}
    form = {**article(**PUBLISH), **nested_form_data({"questions": inline_formset([question])})}
    html = shown(morgan, f"/admin/pages/add/pages/questionspage/{factories.home().pk}/", **form)
    assert "A fact that is not live is named in “How many?”" in html
    assert not QuestionsPage.objects.exists()


@pytest.mark.parametrize("kind", ["text", "figures"])
def test_nor_are_several_pages_published_with_one(kind: str, morgan: Client, fact: Fact) -> None:
    page = draft_with_a_hole(kind, fact)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    html = shown(morgan, f"{url}?id={page.pk}", include_descendants="")
    assert "names a fact that is not live: block 1 of “body”" in html
    assert ArticlePage.objects.get(pk=page.pk).title == "Before"


def test_the_facts_that_content_names_are_found_in_texts_choosers_and_lists_of_choosers(fact: Fact) -> None:
    other = factories.fact(key="other")
    contacts = [{"type": "contact", "value": {"about": "12", "facts": [{"type": "item", "value": other.pk}]}}]
    for kind in ("text", "figures"):
        page = ContactPage(title="Contact", slug="contact", contacts=contacts, body=names(fact, kind))
        assert named_facts.on(page) == {str(fact.pk), str(other.pk)}
    other.unpublish()
    assert named_facts.holes(named_facts.fields_of(page)) == ["block 1 of “contacts”"]
