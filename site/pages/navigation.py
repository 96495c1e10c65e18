"""The links at the head and foot of every page: the pages directly below home.

Those "in menus" stand in the header, the others (privacy, cookies and the like) in the footer.
"""

from typing import NamedTuple

from pages import outline

MOST = 30


class Link(NamedTuple):
    title: str
    url: str
    in_header: bool


def top_level() -> list[Link]:
    site = outline.current()
    home = site.home()
    pages = site.children(home)[:MOST] if home else []
    return [Link(page.title, site.address(page) or "/", page.show_in_menus) for page in pages]
