import gzip
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from campaigns.enums import PetitionState
from campaigns.services import confirming, counting, signing
from config.schedule import JOBS, enqueue_what_is_due
from pages import exits, facts, generation
from pages.models import ArticlePage, Fact, SiteGeneration
from tests import factories
from tests.cast import SUZIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> ArticlePage:
    return factories.article(title="First words", slug="an-article")


def html(client: Client, path: str = "/an-article/", **extra: Any) -> str:
    return client.get(path, **extra).content.decode()


def test_a_second_reader_is_served_from_the_store(
    article: ArticlePage, client: Client, django_assert_num_queries: Any
) -> None:
    first = html(client)
    with django_assert_num_queries(1):  # the generation: no memory of it in tests
        assert html(client) == first


@pytest.mark.parametrize("accepted", ["gzip, deflate, br", "br;q=1, gzip;q=0.5"])
def test_a_reader_who_takes_it_gets_the_page_packed(accepted: str, article: ArticlePage, client: Client) -> None:
    plain = client.get("/an-article/")
    assert "Content-Encoding" not in plain.headers
    for other in (client, Client()):  # from the view, then from the store
        packed = other.get("/an-article/", headers={"Accept-Encoding": accepted})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Content-Length"] == str(len(packed.content))
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) < len(plain.content) / 2


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_a_reader_who_does_not_take_it_gets_the_page_plain(accepted: str, article: ArticlePage, client: Client) -> None:
    answer = client.get("/an-article/", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert b"<!doctype html>" in answer.content


def test_words_of_a_reader_are_never_packed_with_the_page(client: Client) -> None:
    """The size of a packed answer would tell whoever listens how much of the reader's words it repeats."""
    answer = client.get("/search/?q=help", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_publishing_and_unpublishing_show_at_once(article: ArticlePage, client: Client) -> None:
    assert "First words" in html(client)
    article.title = "Other words"
    article.save_revision().publish()
    assert "Other words" in html(client)
    article.unpublish()
    assert client.get("/an-article/").status_code == 404


def test_a_draft_shows_to_nobody(article: ArticlePage, client: Client) -> None:
    article.title = "Half a thought"
    article.save_revision()
    assert "Half a thought" not in html(client)


def test_a_changed_fact_shows_at_once_on_stored_pages(article: ArticlePage, client: Client) -> None:
    assert "08000 121 700" in html(client)
    helpline = Fact.objects.get(key="helpline")
    helpline.value = "08000 000 000"
    helpline.save()
    assert "08000 000 000" in html(client)
    assert facts.by_key()["helpline"].tel == "tel:+448000000000"


def test_a_moved_and_a_deleted_page_are_gone_at_once(article: ArticlePage, client: Client) -> None:
    html(client)
    article.move(factories.section(slug="learn"), pos="last-child")
    assert client.get("/an-article/").status_code in (301, 404)
    assert client.get("/learn/an-article/").status_code == 200
    Page.objects.get(slug="an-article").delete()
    assert client.get("/learn/an-article/").status_code == 404


def test_a_reader_gets_no_cookie_and_nothing_that_a_browser_keeps(article: ArticlePage, client: Client) -> None:
    for path in ("/", "/an-article/"):
        for _ in range(2):  # rendered, then from the store
            answer = client.get(path)
            assert not answer.cookies
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Accel-Expires"] == "10"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_an_editor_is_never_served_from_the_store_nor_put_in_it(article: ArticlePage, client: Client) -> None:
    client.force_login(factories.morgan())
    answer = client.get("/an-article/")
    assert "wagtail-userbar" in answer.content.decode()
    assert answer.headers["X-Accel-Expires"] == "0"
    assert "wagtail-userbar" not in html(Client())


def test_an_unknown_parameter_is_not_stored_and_another_host_has_its_own_page(
    article: ArticlePage, client: Client
) -> None:
    assert client.get("/an-article/?utm_source=x").status_code == 200
    assert client.get("/an-article/", headers={"host": "other.example"}).status_code == 200


def test_folding_renews_only_the_pages_that_show_a_count(client: Client) -> None:
    petition = factories.petition()
    factories.campaign(petition, slug="a-campaign")
    factories.article(slug="an-article")
    assert "0 signatures" in html(client, "/a-campaign/")
    article = html(client)
    confirming.confirm(signing.sign(petition=petition, **SUZIE))
    assert "0 signatures" in html(client, "/a-campaign/")
    counting.fold()
    assert "1 signature<" in html(client, "/a-campaign/")
    assert html(client) == article


def test_making_a_page_private_shows_at_once(article: ArticlePage, client: Client) -> None:
    html(client)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/an-article/").status_code == 302


def test_closing_a_petition_shows_at_once(client: Client) -> None:
    petition = factories.petition()
    assert "Sign now" in html(client, petition.url_sign)
    petition.state = PetitionState.CLOSED
    petition.save()
    assert "Sign now" not in html(client, petition.url_sign)


def test_a_petition_that_is_over_at_midnight_is_shown_so(client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 23, 59, tzinfo=ZoneInfo("Europe/London")), tick=False) as clock:
        petition = factories.petition(closes_on=date(2026, 11, 24))
        assert "Sign now" in html(client, petition.url_sign)
        clock.shift(120)
        assert "Sign now" not in html(client, petition.url_sign)


def test_words_rendered_before_a_publication_are_not_kept_after_it(
    article: ArticlePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve = ArticlePage.serve

    def published_meanwhile(self: ArticlePage, request: Any, *args: Any, **kwargs: Any) -> Any:
        response: Any = serve(self, request, *args, **kwargs)
        response.render()
        newer = ArticlePage.objects.get(pk=self.pk)
        newer.title = "Second words"
        newer.save_revision().publish()
        return response

    with monkeypatch.context() as patched:
        patched.setattr(ArticlePage, "serve", published_meanwhile)
        assert "First words" in html(client)
    assert "Second words" in html(client)


def test_a_page_goes_live_at_the_time_that_its_editor_named(client: Client) -> None:
    article = factories.article(title="Later", slug="later")
    article.unpublish()
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision(approved_go_live_at=article.go_live_at)
    enqueue_what_is_due(JOBS)
    assert client.get("/later/").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        enqueue_what_is_due(JOBS)
        assert client.get("/later/").status_code == 200


@pytest.mark.parametrize("path", ["/no-such-page/", "/petitions/none/sign/"])
def test_not_even_an_error_page_is_kept_by_a_browser(path: str, client: Client) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_answers_with_errors_are_not_kept_by_a_browser(client: Client) -> None:
    answer = client.post(factories.petition().url_sign, {**SUZIE, "postcode": "?"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "no-store")


def test_exit_leads_away_and_marks_the_browser(client: Client, settings: Any) -> None:
    answer = client.get("/exit/")
    assert (answer.status_code, answer.headers["Location"]) == (303, settings.EXIT_URL)
    marker = answer.cookies[exits.COOKIE]
    assert (marker["max-age"], marker["httponly"], marker["samesite"]) == (600, True, "Lax")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_after_leaving_going_back_leads_away_and_a_click_opens_the_page(
    article: ArticlePage, client: Client, settings: Any
) -> None:
    client.get("/exit/")
    back = client.get("/an-article/", headers={"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"})
    assert (back.status_code, back.headers["Location"]) == (303, settings.EXIT_URL)
    clicked = client.get("/an-article/", headers={"Sec-Fetch-User": "?1", "Sec-Fetch-Dest": "document"})
    assert clicked.status_code == 200
    assert clicked.headers["X-Accel-Expires"] == "0"
    typed = client.get("/an-article/", headers={"Sec-Fetch-User": "?1", "Sec-Fetch-Site": "none"})
    assert typed.status_code == 303
    script = client.get("/an-article/", headers={"Sec-Fetch-Dest": "script"})
    assert script.status_code == 200


def test_leaving_ends_the_session_in_the_browser_and_here(client: Client, settings: Any) -> None:
    client.force_login(factories.morgan())
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    left = client.get("/exit/").cookies[settings.SESSION_COOKIE_NAME]
    assert (left.value, left["max-age"]) == ("", 0)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    assert client.get("/admin/", headers={"Sec-Fetch-User": "?1"}).status_code == 302


def break_off() -> None:
    with generation.at_the_end():
        generation.publish()
        raise OSError("broken")


def test_what_a_large_deed_publishes_raises_the_numbers_once_and_last() -> None:
    def numbers() -> tuple[int, int]:
        found = SiteGeneration.objects.get()
        return found.published, found.counted

    published, counted = numbers()
    with generation.at_the_end():
        generation.publish()
        with generation.at_the_end():
            generation.publish()
            generation.count()
        assert numbers() == (published, counted)
    assert numbers() == (published + 1, counted + 1)
    with pytest.raises(OSError, match="broken"):
        break_off()
    assert numbers() == (published + 1, counted + 1)
