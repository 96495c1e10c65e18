"""The rules that recognise a report, measured on labelled texts of our own. `pytest -s` shows which they get wrong."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pages import victim_reports

TEXTS = Path(__file__).parent / "victim_reports"
RECALL, FALSE_ALARMS = 0.95, 0.04
RECALL_OF_A_HALF, FALSE_ALARMS_OF_A_HALF = 0.93, 0.06
FEWEST = 180  # texts of each kind
SECONDS = 1.0


def labelled(name: str) -> list[str]:
    return TEXTS.joinpath(f"{name}.txt").read_text().strip().split("\n\n")


REPORTS, HARMLESS = labelled("reports"), labelled("harmless")


def recognised(texts: list[str]) -> float:
    return sum(bool(victim_reports.recognise(text)) for text in texts) / len(texts)


def mistakes() -> list[str]:
    missed = [f"missed: {text}" for text in REPORTS if not victim_reports.recognise(text)]
    alarms = [f"{victim_reports.recognise(text)}: {text}" for text in HARMLESS if victim_reports.recognise(text)]
    return missed + alarms


def test_reports_are_recognised_and_other_texts_seldom() -> None:
    recall, false_alarms = recognised(REPORTS), recognised(HARMLESS)
    print("\n".join([f"\nrecall {recall:.3f}, false alarms {false_alarms:.3f}", *mistakes()]))  # noqa: T201
    assert min(len(set(REPORTS)), len(set(HARMLESS))) >= FEWEST
    assert recall >= RECALL
    assert false_alarms <= FALSE_ALARMS


@pytest.mark.parametrize("half", [0, 1])
def test_neither_half_of_the_texts_is_recognised_much_worse(half: int) -> None:
    assert recognised(REPORTS[half::2]) >= RECALL_OF_A_HALF
    assert recognised(HARMLESS[half::2]) <= FALSE_ALARMS_OF_A_HALF


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace("'", "\u2019"),
        lambda text: text.replace("'", ""),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(" ", "\u00a0 "),
        lambda text: "\u200b".join(text),
        lambda text: "\u00ad".join(text),
        lambda text: text.replace("a", "a\u0301"),
        lambda text: "".join(chr(ord(each) + 0xFEE0) if each.isalpha() and each.isascii() else each for each in text),
    ],
    ids=[
        "capitals",
        "curly",
        "no apostrophes",
        "lines",
        "spaces",
        "zero width",
        "soft hyphens",
        "accents",
        "full width",
    ],
)
def test_how_a_report_is_typed_does_not_hide_it(change: Callable[[str], str]) -> None:
    plainly = [victim_reports.recognise(text) for text in REPORTS]
    assert [victim_reports.recognise(change(text)) for text in REPORTS] == plainly


def test_a_report_at_the_end_of_a_long_harmless_text_is_found() -> None:
    petition = " ".join(text for text in HARMLESS[:20] if not victim_reports.recognise(text))
    request = "Please send me a copy of my data, and stop the newsletter, which I never asked for.\n\n"
    assert not victim_reports.recognise(request)
    assert recognised([f"{petition}\n\n{text}" for text in REPORTS]) >= RECALL
    assert recognised([request + text for text in REPORTS]) >= RECALL


def test_what_is_recognised_is_named() -> None:
    names = victim_reports.recognise("My boss has my passport and says that I owe him for the flight. I can't leave.")
    assert {"papers are kept", "debt", "not free"} <= set(names)
    assert len({rule.name for rule in victim_reports.RULES}) == len(victim_reports.RULES)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "?!.", "\u200b", "\U0001f600", "End it. Now."])
def test_a_text_with_nothing_in_it_is_no_report(text: str) -> None:
    assert victim_reports.recognise(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        "i ",
        "a",
        "a. ",
        "he ",
        "the girl ",
        "take ",
        "not never ",
        "he a b c d e f g h i ",
        "take me a a a off ",
        "the lock he has to ",
        "\u0301",
        "\ufdfa",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * victim_reports.LONGEST)[: victim_reports.LONGEST]
    started = time.process_time()
    victim_reports.recognise(text)
    assert time.process_time() - started < SECONDS


def test_only_so_much_of_a_text_is_looked_at() -> None:
    report = "My boss has my passport and says that I owe him for the flight. I can't leave."
    assert victim_reports.recognise("x " * (victim_reports.LONGEST // 2 - len(report)) + report)
    assert not victim_reports.recognise("x " * victim_reports.LONGEST + report)
