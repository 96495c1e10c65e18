"""Reading a postcode as people type it, and saying what is wrong with one that can't be read."""

import re

# The shape of a UK postcode, from the Post Office Address File's format tables as used by the ONS Postcode Directory:
# an outcode of two to four characters, then a digit and two letters out of those that the inward part uses.
SHAPE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")
LOOKS_LIKE_A_DIGIT = str.maketrans("OIL", "011")
LOOKS_LIKE_A_LETTER = str.maketrans("01", "OI")
SHORTEST, LONGEST = 5, 7
# The letters that postcodes of the United Kingdom begin with, by Royal Mail's list of postcode areas.
# fmt: off
AREAS = frozenset((
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM", "CO", "CR",
    "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY",
    "G", "GL", "GU", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IP", "IV", "KA", "KT", "KW", "KY", "L",
    "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL",
    "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO",
    "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD",
    "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
))
# fmt: on
CROWN_DEPENDENCIES = {"GY": "Guernsey", "IM": "The Isle of Man", "JE": "Jersey"}
OUTSIDE_PARLIAMENT = frozenset(CROWN_DEPENDENCIES)
WITHOUT_GEOGRAPHY = {
    **{
        area: f"{name} has its own parliament, and no constituency in the House of Commons."
        for area, name in CROWN_DEPENDENCIES.items()
    },
    "BF": "A British Forces postcode stands for no place on the map. Choose your constituency.",
    "BX": "This postcode belongs to an organisation, not to a place. Use the one of your home.",
    "XX": "This postcode belongs to an organisation, not to a place. Use the one of your home.",
}


class MalformedPostcode(ValueError):
    """Not the shape of a UK postcode; its text is a sentence for whoever typed it."""


def parse(text: str) -> str:
    """The postcode in its official form ("LS1 4DY"), whatever its case and spacing.

    Raises MalformedPostcode with a hint. That the shape is right does not mean that the postcode exists.
    """
    compact = re.sub(r"[\s.\-]", "", text).upper()
    if match := SHAPE.fullmatch(compact):
        return " ".join(match.groups())
    if suggestion := with_swapped_look_alikes(compact):
        raise MalformedPostcode(f"Check the letter O and the number 0, or I and 1. Did you mean {suggestion}?")
    if not SHORTEST <= len(compact) <= LONGEST:
        raise MalformedPostcode("Enter a full UK postcode, like LS1 4DY.")
    raise MalformedPostcode("Enter a postcode in the right shape, like LS1 4DY.")


def area(postcode: str) -> str:
    """The letters that a postcode begins with: "LS" of "LS1 4DY"."""
    return postcode[:2] if postcode[1:2].isalpha() else postcode[:1]


def with_swapped_look_alikes(compact: str) -> str | None:
    """The postcode that was meant where O and 0, or I, L and 1, were mixed up; None where that does not mend it."""
    outward, inward = compact[:-3], compact[-3:]
    if not SHORTEST <= len(compact) <= LONGEST:
        return None
    inward = inward[0].translate(LOOKS_LIKE_A_DIGIT) + inward[1:].translate(LOOKS_LIKE_A_LETTER)
    for letters in (1, 2):
        head = outward[:letters].translate(LOOKS_LIKE_A_LETTER)
        tail = outward[letters:].translate(LOOKS_LIKE_A_DIGIT)
        if match := SHAPE.fullmatch(head + tail + inward):
            return " ".join(match.groups())
    return None
