"""Search over the demonstration's own content, on PostgreSQL and on SQLite."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def asked(client: Client, text: str) -> str:
    answer = client.get("/search/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def links(html: str) -> list[str]:
    return re.findall(r'class="search-result__title"><a href="([^"]+)"', html)


def test_a_visitor_finds_what_the_site_says(client: Client) -> None:
    call_command("demo", verbosity=0)
    call_command("wagtail_update_index", verbosity=0)
    for one, other in (("exploited", "exploitation"), ("recruiting", "recruit"), ("TRAFFICKED", "trafficking")):
        html = asked(client, one)
        assert set(links(html)) == set(links(asked(client, other))) != set()
        assert "<mark>" in html
    for code in ("G06", "g06"):
        address = links(asked(client, code))[0]
        assert address.endswith("#G06")
        page, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in client.get(page).content.decode()
    assert any("/learn/" in link for link in links(asked(client, "county lines")))
    assert "08000 121 700" in asked(client, "helpline")
    assert "We found nothing for this" in asked(client, "xylophone")
    for odd in ("x" * 10_000, "a\x00b", '"', "%_*\\", ")) OR (", "'; --", "NEAR(", "🙂"):
        asked(client, odd)
