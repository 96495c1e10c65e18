"""The tokens' contrast, fonts that arrive, print, and reduced motion."""

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text()
COLOURS = {
    name: values
    for name, *values in re.findall(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)", TOKENS)
}
PAIRS = re.findall(r"\* pair: --([\w-]+) on --([\w-]+) ([\d.]+)", TOKENS)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2, definitions)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("text", "background", "least"), PAIRS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_pair_of_colours_can_be_told_apart(text: str, background: str, least: str, scheme: int) -> None:
    assert float(least) >= 3
    assert contrast(COLOURS[text][scheme], COLOURS[background][scheme]) >= float(least)


def test_the_list_of_pairs_names_every_colour() -> None:
    assert len(PAIRS) >= 10
    used = {name for text, background, _ in PAIRS for name in (text, background)}
    assert set(COLOURS) - used == set(), "say at the top of tokens.css what each of these stands on"


def test_contrast_is_computed_as_wcag_has_it() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_the_fonts_are_small() -> None:
    fonts = list((settings.BASE_DIR / "static/fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) <= 45 * 1024


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fonts_arrive_and_paper_shows_no_buttons(page: Page, live_server: LiveServer, demonstration: None) -> None:
    page.goto(f"{live_server.url}/learn/what-is-human-trafficking/")
    loaded: list[Any] = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family))"
    )
    assert len(set(loaded)) == 2
    page.emulate_media(media="print")
    assert not page.locator(".exit-page__button").first.is_visible()
    assert not page.locator("nav").first.is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
