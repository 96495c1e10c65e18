from datetime import UTC, date, datetime
from typing import Any

import pytest

from people.templatetags.people_rows import told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "none"),
        ("", "none"),
        ({}, "none"),
        (0, "0"),
        (False, "no"),
        ("Suzie", "Suzie"),
        (date(2026, 11, 2), "2 November 2026"),
        (datetime(2026, 7, 2, 12, tzinfo=UTC), "2 July 2026, 13:00"),
        ({"name": "Suzie Signer", "petition": ""}, "Name: Suzie Signer; Petition: none"),
    ],
)
def test_each_value_that_is_held_is_told_in_words(value: Any, words: str) -> None:
    assert told(value) == words
