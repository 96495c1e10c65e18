"""Numbers as editors write them, read, and as readers see them."""

import re
from decimal import Decimal

from django.utils import formats

LARGEST = Decimal(10) ** 12
MOST_DECIMALS = 6
PLAIN = re.compile(r"[-+]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
AMBIGUOUS = re.compile(r"[-+]?[0-9][0-9., ]*[0-9]")
NO_FIGURE = frozenset(
    {
        "-",
        "\N{EN DASH}",
        "\N{EM DASH}",
        ".",
        "..",
        "...",
        ":",
        "?",
        "c",
        "x",
        "z",
        "[c]",
        "[x]",
        "[z]",
        "n/a",
        "na",
        "nil",
    }
)


class NotANumber(ValueError):
    """Says what is wrong with the text, as the end of a sentence about its row."""


def read(text: str) -> Decimal:
    """The number that `text` writes, "23,411" or "-1.5"; raise NotANumber for anything else."""
    text = text.replace("\N{MINUS SIGN}", "-")
    if not PLAIN.fullmatch(text):
        raise NotANumber(what_is_wrong_with(text))
    number = Decimal(text.replace(",", "").replace(" ", ""))
    if abs(number) >= LARGEST:
        raise NotANumber(
            f'"{short(text)}" is too large. Give the figures in thousands or millions, and say so as unit.'
        )
    if -int(number.as_tuple().exponent) > MOST_DECIMALS:
        raise NotANumber(f'"{short(text)}" has more than {MOST_DECIMALS} decimals.')
    return number


def what_is_wrong_with(text: str) -> str:
    if text.casefold() in NO_FIGURE:
        return f'"{text}" stands for no figure. Leave the cell empty: the chart shows a gap there.'
    if text.endswith(("%", "‰")):
        return f'"{short(text)}" is not a number alone. Leave the sign out and make "per cent" the unit.'
    if text[0] in "£$€":
        return f'"{short(text)}" is not a number alone. Leave the sign out and name the currency in the unit.'
    if AMBIGUOUS.fullmatch(text):
        return (
            f'"{short(text)}" can be read in two ways. Write decimals with a point, and thousands as "1,500" or "1500".'
        )
    return f'"{short(text)}" is not a number.'


def short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def written(number: Decimal) -> str:
    """As the reader's language writes it, "23,411", with a minus sign: screen readers leave a hyphen out."""
    return formats.number_format(number, force_grouping=True).replace("-", "\N{MINUS SIGN}")
