"""The links at the head and foot of every page: the pages directly below home.

Those "in menus" stand in the header, the others (privacy, cookies and the like) in the footer. What is no page, such
as the courses, apps put into the header after the pages, in AppConfig.ready().
"""

from collections.abc import Callable
from typing import NamedTuple

from wagtail.models import Page

from pages import outline
from pages.outline import Outline
from pages.sitemap import stands_alone

MOST = 30


class Link(NamedTuple):
    title: str
    url: str
    in_header: bool


_of_apps: list[Callable[[], Link]] = []


def register(link: Callable[[], Link]) -> None:
    _of_apps.append(link)


def of_apps() -> list[Link]:
    return [link() for link in _of_apps]


def top_level() -> list[Link]:
    site = outline.current()
    home = site.home()
    pages = site.children(home)[:MOST] if home else []
    shown = (page for page in pages if page.show_in_menus or not only_leads_on(site, page))
    return [Link(page.title, site.address(page) or "/", page.show_in_menus) for page in shown]


def only_leads_on(site: Outline, page: Page) -> bool:
    """A section of nothing but pages that readers meet elsewhere, such as the lessons of courses."""
    below = site.children(page) if page.numchild else []
    return bool(below) and not any(map(stands_alone, below))
