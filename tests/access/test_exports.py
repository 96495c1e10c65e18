"""Each list of the admin that offers its rows as a file gives them: a heading of its columns, and rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.views.snippets import SnippetViewSet

from tests import factories
from tests.access import scene

pytestmark = pytest.mark.django_db


def exporting(of: list[Any]) -> Iterator[Any]:
    for each in of:
        registerables = getattr(each, "registerables", None)
        if registerables is not None:
            yield from exporting(registerables)
        elif isinstance(getattr(each, "list_export", None), list) and each.list_export and each.url_namespace:
            yield each


def test_every_list_that_offers_a_file_gives_it_with_all_its_columns(client: Client) -> None:
    scene.make()
    client.force_login(factories.dele())
    lines = {}
    for each in exporting(viewsets.viewsets):
        of_list = each.get_url_name("list" if isinstance(each, SnippetViewSet) else "index")
        answer = client.get(reverse(of_list), {"export": "csv"})
        text = b"".join(answer).decode()  # in pieces, as it is sent
        assert (each.name, answer.status_code, answer.headers["Content-Type"]) == (each.name, 200, "text/csv")
        lines[each.name] = len(text.splitlines())
    assert len(lines) > 12
    assert sum(1 for number in lines.values() if number > 1) > 10, lines
