"""Sheets of paper as PDF, by Typst. Its templates, in templates/print/, take what they say as JSON, never as markup."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from anyascii import anyascii
from django.conf import settings

if TYPE_CHECKING:
    import typst

FOLDER = settings.BASE_DIR / "templates/print"
FONTS = settings.BASE_DIR / "static/fonts"
SMALLEST, LARGEST, STEPS = 8.0, 13.0, 20  # points; what is smaller can't be read on paper
MOST_PIECES = 200  # no page holds more lines in two columns at 8 points
HELD_BY_FONTS = re.compile(
    r"[\s\u0020-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2193\u2212\u2610\u2611]"
)
HEADINGS = ("heading", "title", "step")

Piece = dict[str, Any]


class MissingLetters(Exception):
    """No font has a letter of what is to be printed, and a box in its place would say nothing."""


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Accessible (PDF/UA-1), with our own fonts alone, and the same bytes for the same data. Raises TypstError.

    Letters that no font has, such as of a name in Chinese, are written in Latin ones.
    """
    try:
        return as_written(template, data)
    except MissingLetters:
        return as_written(template, in_latin(data))


def as_written(template: str, data: Mapping[str, Any]) -> bytes:
    """The same, letter by letter. Raises MissingLetters too."""
    try:
        return cast(bytes, compiler(template, data).compile(format="pdf", pdf_standards="ua-1"))
    except RuntimeError as error:
        if "could not be displayed with font" in str(error):
            raise MissingLetters(str(error)) from error
        raise


def in_latin(value: Any) -> Any:
    """With every letter that our fonts may lack replaced by its sound, or a picture by its name."""
    match value:
        case str():
            return "".join(sign if HELD_BY_FONTS.match(sign) else anyascii(sign) for sign in value)
        case Mapping():
            return {key: in_latin(each) for key, each in value.items()}
        case list() | tuple():
            return [in_latin(each) for each in value]
    return value


def drawing(template: str, data: Mapping[str, Any], *, kind: Literal["png", "svg"], dots: int = 300) -> bytes:
    """One page as a picture, "png" with so many dots an inch or "svg"."""
    return cast(bytes, compiler(template, data).compile(format=kind, ppi=dots))


def one_page(template: str, data: Mapping[str, Any], pieces: Sequence[Piece], more: Sequence[Piece]) -> bytes:
    """On one page whatever happens: as large as fits, or cut and ended with `more`."""
    kept = list(pieces[:MOST_PIECES])

    def sized(step: int) -> dict[str, Any]:
        return {**data, "size": SMALLEST + (LARGEST - SMALLEST) * step / STEPS, "pieces": kept}

    def ending(count: int) -> dict[str, Any]:
        return {**data, "size": SMALLEST, "pieces": [*without_bare_headings(kept[:count]), *more]}

    if len(kept) == len(pieces) and is_one_page(template, sized(0)):
        return pdf(template, sized(most(STEPS, lambda step: is_one_page(template, sized(step)))))
    return pdf(template, ending(most(len(kept), lambda count: is_one_page(template, ending(count)))))


def most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `limit` that fits, where 0 does and nothing above one that doesn't."""
    fit, over = 0, limit + 1
    while over - fit > 1:
        middle = (fit + over) // 2
        fit, over = (middle, over) if fits(middle) else (fit, middle)
    return fit


def without_bare_headings(pieces: list[Piece]) -> list[Piece]:
    """Without the headings at the end, which nothing stands under."""
    while pieces and pieces[-1]["kind"] in HEADINGS:
        pieces = pieces[:-1]
    return pieces


def is_one_page(template: str, data: Mapping[str, Any]) -> bool:
    return compiler(template, data).query("<pages>", field="value", one=True) == "1"


def compiler(template: str, data: Mapping[str, Any]) -> "typst.Compiler":
    import typst  # which few processes need

    return typst.Compiler(
        FOLDER / f"{template}.typ",
        root=FOLDER,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
    )


@cache
def fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
