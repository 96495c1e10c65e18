"""What an answer says of the writer whom it answers, so that nothing of it is shown to others.

Too much is found rather than too little: staff take each of these out, or say it in other words, first.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from campaigns.models import Letter
from pages import phrases

MOST = 20  # that are told at once
SHORTEST = 2  # letters of a part of a name that is looked for
LETTERS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
WORD = r"(?<!\w){}(?!\w)"
# First names, surnames and towns that are words as well: only with a greeting, a title or "in" are they somebody's.
ALSO_WORDS = frozenset(
    phrases.separate(
        """april, august, bath, best, brown, church, day, deal, dean, do, faith, grace, green, hope, hill, joy, june,
        king, long, love, mark, may, mold, nelson, old, page, pat, peace, penny, person, poole, price, reading, rich,
        rose, ross, rugby, sale, sandy, short, street, sue, summer, will, wells, white, winter, wood, young"""
    )
)
BEFORE_A_NAME = (
    r"(?:dear|hello|hi|annwyl|mr|mrs|ms|miss|mx|dr|rev|sir|dame|lady|lord|councillor|cllr|thanks|sincerely),?"
)
BEFORE_A_TOWN = r"(?:in|of|from|at|near|to|around|yn|o)"
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
POSTCODE = re.compile(r"(?<!\w)[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}(?!\w)", re.IGNORECASE)
# "Our ref: MC2026/01234", "[Case ref ZA61234]", "Reference number TO2026/01234", "eich cyf".
REFERENCE = re.compile(
    r"(?<!\w)(?:(?:our|your|case|my|eich|ein)\s+)?(?:ref(?:erence)?|cyf(?:eirnod)?)(?:\s+(?:number|no\.?))?\s*[:.#]?\s*"
    r"(?=[\w/-]*\d)[\w/-]{4,}|(?<!\w)(?:[A-Z]{2,}\d{4}/\d{3,}|[A-Z]{2}\d{4,}|L\d{6,})(?!\w)",
    re.IGNORECASE,
)


def find(text: str, letter: Letter) -> list[str]:
    """What of its writer stands in the text, as it stands there; empty where it may be shown."""
    text = unicodedata.normalize("NFC", text)
    flat = plain(text)
    found: dict[str, None] = {}
    for pattern in patterns(letter):
        for match in pattern.finditer(flat):
            found.setdefault(text[match.start() : match.end()].strip(), None)
    for match in marks(flat, letter):
        found.setdefault(text[match.start() : match.end()].strip(), None)
    return list(found)[:MOST]


def plain(text: str) -> str:
    """Without accents, sign for sign: a place in the one is the same place in the other."""
    composed = unicodedata.normalize("NFC", text).replace("\u2019", "'")
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in composed)


def patterns(letter: Letter) -> Iterator[re.Pattern[str]]:
    name = plain(" ".join(letter.name.split()))
    if name:
        yield whole(name)
    yield from words(LETTERS.findall(name), BEFORE_A_NAME)
    if town := plain(letter.town.strip()):
        yield from words([town], BEFORE_A_TOWN)
    for line in plain(letter.postal_address).splitlines():
        if len(line.strip()) >= 5:
            yield whole(line.strip(" ,"))


def words(parts: Iterable[str], before: str) -> Iterator[re.Pattern[str]]:
    """Each of them; one that is a word as well only behind what goes before a name."""
    for part in parts:
        if part.casefold() in ALSO_WORDS:
            yield re.compile(rf"(?i:(?<!\w){before})\s+(?i:{re.escape(part)})(?!\w)")
        elif len(part) >= SHORTEST:
            yield whole(part)


def whole(words_: str) -> re.Pattern[str]:
    """Whatever space stands between them."""
    return re.compile(WORD.format(r"\s+".join(map(re.escape, words_.split()))), re.IGNORECASE)


def marks(text: str, letter: Letter) -> Iterator[re.Match[str]]:
    """Addresses, postcodes and references. Those of the office are no secret, its reference of this letter is one."""
    theirs, home = letter.address.typed.casefold(), squeezed(letter.postcode)
    for match in EMAIL.finditer(text):
        if match[0].casefold() in (theirs, letter.address.canonical):
            yield match
    for match in POSTCODE.finditer(text):
        if home and squeezed(match[0]) == home:
            yield match
    yield from REFERENCE.finditer(text)


def squeezed(postcode: str) -> str:
    return "".join(postcode.split()).upper()
