"""One writing of a mail-out: how links and figures that move by themselves are written in it, and what it links."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from django.conf import settings
from wagtail.rich_text import expand_db_html

LONGEST_LABEL = 200
LONGEST_URL = 500  # of what clicks are counted for


def as_it_is(url: str) -> str:
    return url


@dataclass
class Writing:
    live: bool = True  # False leaves figures out that change by themselves: nobody approves those
    address: Callable[[str], str] = as_it_is  # what stands in the message for an address that it links
    links: dict[str, str] = field(default_factory=dict)  # addresses, each with the words of its first link
    has_title: bool = False

    def link(self, url: str, label: str) -> str:
        """The address as the message has it. Telephone numbers and addresses to write to stay what they are."""
        full = absolute(url)
        if not full.startswith(("http://", "https://")) or len(full) > LONGEST_URL:
            return full
        self.links.setdefault(full, label[:LONGEST_LABEL])
        return self.address(full)


def absolute(url: str) -> str:
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def rich(source: str, writing: Writing) -> tuple[str, str]:
    """Rich text as HTML and as plain text."""
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for anchor in soup.find_all("a"):
        if href := anchor.get("href"):
            anchor.attrs = {"href": writing.link(str(href), anchor.get_text(" ", strip=True))}
        else:
            anchor.unwrap()
    blocks = [paragraph for child in soup.children if (paragraph := plain(child))]
    return str(soup), "\n\n".join(blocks)


def plain(node: PageElement) -> str:
    """A paragraph, or a list with a line for each point."""
    if isinstance(node, Tag) and node.name in ("ul", "ol"):
        return "\n".join(f"- {words(item).strip()}" for item in node.find_all("li"))
    return words(node).strip()


def words(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return str(node)
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "\n"
    inner = "".join(words(child) for child in node.children)
    href = str(node.get("href", "")) if node.name == "a" else ""
    return f"{inner} ({href})" if href.startswith("http") and href != inner else inner
