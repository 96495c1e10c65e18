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
        ({"name": "Suzie Signer", "petition": ""}, "Name: Suzie Signer; Petition: none"),
    ],
)
def test_each_value_that_is_held_is_told_in_words(value: Any, words: str) -> None:
    assert told(value) == words
