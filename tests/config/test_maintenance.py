"""Closing the site, and what it answers while its database is away."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.test import Client

from pages import exits, last_known
from tests import factories

CLOSED_PORT = "postgres://nobody@127.0.0.1:1/none"
Answers = dict[str, tuple[int, dict[str, str], str]]


@pytest.fixture
def closed() -> None:
    last_known.file().write_text(json.dumps({"emergency": {"label": "", "value": "999", "tel": "tel:999"}}))
    call_command("maintenance", "on", verbosity=0)


@pytest.mark.parametrize("path", ["/", "/no-such-page/", "/admin/", "/search/?q=x", "/sitemap.xml"])
def test_a_closed_site_answers_everything_with_one_page_and_no_query(path: str, closed: None, client: Client) -> None:
    answer = client.get(path)  # a query would fail: this test may make none
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert ">999</a>" in answer.content.decode()
    assert client.post(path).status_code == 503


def test_static_files_and_exit_are_answered_all_the_same(closed: None, client: Client, settings: Any) -> None:
    sheet = client.get("/static/css/actforjustice.css")
    assert sheet.status_code == 200
    assert sheet.getvalue()
    left = client.get("/exit/")
    assert (left.status_code, left.headers["Location"]) == (303, settings.EXIT_URL)
    assert exits.COOKIE in left.cookies
    back = client.get("/", headers={"Sec-Fetch-Dest": "document"})
    assert (back.status_code, back.headers["Location"]) == (303, settings.EXIT_URL)


@pytest.mark.django_db
def test_it_opens_again_at_once(closed: None, client: Client) -> None:
    factories.article(slug="an-article")
    assert client.get("/an-article/").status_code == 503
    call_command("maintenance", "off", verbosity=0)
    assert client.get("/an-article/").status_code == 200
    call_command("maintenance", "off", verbosity=0)


def without_database(folder: Path, *paths: str) -> Answers:
    environment = {**os.environ, "DATABASE_URL": CLOSED_PORT, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "-m", "tests.config.without_database", str(folder), *paths]
    done = subprocess.run(command, cwd=site.BASE_DIR, env=environment, check=True, capture_output=True, text=True)
    answers: Answers = json.loads(done.stdout)
    return answers


def test_while_the_database_is_away_readers_get_help_and_can_leave(tmp_path: Path) -> None:
    numbers = {"helpline": {"label": "The helpline", "value": "08000 121 700", "tel": "tel:+448000121700"}}
    (tmp_path / "safety.json").write_text(json.dumps(numbers))
    pages = ("/", "/learn/", "/no-such-page/", "/search/?q=help", "/account/login/")
    answers = without_database(tmp_path, *pages, "/exit/")
    for path in (*pages, *(f"{path} signed in" for path in pages)):
        status, headers, html = answers[path]
        assert status == 503, path
        assert "Retry-After" in headers, path
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert ">08000 121 700</a>" in html
        assert "Traceback" not in html
    for path in ("/exit/", "/exit/ signed in"):
        status, headers, _ = answers[path]
        assert (status, headers["Location"]) == (303, site.EXIT_URL), path


def test_the_site_can_be_closed_while_the_database_is_away() -> None:
    environment = {**os.environ, "DATABASE_URL": CLOSED_PORT, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "manage.py", "maintenance", "off"]
    done = subprocess.run(command, cwd=site.BASE_DIR, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "The site is open"
