"""What is written about letters says what the code does."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from campaigns import letter_life
from campaigns.letter_enums import LetterState
from people import retention

FOLDER = Path(__file__).parents[2]
PAGE = (FOLDER / "docs/features/letters.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below this heading."""
    below = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in below.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def named(text: str) -> str:
    return text.replace("_", " ")


def test_the_table_of_moves_is_that_of_the_code() -> None:
    moves = [
        [
            named(move.name),
            ", ".join(named(state.value) for state in LetterState if state in move.since),
            named(move.to.value),
            "yes" if move.tells else "no",
        ]
        for move in letter_life.MOVES.values()
    ]
    assert rows("States and moves") == moves


def test_the_table_of_time_outs_is_that_of_the_code() -> None:
    assert rows("Time-outs") == [
        [named(each.state.value), f"{each.after.days} days", each.what, each.because]
        for each in letter_life.TIME_OUTS.values()
    ]
    assert letter_life.MOST_ASKED == 3
    assert timedelta(days=1) == letter_life.REMIND_AFTER
    assert "at most three times: at once, after a day, and two days after that" in PAGE


def test_every_period_of_letters_is_a_setting_that_the_page_and_the_readme_name() -> None:
    periods = {rule.days for rule in retention.registered() if rule.name.startswith(("letter-", "print-files"))}
    assert periods == {key for key in settings.KEEP_DAYS if key.startswith(("letter_", "print_"))}
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for key in periods:
        assert f"`KEEP_{key.upper()}_DAYS`" in PAGE
        assert f"`{key.upper()}`" in readme


@pytest.mark.parametrize("name", ["0038-a-letter-is-one-row-a-recipient", "0039-letters-are-compared-by-keyed-hashes"])
def test_the_decisions_that_it_names_are_there(name: str) -> None:
    assert f"../decisions/{name}.md" in PAGE
    assert (FOLDER / f"docs/decisions/{name}.md").exists()
