"""Text that was pasted from a word processor, a web page or an e-mail, as plain paragraphs. No word is ever lost.

A text area gets plain text from most programs; some bring their markup along, and all bring characters that look like
nothing on paper: hard spaces, soft hyphens, bullets of a font that nobody else has.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

from pages import plain_text


def listed(written: str) -> frozenset[str]:
    return frozenset(written.split())


LONGEST = 400_000  # characters: markup of a word processor is twenty times as long as its words
PARAGRAPHS = listed("p h1 h2 h3 h4 h5 h6 blockquote ul ol table dl pre hr article section header footer")
LINES = listed("div br li tr dt dd tbody thead center address")
CELLS = frozenset(("td", "th"))
INLINE = listed("""a abbr acronym b bdi bdo big cite code col colgroup del em figcaption figure font html body i img
    ins kbd link main mark meta nav o:p s small span st1:city st1:place strike strong sub sup tfoot title tt u v:shape
    w:sdt wbr""")
KNOWN = PARAGRAPHS | LINES | CELLS | INLINE
NOT_SHOWN = (
    ("<!--", "-->"),
    ("<style", "</style>"),
    ("<script", "</script>"),
    ("<xml", "</xml>"),
    ("<head", "</head>"),
)
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*(?::[a-z]+)?)((?:[\s/](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)?)>", re.IGNORECASE)
CONDITION = re.compile(r"<!\[(?:if|endif)[^<>]{0,200}>|<\?xml[^<>]{0,200}>|<!doctype[^<>]{0,200}>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
ADDRESS = re.compile(r"""href\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE)
# What Windows has where Unicode has control characters, as browsers read it too.
WINDOWS = {each: bytes([each]).decode("cp1252", "ignore") for each in range(0x80, 0xA0)}
BREAKS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\u2028\u2029"), "\n")
NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ufffc\x00" + "".join(plain_text.TURN_THE_ORDER)))
OF_FONTS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076"), "\u2022")  # bullets of Symbol and Wingdings
SECOND_BULLET = re.compile(r"^[ \t]*o(?=[\t\u00a0])", re.MULTILINE)  # of Word, a letter in a font of its own
BULLET = re.compile(r"^[ \t]*[\u2022\u00b7\u25aa\u25cf\u25cb\u25a0\u2023\u2043][ \t]*", re.MULTILINE)


def clean(text: str) -> str:
    """As its writer sees it. What is far too long is left as it is, to be refused."""
    if len(text) > LONGEST:
        return text
    plain = without_markup(text.replace("\r\n", "\n"))
    return tidied(ENTITY.sub(lambda found: html.unescape(found[0]), plain))


def without_markup(text: str) -> str:
    if not any(tag[2].lower() in KNOWN for tag in TAG.finditer(text)):
        return text
    for start, end in NOT_SHOWN:
        text = without(text, start, end)
    text = CONDITION.sub("", text)
    if any(tag[2].lower() in PARAGRAPHS | LINES for tag in TAG.finditer(text)):
        text = " ".join(text.split())  # in such markup only tags end a line
    return "".join(read(text))


def without(text: str, start: str, end: str) -> str:
    """Not what stands between the two; what begins and never ends is kept, since it may be the writer's own."""
    small, kept, place = text.lower(), [], 0
    while (begins := small.find(start, place)) >= 0 and (ends := small.find(end, begins)) >= 0:
        kept.append(text[place:begins])
        place = ends + len(end)
    return "".join([*kept, text[place:]])


def read(text: str) -> Iterator[str]:
    """The words, with a line's end or a space for each tag; a link is followed by its address."""
    place, address, since = 0, "", 0
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if name not in KNOWN:
            continue
        yield text[place : tag.start()]
        if name == "a" and not tag[1]:
            found = ADDRESS.search(tag[3])
            address, since = (found[1] if found else ""), tag.end()
        elif name == "a" and address:
            yield "" if address.rstrip("/") in text[since : tag.start()] else f" ({address})"
            address = ""
        yield stands_for(name, is_end=bool(tag[1]))
        place = tag.end()
    yield text[place:]


def stands_for(name: str, *, is_end: bool) -> str:
    if name in PARAGRAPHS:
        return "\n\n"
    if name == "li":
        return "" if is_end else "\n- "
    if name in LINES:
        return "\n"
    return " " if name in CELLS else ""


def tidied(text: str) -> str:
    same = unicodedata.normalize("NFC", text.translate(WINDOWS | OF_FONTS | BREAKS | NOTHING))
    same = "".join(seen(sign) for sign in SECOND_BULLET.sub("\u2022", same))
    lines = [" ".join(line.split()) for line in BULLET.sub("- ", same).split("\n")]
    lines = [line for line in lines if line != "-"]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def seen(sign: str) -> str:
    """Hard, thin and other spaces are spaces; so is what no font but one can show."""
    if sign in plain_text.LINES_AND_TABS or (sign.isascii() and sign.isprintable()):
        return sign
    return " " if unicodedata.category(sign) in ("Zs", "Cc", "Co", "Cn", "Cs") else sign
