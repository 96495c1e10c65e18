"""The rules that let staff read a letter first, measured on labelled texts. `pytest -s` shows which they get wrong."""

import time
from pathlib import Path

import pytest

from campaigns import letter_words

TEXTS = Path(__file__).parent / "letter_words"
RECALL, FALSE_ALARMS = 0.9, 0.05
LETTER = "\n\n".join(["I write about support for survivors. {}", "It ends too soon. Please tell me what you will do."])
PARTIES = ["Labour (Co-op)", "Green", "Example Party", "Reform", "Alex Sample"]


def labelled(name: str) -> list[str]:
    return TEXTS.joinpath(f"{name}.txt").read_text().strip().split("\n\n")


ABUSIVE, FINE = labelled("abusive"), labelled("fine")


def found(texts: list[str]) -> float:
    return sum(bool(letter_words.abusive(text)) for text in texts) / len(texts)


def mistakes() -> list[str]:
    missed = [f"missed: {text}" for text in ABUSIVE if not letter_words.abusive(text)]
    return missed + [f"{letter_words.abusive(text)}: {text}" for text in FINE if letter_words.abusive(text)]


def test_abuse_and_threats_are_found_and_strong_words_seldom() -> None:
    recall, false_alarms = found(ABUSIVE), found(FINE)
    print("\n".join([f"\nrecall {recall:.3f}, false alarms {false_alarms:.3f}", *mistakes()]))  # noqa: T201
    assert len(set(ABUSIVE)) >= 40
    assert len(set(FINE)) >= 60
    assert recall >= RECALL
    assert false_alarms <= FALSE_ALARMS


def test_it_is_found_within_a_letter_of_other_words_too() -> None:
    assert found([LETTER.format(text) for text in ABUSIVE]) >= RECALL
    assert found([LETTER.format(text) for text in FINE]) <= FALSE_ALARMS


@pytest.mark.parametrize(
    "text", ["I WILL KILL YOU!", "i\u200b will\nkill\tyou", "I will k\u0301ill you", "\uff29 will kill you"]
)
def test_no_way_of_writing_it_hides_a_threat(text: str) -> None:
    assert letter_words.abusive(text)


def test_the_same_threat_that_is_told_of_is_nobodys_abuse() -> None:
    assert letter_words.abusive("I will kill you.")
    assert not letter_words.abusive("He told her: I will kill you.")


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("I will vote Labour, as my street does.", True),
        ("I ask the Labour candidate as well.", True),
        ("What Alex Sample said is right.", True),
        ("The EXAMPLE party promised it.", True),
        ("Only the Greens care.", False),
        ("I think Green would do better.", True),
        ("Forced labour is hidden. Labour exploitation grows.", False),
        ("They were held for Labour Exploitation by a gang.", False),
        ("Please reform the law and give it green light.", False),
        ("Labour was all that she knew.", False),
        ("", False),
    ],
)
def test_a_partys_name_is_told_from_the_word_that_it_is(text: str, is_named: bool) -> None:
    assert letter_words.names_party(text, PARTIES) is is_named


@pytest.mark.parametrize("text", ["you " * 5_000, "i will " * 3_000, "a" * 20_000, "kill . " * 3_000, ""])
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    letter_words.abusive(text)
    assert time.perf_counter() - start < 1.5
