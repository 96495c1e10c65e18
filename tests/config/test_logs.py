"""What the log may say of an address: all but the token, with which its reader could do its owner's part."""

import logging
import re

import pytest

from config.logs import WithoutTokens
from tests.access.test_every_address import ALL

TOKEN = "Yq3-token_of_somebody"
WITH_TOKEN = sorted({route for _, route, _ in ALL if "<slug:token>" in route})


@pytest.mark.parametrize("route", WITH_TOKEN)
def test_no_token_stands_in_a_line_of_the_log(route: str) -> None:
    path = "/" + re.sub(r"<\w+:\w+>", "leeds", route.replace("<slug:token>", TOKEN)).replace("\\Z", "")
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    WithoutTokens().filter(line)
    assert TOKEN not in line.getMessage()
    assert "Not Found: /" in line.getMessage()
