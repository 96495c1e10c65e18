"""Rules tried where a word begins one of their phrases find no less than if each were looked for everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import phrases, victim_reports
from pages.victim_reports import NEAR, RULES, Rule
from tests.pages.test_victim_reports import HARMLESS, REPORTS

WORDS = sorted({*re.findall(r"\w+", victim_reports.plain(" ".join([*REPORTS, *HARMLESS]))), "12", "7", "\u0661", "."})
IN_RULES = sorted({word for rule in RULES for phrase in rule.phrases for word in re.findall(r"\w+", phrase)})
WORD = st.sampled_from(IN_RULES) | st.sampled_from(WORDS)
ENDED = st.builds(lambda word, end: word + end, WORD, st.sampled_from(["s", "ing", "a", "1"]))


def everywhere(text: str) -> dict[Rule, set[int]]:
    return {rule: {match.start() // NEAR for match in rule.pattern.finditer(text)} for rule in RULES}


@given(st.lists(WORD | ENDED, max_size=80).map(" ".join))
def test_nothing_is_missed_in_any_order_of_words(text: str) -> None:
    assert victim_reports.places(text) == everywhere(text)


@given(st.text(max_size=400))
def test_nothing_is_missed_in_any_text(text: str) -> None:
    plain = victim_reports.plain(text)
    assert victim_reports.places(plain) == everywhere(plain)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_whatever_a_rule_means_is_tried(rule: Rule) -> None:
    @given(st.from_regex(rule.pattern, fullmatch=True), st.lists(WORD, max_size=5).map(" ".join))
    def found(meant: str, before: str) -> None:
        text = victim_reports.plain(f"{before} {meant}")
        assert victim_reports.places(text) == everywhere(text)

    found()


@pytest.mark.parametrize("text", [*REPORTS, *HARMLESS, " ".join(REPORTS), " ".join(HARMLESS)])
def test_nothing_is_missed_in_the_labelled_texts(text: str) -> None:
    plain = victim_reports.plain(text)
    assert victim_reports.places(plain) == everywhere(plain)


@pytest.mark.parametrize(
    ("phrase", "beginnings"),
    [
        ("owed", ["owed "]),
        ("owes?", ["owe"]),
        ("repay*", ["repay"]),
        ("on ?line", ["on"]),
        ("# hours", ["#"]),
        ("never (be )?let", ["never "]),
        ("(be )?(let|set)s", ["be ", "lets ", "sets "]),
        ("((he|she) is|it*) in", ["he ", "she ", "it"]),
    ],
)
def test_how_a_phrase_may_begin(phrase: str, beginnings: list[str]) -> None:
    assert list(phrases.beginnings(phrase)) == beginnings


def test_a_choice_that_is_left_open_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(he\|she"):
        list(phrases.beginnings("(he|she"))
