"""gunicorn.conf.py, as gunicorn's own parser of requests takes it."""

import runpy

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser


@pytest.mark.parametrize("character", ["x", "%20"])
def test_a_search_of_ten_thousand_characters_reaches_the_site(character: str) -> None:
    config = Config()
    for name, value in runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py")).items():
        if name in config.settings:
            config.set(name, value)
    asked = character * 10_000
    sent = f"GET /search/?q={asked} HTTP/1.1\r\nHost: www.example.org\r\n\r\n".encode()
    request = next(iter(RequestParser(config, iter([sent]), ("127.0.0.1", 1))))
    assert request.query == f"q={asked}"
