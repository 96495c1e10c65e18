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
    if site.site is None:
        return []
    pages = site.children(site.site.root_page)[:MOST]
    return [Link(page.title, site.address(page) or "/", page.show_in_menus) for page in pages]
