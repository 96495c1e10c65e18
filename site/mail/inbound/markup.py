"""HTML of strangers as text, in one pass over it: parsers of whole documents take by the square of what is broken."""

import re
from html import unescape

LONGEST, MOST_SAID = 500_000, 100_000  # characters; of a page and of what it says
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<unseen>script|style|title|template|textarea)\b[^<>]*>.*?(?:</(?P=unseen)\s*>|\Z)"
    r"|<[!?][^<>]*>"
    r"|<(?P<closes>/?)(?P<tag>[a-z][a-z0-9]*)\b[^<>]*>"
    r"|(?P<text>[^<]+|<)",
    re.I | re.S,
)
NEW_LINE = frozenset(
    re.findall(
        r"\w+",
        "address article center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main ol pre section "
        "table tr ul",
    )
)
NEW_CELL = frozenset({"td", "th"})
SPACES = re.compile(r"[ \t\r\n\f]+")
DEEPEST = 20


class Page:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.quoted = self.kept = 0  # how deep in blockquote and in pre
        self.said = 0

    def say(self, text: str) -> None:
        self.said += len(text)
        if self.kept:
            first, *others = text.split("\n")
            self.line += first
            for each in others:
                self.end_line()
                self.line = each
        else:
            said = SPACES.sub(" ", text)
            self.line += said.lstrip(" ") if not self.line or self.line.endswith(" ") else said

    def end_line(self) -> None:
        self.lines.append("> " * min(self.quoted, DEEPEST) + self.line.rstrip())
        self.line = ""

    def end_block(self) -> None:
        if self.line.strip():
            self.end_line()
        self.line = ""

    def meet(self, tag: str, *, closes: bool) -> None:
        step = -1 if closes else 1
        if tag == "br":
            self.end_line()
        elif tag == "blockquote":
            self.end_block()
            self.quoted = max(self.quoted + step, 0)
        elif tag == "p":
            self.end_block()
            if self.lines and not self.lines[-1].endswith(("> ", ">")) and self.lines[-1]:
                self.end_line()
        elif tag in NEW_LINE:
            self.end_block()
            self.kept = max(self.kept + step, 0) if tag == "pre" else self.kept
        elif tag in NEW_CELL and closes:
            self.say(" ")


def text_of(html: str) -> str:
    """Each block on lines of its own, what it quotes marked as plain text marks it, and nothing of what isn't shown."""
    page = Page()
    for token in TOKEN.finditer(html[:LONGEST].replace("\r\n", "\n")):
        if page.said > MOST_SAID:
            break
        if token["text"]:
            page.say(unescape(token["text"]))
        elif token["tag"]:
            page.meet(token["tag"].lower(), closes=bool(token["closes"]))
    page.end_block()
    return "\n".join(page.lines)
