"""The kit for an hour of writing letters, read back from its PDF."""

import io
from datetime import date
from typing import Any

import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from campaigns import letter_kits
from campaigns.letter_kits import Kit

LINK = "https://example.org/letters/time-to-recover/for/leeds/"
FIRST_PAGE = b'#set page(margin: 0mm)\n#image(bytes(json(bytes(sys.inputs.kit))), format: "pdf", page: 1)'


def kit(**more: Any) -> Kit:
    fields: dict[str, Any] = {
        "title": "Time to recover",
        "group": "Leeds group",
        "purpose": "Everybody gets time.\n\nAnd a lawyer.",
        "background": "The law as it is.",
        "points": ("Time before any interview", "One person who stays"),
        "link": LINK,
        "office_names": ("The Home Secretary",),
        "deadline": date(2026, 12, 14),
        "facts": (("In danger now", "999"), ("Helpline", "the number of the registry")),
    }
    return Kit(**{**fields, **more})


def read(made: Kit) -> PdfReader:
    return PdfReader(io.BytesIO(letter_kits.make_kit(made)))


def words(made: Kit) -> str:
    text = " ".join(page.extract_text() for page in read(made).pages)
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").replace("\N{EN DASH}", "-").split())


def test_it_says_what_is_asked_of_whom_until_when_and_where_to_write() -> None:
    said = words(kit(tone="Be brief.", length="100 to 400 words"))
    for sentence in (
        "Kit for an hour of writing letters · Leeds group",
        "Everybody gets time. And a lawyer.",
        "Who gets the letters - The Home Secretary",
        "- Time before any interview - One person who stays",
        "Write by 14 December 2026.",
        "example.org/letters/time-to-recover/for/leeds",
        "Aim for 100 to 400 words. - Be brief.",
        "In danger now 999 Helpline the number of the registry",
    ):
        assert sentence in said


def test_the_hour_is_planned_without_a_gap() -> None:
    minutes = [step["minutes"].split(" to ") for step in letter_kits.hour()]
    assert minutes[0][0] == "0"
    assert minutes[-1][1] == "60"
    assert [end for _, end in minutes[:-1]] == [start for start, _ in minutes[1:]]


def test_nobody_is_asked_to_write_about_a_possible_victim() -> None:
    said = words(kit())
    assert "Nothing about a person who may be a victim: no name, no place, no car, no photograph." in said
    assert "don't tell us: nobody may read it in time. Call instead: In danger now 999" in said


def test_what_is_not_known_leaves_no_empty_heading() -> None:
    said = words(kit(background="", points=(), office_names=(), deadline=None))
    for absent in ("Why it matters", "Points to choose from", "Who gets the letters", "Write by", "Aim for"):
        assert absent not in said


def test_a_camera_reads_the_groups_own_link() -> None:
    numbers = str(list(letter_kits.make_kit(kit())))
    page = typst.Compiler(FIRST_PAGE, sys_inputs={"kit": numbers}).compile(format="png", ppi=150)
    assert isinstance(page, bytes)
    with Image.open(io.BytesIO(page)) as seen:
        assert [each.text for each in zxingcpp.read_barcodes(seen)] == [LINK]


@pytest.mark.parametrize("background", ["", "A sentence that goes on. " * 240])
def test_it_is_tagged_and_the_plan_begins_on_a_page_of_its_own(background: str) -> None:
    reader = read(kit(background=background))
    assert "/StructTreeRoot" in reader.root_object
    assert [page.extract_text().startswith("Before people come") for page in reader.pages].count(True) == 1


def test_words_are_never_taken_for_markup_and_any_script_is_written() -> None:
    said = words(kit(title="#strong[x] $5", group="王小明", points=("*bold* @label",)))
    assert "#strong[x] $5" in said
    assert "WangXiaoMing" in said
    assert "*bold* @label" in said
