"""axe, narrow screens, zoom, text spacing, focus and sizes, on every kind of page in each state."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.browser.pages_to_check import STATES
from tests.conftest import LONG

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What a colour scheme or a width changes; the rest, which is slow, says the same again.
RULES_OF_LOOKS = {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]
NARROW, WIDE = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=900)
PRESSED = (
    "button, .button, input:not([type=hidden]), .exit-page__button, .safety-routes a, .banner a, .content-note a,"
    ".filter-bar a, .pagination a, .next-page a"
)
# WCAG 2.2, 1.4.12: no loss of content when a reader sets these.
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""


def findings(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    found: dict[str, Any] = Axe().run(page, options={"runOnly": rules}).response
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def scrolls_sideways(page: Page) -> list[str]:
    """What stands out of the page to the right, if anything does."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
            [...document.querySelectorAll('body *')]
              .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .map(e => e.outerHTML.slice(0, 100)).slice(0, 5)"""
    )
    return found


def test_axe_finds_nothing_in_light_and_dark_on_narrow_and_wide_screens(page: Page, live_server: LiveServer) -> None:
    """Each state in both schemes and at both widths; which goes with which takes turns, since axe is slow and the
    colours of a scheme are the same at every width."""
    for number, (name, open_state) in enumerate(STATES.items()):
        open_state(page, live_server.url)
        sizes = (NARROW, WIDE) if number % 2 else (WIDE, NARROW)
        for scheme, size, rules in zip(SCHEMES, sizes, (RULES, RULES if LONG else RULES_OF_LOOKS), strict=True):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            assert findings(page, rules) == [], (name, scheme, size)


def test_nothing_scrolls_sideways_on_narrow_screens_or_with_wide_text(page: Page, live_server: LiveServer) -> None:
    for name, open_state in STATES.items():
        open_state(page, live_server.url)
        for width in (1920, 640, 320):
            page.set_viewport_size({"width": width, "height": 640})
            assert scrolls_sideways(page) == [], (name, width)
        page.evaluate(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }",
            TEXT_SPACING,
        )
        assert scrolls_sideways(page) == [], (name, "text spacing")
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert scrolls_sideways(page) == [], (name, "from right to left")


def test_nothing_scrolls_sideways_at_four_hundred_per_cent(browser: Browser, live_server: LiveServer) -> None:
    """1280 pixels at 400 %: a screen of 320 CSS pixels with four device pixels each."""
    context = browser.new_context(viewport={"width": 320, "height": 225}, device_scale_factor=4)
    page = context.new_page()
    for name in ("home", "article", "petition", "sign", "bill that became law", "constituency"):
        STATES[name](page, live_server.url)
        assert scrolls_sideways(page) == [], name
    context.close()


def test_what_has_focus_is_seen_and_never_covered(page: Page, live_server: LiveServer) -> None:
    """WCAG 2.2, 2.4.11 and 2.4.7: the strip that stays at the top must not hide what the keyboard is on."""
    page.set_viewport_size(NARROW)
    for name in ("home", "article", "exploitation", "legal", "sign", "groups", "event"):
        STATES[name](page, live_server.url)
        seen = 0
        for _ in range(60):
            page.keyboard.press("Tab")
            state = page.evaluate(
                """() => { const e = document.activeElement; if (e === document.body) return null;
                    const r = e.getBoundingClientRect();
                    const x = r.left + Math.min(r.width / 2, 20), y = r.top + r.height / 2;
                    const top = document.elementFromPoint(x, y);
                    const s = getComputedStyle(e.closest('.card') ?? e);  // a card shows its link's focus as a whole
                    return {html: e.outerHTML.slice(0, 120), onScreen: y > 0 && y < innerHeight,
                            covered: !(top && (e.contains(top) || top.contains(e))),
                            outlined: s.outlineStyle !== 'none' || s.boxShadow !== 'none'} }"""
            )
            if state is None:
                break
            seen += 1
            assert state["onScreen"], (name, state)
            assert not state["covered"], (name, state)
            assert state["outlined"], (name, state)
        assert seen > 8, name


def test_what_is_pressed_is_large_enough_for_a_thumb(page: Page, live_server: LiveServer) -> None:
    page.set_viewport_size(NARROW)
    for name in ("home", "exploitation", "library", "sign", "confirmation", "groups", "event", "registration, group"):
        STATES[name](page, live_server.url)
        small = page.evaluate(
            """selector => [...document.querySelectorAll(selector)]
                .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 1)
                .filter(e => e.getBoundingClientRect().height < 44)
                .map(e => e.outerHTML.slice(0, 100))""",
            PRESSED,
        )
        assert small == [], name
