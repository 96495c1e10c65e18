"""Letters that go by post, read back from the PDF that is printed."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader

from campaigns import letter_paper, letter_press
from campaigns.letter_paper import Paper
from pages import printing

DAY = date(2026, 11, 23)
MILLIMETRE = 72 / 25.4
OFFICE = ("The Home Secretary", "Home Office", "1 Example Street", "Anytown", "AB1 2CD")
LONG_OFFICE = (
    "The Right Honourable the Baroness Example of Somewhere-upon-the-Water KC",
    "Chair of the Joint Committee on Everything that Committees Look Into",
    "Committee Office, Room 4B",
    "The Long Terrace of Anytown and Beyond",
    "Anytown",
    "AB1 2CD",
    "United Kingdom",
)
PARAGRAPH = "I learned at a training evening in our hall what signs there are, and now I see them. " * 4


class Piece(NamedTuple):
    """Words on a page, with the beginning of their line from the left and from the top, in millimetres."""

    words: str
    x: float
    y: float


def paper(**more: Any) -> Paper:
    fields: dict[str, Any] = {
        "sender_lines": ("Suzie Signer", "2 Example Road", "Leeds", "LS1 4DY"),
        "recipient_lines": OFFICE,
        "date": DAY,
        "salutation": "Dear Home Secretary,",
        "subject": "Time and safety for survivors",
        "paragraphs": (PARAGRAPH,) * 4,
        "closing": "Yours sincerely,",
        "name": "Suzie Signer",
        "reference": "AJ-1",
        "town": "Leeds",
    }
    return Paper(**{**fields, **more})


def run(*papers: Paper, **more: Any) -> bytes:
    return letter_paper.make_letters(papers, run_name="Print run 7", day=DAY, **more)


def texts(pdf: bytes) -> list[str]:
    """Of each page, on one line and without the places where a word may break."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [" ".join(page.extract_text().replace("\N{ZERO WIDTH SPACE}", "").split()) for page in pages]


def pieces(each: Paper) -> Iterator[Piece]:
    """Of the first page of a letter."""
    found: list[Piece] = []

    def note(words: str, outer: list[float], inner: list[float], font: Any, size: float) -> None:
        if words.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append(Piece(words.strip(), x / MILLIMETRE, 297 - y / MILLIMETRE))

    PdfReader(BytesIO(letter_paper.of_batch([each], "X").pdf)).pages[0].extract_text(visitor_text=note)
    yield from found


def shown_wherever_it_slides(piece: Piece) -> bool:
    return 20 <= piece.x <= 100 and 57 <= piece.y <= 81


def shown_at_times(piece: Piece) -> bool:
    return 10 <= piece.x <= 110 and 46 <= piece.y <= 92


def test_the_window_shows_the_address_wherever_the_sheet_slides_and_never_anything_else() -> None:
    address = OFFICE[:2] + OFFICE[1:]
    letter = list(pieces(paper(recipient_lines=address, sender_lines=("2 Example Road of a long name",) * 9)))
    assert " ".join(piece.words for piece in letter if shown_wherever_it_slides(piece)) == " ".join(address)
    assert all(shown_wherever_it_slides(piece) for piece in letter if shown_at_times(piece))


@pytest.mark.parametrize("address", [LONG_OFFICE, ("W" * 150,) * 8, ("One line",), ("Line",) * 40])
def test_an_address_of_any_length_stays_in_the_window(address: tuple[str, ...]) -> None:
    letter = list(pieces(paper(recipient_lines=address)))
    inside = [piece for piece in letter if shown_at_times(piece)]
    words = "".join("".join(piece.words for piece in inside).replace("\N{ZERO WIDTH SPACE}", "").split())
    assert words == "".join("".join(address).split())
    assert all(piece.y <= 81 for piece in inside)


def test_a_letter_is_folded_where_its_marks_are_and_begins_below_the_first() -> None:
    salutation = next(piece for piece in pieces(paper()) if piece.words.startswith("Dear"))
    assert 99 < salutation.y < 112


def test_the_run_begins_with_a_sheet_to_tick_off_every_letter_in_its_order() -> None:
    first, *letters = texts(run(paper(), paper(reference="AJ-2", paragraphs=(PARAGRAPH,) * 24, town="Truro")))
    assert "2 letters on 4 sheets of paper." in first
    assert "1 The Home Secretary, Home Office Leeds AJ-1 1" in first
    assert "2 The Home Secretary, Home Office Truro AJ-2 3" in first
    assert "23 November 2026" in first
    assert len(letters) == 4


def test_each_letter_has_pages_of_its_own_numbered_from_one() -> None:
    _, *letters = texts(run(paper(paragraphs=(PARAGRAPH,) * 24), paper(reference="AJ-2")))
    assert [page.rpartition("AJ-")[2] for page in letters] == [
        "1 Page 1 of 3",
        "1 Page 2 of 3",
        "1 Page 3 of 3",
        "2 Page 1 of 1",
    ]
    assert ["Dear Home Secretary" in page for page in letters] == [True, False, False, True]


@pytest.mark.parametrize("extra", range(0, 9, 2))
def test_the_name_never_stands_alone_on_the_last_page(extra: int) -> None:
    _, *letters = texts(run(paper(paragraphs=(*(PARAGRAPH,) * 6, *("One line more.",) * extra, "These words last."))))
    assert "These words last. Yours sincerely, Suzie Signer" in letters[-1]


def test_a_letter_in_welsh_has_its_date_and_its_numbers_in_welsh() -> None:
    _, page = texts(run(paper(language="cy", salutation="Annwyl Syr,", paragraphs=("Dŵr, tŷ ac ŷd.",))))
    for words in ("23 Tachwedd 2026", "Ein cyfeirnod: AJ-1", "Annwyl Syr, Time", "Dŵr, tŷ ac ŷd.", "Tudalen 1 o 1"):
        assert words in page


def test_words_are_never_taken_for_markup() -> None:
    written = '#set text(red) *bold* $5 @label [x] \\ "quoted" // not a comment <pages>'
    _, page = texts(run(paper(paragraphs=(written,), subject=written)))
    assert page.count(written) == 2


def test_letters_of_any_script_or_none_are_written_in_latin_ones() -> None:
    odd = "王小明 محمد Дмитрий Żółć e\u0301 \x00\x07\x85 \ue000 \N{GRINNING FACE} \u2043"
    first, page = texts(run(paper(name=odd, sender_lines=(odd,), recipient_lines=(odd,), town=odd, reference=odd)))
    assert page.count("WangXiaoMing mhmd Dmitriy Żółć é") == 5
    assert "WangXiaoMing mhmd Dmitriy" in first


def test_a_letter_that_says_nothing_is_printed_all_the_same() -> None:
    _, page = texts(run(paper(sender_lines=(), recipient_lines=("",), paragraphs=(), subject="", reference="")))
    assert "Dear Home Secretary, Yours sincerely," in page


def test_no_word_is_wider_than_the_paper() -> None:
    _, page = texts(run(paper(paragraphs=("W" * 400,))))
    assert "W" * 400 in page.replace(" ", "")
    assert "W" * 60 not in page  # it was broken into lines


def test_it_tells_after_each_batch_how_many_letters_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    together = run(*(paper(reference=f"AJ-{number}") for number in range(5)))
    monkeypatch.setattr(letter_paper, "BATCH", 2)
    apart = run(*(paper(reference=f"AJ-{number}") for number in range(5)), on_progress=told.append)
    assert told == [2, 4, 5]
    assert texts(apart) == texts(together)


def test_long_letters_fill_a_batch_sooner() -> None:
    papers = [paper(paragraphs=("x" * length,)) for length in (10, 100_000, 100_000, 10, *[100] * letter_paper.BATCH)]
    batches = list(letter_paper.in_batches(papers))
    assert [len(batch) for batch in batches] == [2, letter_paper.BATCH, 2]
    assert [each for batch in batches for each in batch] == papers


def test_the_same_letters_make_the_same_bytes() -> None:
    assert run(paper()) == run(paper())


@pytest.mark.parametrize("number", [0, letter_paper.MOST + 1])
def test_a_run_has_at_least_one_letter_and_not_too_many(number: int) -> None:
    with pytest.raises(letter_paper.TooMany):
        run(*[paper()] * number)


def test_a_template_that_fails_says_so_and_nothing_is_printed() -> None:
    with pytest.raises(letter_press.Failed, match="1: "):
        letter_press.printed(printing.FOLDER / "letters.typ", {}, fonts=printing.FONTS)


def test_a_process_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_press, "COMMAND", ["sleep", "60"])
    monkeypatch.setattr(letter_press, "PATIENCE", 0.1)
    with pytest.raises(letter_press.Failed, match="not done"):
        letter_press.printed(printing.FOLDER / "letters.typ", {}, fonts=printing.FONTS)
