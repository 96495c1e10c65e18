"""How it looks: pictures have words for whoever doesn't see them, text can be read on its ground, and nothing spies."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.conf import settings

from campaigns.mailout_checks import in_the_dark
from campaigns.mailout_checks.check import Check
from campaigns.mailout_compile import Compiled

LEAST, LEAST_OF_LARGE = 4.5, 3.0  # WCAG 2.2, 1.4.3
LARGE, LARGE_AND_BOLD = 24.0, 18.66  # pixels
BOLD = 700
HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", re.IGNORECASE)
NAMED = {"white": "#ffffff", "black": "#000000"}
NO_GROUND = ("transparent", "none", "inherit", "initial")
ACTIVE = ("script", "iframe", "object", "embed", "form", "link", "video", "audio")
FROM_AFAR = re.compile(r"@import|url\s*\(|\bsrc\s*:", re.IGNORECASE)
TINY = frozenset({"0", "1", "0px", "1px"})


class Look(NamedTuple):
    colour: str = "#000000"
    ground: str = "#ffffff"
    size: float = 16.0
    is_bold: bool = False

    @property
    def needs(self) -> float:
        large = self.size >= LARGE or (self.is_bold and self.size >= LARGE_AND_BOLD)
        return LEAST_OF_LARGE if large else LEAST


def checks(compiled: Compiled) -> Iterator[Check]:
    soup = soup_of(compiled.html)
    yield alternatives(soup)
    yield contrast(soup, "contrast", "Text that can be read")
    yield contrast(soup_of(in_the_dark.darkened(compiled.html)), "dark", "Text that can be read in the dark")
    yield no_tracking(soup)


def soup_of(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def alternatives(soup: BeautifulSoup) -> Check:
    without = [image for image in soup.find_all("img") if not str(image.get("alt") or "").strip()]
    says = f"{len(without)} without. Many mail programs show no pictures at first, and some readers never see them."
    return Check("alt", "Words in place of pictures", not without, says if without else "")


def contrast(soup: BeautifulSoup, name: str, title: str) -> Check:
    faint = [*dict.fromkeys(hard_to_read(soup.body or soup, Look()))]
    says = f"Too little contrast: {'; '.join(faint[:3])}."
    return Check(name, title, not faint, says if faint else "")


def hard_to_read(tag: Tag, above: Look) -> Iterator[str]:
    style = style_of(tag)
    if style.get("display") == "none" or style.get("visibility") == "hidden" or tag.name in ("style", "head", "title"):
        return
    look = look_of(tag, style, above)
    for child in tag.children:
        if isinstance(child, Tag):
            yield from hard_to_read(child, look)
        elif type(child) is NavigableString and str(child).strip(" \n\t\xa0\u200c\u034f"):
            ratio = ratio_of(look.colour, look.ground)
            if ratio < look.needs:
                yield f"“{str(child).strip()[:40]}” has {ratio:.1f} and needs {look.needs:.1f}"


def look_of(tag: Tag, style: dict[str, str], above: Look) -> Look:
    ground = colour_in(style.get("background-color") or style.get("background") or str(tag.get("bgcolor") or ""))
    size = re.match(r"([\d.]+)px", style.get("font-size", ""))
    weight = style.get("font-weight", "bold" if tag.name in ("b", "strong", "h1", "h2", "h3", "th") else "")
    return Look(
        colour=colour_in(style.get("color", "")) or above.colour,
        ground=ground or above.ground,
        size=float(size[1]) if size else above.size,
        is_bold=above.is_bold if not weight else weight == "bold" or (weight.isdecimal() and int(weight) >= BOLD),
    )


def style_of(tag: Tag) -> dict[str, str]:
    pairs = (part.partition(":") for part in str(tag.get("style") or "").split(";"))
    return {name.strip().lower(): value.replace("!important", "").strip().lower() for name, _, value in pairs if value}


def colour_in(value: str) -> str:
    """As #rrggbb; empty where it names none that we know."""
    value = value.lower()
    if not value or value.startswith(NO_GROUND):
        return ""
    if found := HEX.search(value):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * each for each in found[1])
        return f"#{digits}"
    return next((known for name, known in NAMED.items() if name in value.split()), "")


def ratio_of(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2, definitions)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def no_tracking(soup: BeautifulSoup) -> Check:
    """Nobody measures who opens it: no picture too small to see, and nothing at all from another site."""
    found = [*dict.fromkeys(what_spies(soup))]
    says = f"It would tell somebody who opens it, to which nobody agreed: {'; '.join(found)}."
    return Check("tracking", "Nothing that watches its readers", not found, says if found else "")


def what_spies(soup: BeautifulSoup) -> Iterator[str]:
    for image in soup.find_all("img"):
        if urlsplit(str(image.get("src") or "")).netloc != urlsplit(settings.SITE_URL).netloc:
            yield f"a picture from {urlsplit(str(image.get('src') or '')).netloc or 'nowhere'}"
        elif str(image.get("width") or "") in TINY or str(image.get("height") or "") in TINY:
            yield "a picture too small to see"
    yield from (f"<{tag.name}>" for tag in soup.find_all(ACTIVE))
    if any(FROM_AFAR.search(style.get_text()) for style in soup.find_all("style")):
        yield "a style from elsewhere"
    if any(FROM_AFAR.search(str(tag["style"])) for tag in soup.find_all(style=True)):
        yield "a background from elsewhere"
