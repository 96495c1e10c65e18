"""Briefs for those who visit their MPs, read back from the PDF."""

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from campaigns import lobby_briefs
from campaigns.lobby_briefs import MOST_LINES, Brief, Counted, Evidence, Group

DAY = date(2026, 11, 23)
HIDDEN = "under 5, or hidden"


def brief(**more: Any) -> Brief:
    fields: dict[str, Any] = {
        "constituency": "Leeds Example",
        "member": "Morgan Example",
        "party": "Example Party",
        "signatures": "1,214",
        "written": HIDDEN,
        "trained": "63",
        "petitions": (Counted("Support every survivor", "214", "48,210"),),
        "letters": (Counted("Time to recover", HIDDEN, "2,004"),),
        "groups": (Group("Leeds group", "Write to it through its page."),),
        "position": "Supports it.",
        "evidence": (Evidence("Spoke for it in the House.", "hansard.parliament.uk/commons"),),
        "asks": ("Vote for it.", "Ask when it begins.", "Come to a training evening."),
    }
    return Brief(**{**fields, **more})


def read(*briefs: Brief) -> PdfReader:
    return PdfReader(io.BytesIO(lobby_briefs.make_briefs(briefs, title="Lobby day", day=DAY)))


def pages(*briefs: Brief) -> list[str]:
    return [" ".join(page.extract_text().replace("\N{ZERO WIDTH SPACE}", "").split()) for page in read(*briefs).pages]


def test_it_says_who_lives_there_what_they_did_where_the_mp_stands_and_what_to_ask() -> None:
    (said,) = pages(brief())
    for words in (
        "Leeds Example Morgan Example, Example Party",
        "signatures from here letters from here people here trained by us group here",
        "1 Vote for it. 2 Ask when it begins. 3 Come to a training evening.",
        "Supports it. Spoke for it in the House. hansard.parliament.uk/commons",
        "Support every survivor 214 48,210",
        f"Time to recover {HIDDEN} 2,004",
        "Leeds group Write to it through its page.",
        "Numbers are those of 23 November 2026. Those under 5 are not shown",
    ):
        assert words in said


def test_a_vacant_seat_and_what_is_not_known_are_said_or_left_out() -> None:
    empty = {"written": "", "position": "", "petitions": (), "letters": (), "groups": (), "evidence": (), "asks": ()}
    (said,) = pages(brief(member="", **empty))
    assert "The seat is vacant, or we don" in said
    assert "There is no group here yet." in said
    for absent in ("Example Party", "letters from here", "signed and written", "MP stands", "ask for", "Not listed"):
        assert absent not in said


def test_each_mp_has_pages_of_their_own_and_a_heading_to_find_them_by() -> None:
    reader = read(brief(), brief(constituency="Truro Example"))
    assert len(reader.pages) == 2
    assert "Truro Example" in reader.pages[1].extract_text()
    assert "/StructTreeRoot" in reader.root_object
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == ["Leeds Example", "Truro Example"]


def test_a_brief_has_at_most_two_pages_and_says_what_it_leaves_out() -> None:
    many = 20
    first, second = pages(
        brief(
            constituency="A constituency with a name that goes on and on",
            petitions=(Counted("A petition with a title as long as titles are", "214", "48,210"),) * many,
            letters=(Counted("A letter with a title as long as titles are", "17", "2,004"),) * many,
            groups=(Group("A group", "Write to it through its page."),) * many,
            evidence=(Evidence("They said so in the House, and they meant it. " * 3, "hansard.parliament.uk"),) * many,
        )
    )
    more = many - MOST_LINES
    assert f"{more} more petitions, {more} more letter actions, {more} more groups" in f"{first} {second}"


@pytest.mark.parametrize("number", [0, lobby_briefs.MOST + 1])
def test_there_is_at_least_one_and_not_more_than_one_day_takes(number: int) -> None:
    with pytest.raises(lobby_briefs.TooMany):
        read(*[brief()] * number)


def test_words_are_never_taken_for_markup_and_any_script_is_written() -> None:
    (said,) = pages(brief(position="#strong[x] $5 *bold*", member="王小明"))
    assert "#strong[x] $5 *bold*" in said
    assert "WangXiaoMing, Example Party" in said
