"""How many queries a page costs that is not in the store. Ten is the most, the outline's own two included.

The home page's map of constituencies may cost two more: its cells, and what is counted in each of two layers.
"""

from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages import generation, outline
from tests import demo

pytestmark = pytest.mark.django_db
MOST, ON_HOME = 10, 12
PATHS = [
    "/",
    "/learn/",
    "/learn/what-is-human-trafficking/",
    "/our-work/campaign/",
    "/campaigns/support-every-survivor/",
    "/petitions/",
    "/petitions/support-every-survivor/",
    "/petitions/support-every-survivor/sign/",
    "/petitions/support-every-survivor/check-your-inbox/",
    "/learn/forms-of-exploitation/sexual-exploitation/",
    "/numbers/",
    "/stories/a-new-phone/",
    "/news/",
    "/news/fair-work-agency-starts/",
    "/resources/",
    "/questions/",
    "/about/people/",
    "/contact/",
    "/privacy/",
    "/search/?q=exploited+children",
]


@pytest.mark.parametrize("path", PATHS)
def test_an_uncached_page_costs_few_queries(path: str, client: Client, settings: Any) -> None:
    demo.load()
    client.get(path)  # a process asks once for the types of content, and makes each rendition once
    settings.PAGE_GENERATION_MEMORY = 60
    caches["pages"].clear()
    outline.forget()
    generation.forget()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    generation.forget()
    assert len(queries) <= (ON_HOME if path == "/" else MOST), [query["sql"] for query in queries]
