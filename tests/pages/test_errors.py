"""Pages for when something is wrong: they need no database, and still say where to find help."""

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client

from pages import errors, facts, last_known
from pages.models import ArticlePage, Fact
from tests import factories

PLAIN = ["400.html", "403.html", "403_csrf.html", "500.html", "503.html"]
NUMBER = re.compile(r"\d{3}")


def known(numbers: dict[str, str]) -> None:
    stated = {key: {"label": "The helpline", "value": value, "tel": f"tel:{value}"} for key, value in numbers.items()}
    last_known.file().write_text(json.dumps(stated))


@pytest.mark.parametrize("template", PLAIN)
def test_an_error_page_needs_no_database_and_names_the_last_known_numbers(template: str) -> None:
    known({"emergency": "999", "helpline": "08000 121 700", "police": "101"})
    html = render_to_string(template)  # a query would fail: this test may make none
    for number in ("999", "08000 121 700", "101"):
        assert f">{number}</a>" in html
    assert 'href="/exit/"' in html
    assert html.count("<h1>") == 1
    assert html.count('rel="stylesheet"') == 1
    assert not re.search(r"<script|<style|\sstyle=", html)
    assert "noindex" in html


@pytest.mark.parametrize("template", PLAIN)
@pytest.mark.parametrize("left", [None, "", "{half", "\xff"])
def test_without_known_numbers_it_names_the_services_in_words(template: str, left: str | None) -> None:
    if left is not None:
        last_known.file().write_text(left, "latin-1")
    html = render_to_string(template)
    text = re.sub(r"<[^>]*>", " ", html)
    assert "Call the emergency services" in text
    assert "Modern Slavery and Exploitation Helpline" in text
    assert not NUMBER.search(text)


@pytest.mark.django_db
def test_the_numbers_are_written_down_when_they_are_read_and_when_they_change(client: Client) -> None:
    client.get("/")
    assert last_known.numbers()["helpline"]["value"] == "08000 121 700"
    helpline = Fact.objects.get(key="helpline")
    helpline.value = "08000 000 000"
    helpline.save()
    client.get("/")
    assert last_known.numbers()["helpline"] == {
        "label": helpline.label,
        "value": "08000 000 000",
        "tel": "tel:+448000000000",
    }
    assert sorted(last_known.numbers()) == ["emergency", "helpline", "police"]


@pytest.mark.django_db
def test_unchanged_numbers_are_not_written_again() -> None:
    facts.by_key()
    before = last_known.file().stat().st_mtime_ns
    Fact.objects.get(key="helpline").save()
    facts.by_key()
    assert last_known.file().stat().st_mtime_ns == before
    assert [path.name for path in last_known.file().parent.glob("tmp*")] == []


def test_an_empty_table_takes_no_number_away_and_the_file_can_be_read_by_all() -> None:
    known({"emergency": "999", "helpline": "08000 121 700"})
    before = last_known.numbers()
    last_known.keep([])
    assert last_known.numbers() == before
    last_known.keep([Fact(key="police", label="The police", value="101", kind="telephone")])
    assert last_known.numbers() == before | {"police": {"label": "The police", "value": "101", "tel": "tel:101"}}
    assert stat.S_IMODE(last_known.file().stat().st_mode) == 0o644


def test_what_could_not_be_put_in_its_place_is_not_left_behind() -> None:
    last_known.file().mkdir()  # so that nothing can replace it
    last_known.keep([Fact(key="police", label="The police", value="101", kind="telephone")])
    assert [path.name for path in last_known.file().parent.glob("tmp*")] == []


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_to_stops_no_reader(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.BESIDE_DATABASE = tmp_path / "file" / "below"
    (tmp_path / "file").write_text("not a folder")
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_an_unknown_address_offers_search_and_help(client: Client) -> None:
    answer = client.get("/no-such-page/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert 'action="/search/"' in html
    assert 'class="help-panel"' in html
    assert "noindex" in html


def test_an_unknown_address_is_answered_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise DatabaseError

    monkeypatch.setattr(errors, "render", away)
    answer = errors.not_found(HttpRequest(), Exception())
    assert answer.status_code == 404
    assert "find this page" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(("fault", "status"), [(ZeroDivisionError, 500), (OperationalError, 503)])
def test_a_fault_in_a_page_is_answered_without_the_database(
    fault: type[Exception], status: int, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise fault("told to nobody")

    factories.article(slug="broken")
    known({"emergency": "999"})
    monkeypatch.setattr(ArticlePage, "get_context", broken)
    answer = Client(raise_request_exception=False).get("/broken/")
    html = answer.content.decode()
    assert answer.status_code == status
    assert ">999</a>" in html
    assert "told to nobody" not in html
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert ("Retry-After" in answer.headers) == (status == 503)


@pytest.mark.django_db
def test_a_request_that_cannot_be_read_gets_a_page() -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"host": "not a host"})
    assert answer.status_code == 400
    assert "Get help" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_gets_a_page_of_ours() -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "morgan@example.org"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Nothing was saved." in html
    assert "Get help" in html
    assert "CSRF" not in html
