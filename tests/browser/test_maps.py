"""Maps under the hand: one stop of the Tab key, arrows, names, zoom, and colours that a reader forces."""

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]


def first_hexmap(page: Page, base: str) -> Locator:
    page.goto(f"{base}/dev/style/")
    return page.locator("#component-hexmap .map").first


def size(thing: Locator) -> tuple[float, float]:
    box = thing.bounding_box()
    assert box
    return box["width"], box["height"]


def test_a_map_is_one_stop_of_the_tab_key_and_arrows_go_to_the_place_that_lies_that_way(
    page: Page, live_server: LiveServer
) -> None:
    hexmap = first_hexmap(page, live_server.url)
    now, stop = hexmap.locator(".map__now"), hexmap.locator("svg a[tabindex='0']")
    expect(stop).to_have_count(1)
    stop.focus()
    seen = []
    for key in ("Home", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End"):
        page.keyboard.press(key)
        expect(stop).to_be_focused()
        seen.append((key, now.inner_text()))
    assert seen == [
        ("Home", "North Northumberland. Signatures: under 5, or hidden"),
        ("ArrowRight", "Blyth and Ashington. Signatures: 38"),
        ("ArrowDown", "Cramlington and Killingworth. Signatures: under 5, or hidden"),
        ("ArrowLeft", "Hexham. Signatures: 0"),
        ("ArrowUp", "North Northumberland. Signatures: under 5, or hidden"),
        ("End", "Kingston upon Hull West and Haltemprice. Signatures: under 5, or hidden"),
    ]
    page.keyboard.press("Escape")
    expect(hexmap.locator("summary")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/your-area/kingston-upon-hull-west-and-haltemprice/")


def test_a_map_grows_inside_its_box_and_what_has_focus_stays_in_sight(page: Page, live_server: LiveServer) -> None:
    hexmap = first_hexmap(page, live_server.url)
    box, drawing = hexmap.locator(".map__view"), hexmap.locator("svg.map__drawing")
    before = size(box)
    for _ in range(3):
        hexmap.get_by_role("button", name="Larger").click()
    assert size(drawing)[0] > 3 * before[0]
    assert size(box) == before
    hexmap.locator("svg a[tabindex='0']").focus()
    for key in ("Home", "End"):
        page.keyboard.press(key)
        expect(hexmap.locator("svg a:focus")).to_be_in_viewport()
    hexmap.get_by_role("button", name="Whole map").click()
    assert size(drawing)[0] == before[0]
    box.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(drawing).to_have_css("inline-size", f"{before[0] * 1.25:g}px")


def test_colours_that_a_reader_forces_are_the_only_ones_and_classes_stay_apart(
    page: Page, live_server: LiveServer
) -> None:
    page.emulate_media(forced_colors="active")
    first_hexmap(page, live_server.url)
    fills = page.evaluate(
        """() => { const probe = document.createElement('p'); probe.style = 'forced-color-adjust:none';
            document.body.append(probe);
            const computed = colour => { probe.style.color = colour; return getComputedStyle(probe).color };
            const names = Object.fromEntries(
                ['CanvasText', 'Canvas', 'Highlight'].map(name => [computed(name), name]));
            return [...document.querySelectorAll('#component-hexmap svg path')].map(e => {
                const s = getComputedStyle(e);
                return [e.closest('[class*=map__class]')?.getAttribute('class') ?? '',
                    names[s.fill] ?? s.fill, s.fillOpacity, names[s.stroke] ?? s.stroke].join(' ') }) }"""
    )
    assert set(fills) == {
        " none 1 Canvas",  # between regions
        " Highlight 1 CanvasText",  # what stands out
        "map__class--plain Canvas 1 CanvasText",
        "map__class--none Canvas 1 CanvasText",
        "map__class--hidden Canvas 1 CanvasText",
        *(f"map__class--{tone} CanvasText {tone / 5:g} Canvas" for tone in range(1, 6)),
    }
