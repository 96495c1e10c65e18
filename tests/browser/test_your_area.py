""" "Your area" as its readers use it: on a phone without JavaScript, by keyboard alone, and with a thumb."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
PHONE = ViewportSize(width=390, height=800)


def field_to_type_in(page: Page) -> Locator:
    """Once the script has laid it over the list, which has the same role."""
    field = page.locator("input[role=combobox]")
    expect(field).to_be_visible()
    return field


def look_up(page: Page, base: str) -> None:
    page.goto(f"{base}/your-area/")
    page.get_by_role("textbox", name="Postcode").fill("ls1 4dy")
    page.get_by_role("button", name="Show my area").click()


def test_without_javascript_a_reader_on_a_phone_looks_up_chooses_and_goes_on(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    look_up(page, live_server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose your constituency")
    page.get_by_role("combobox", name="Your constituency").select_option("Leeds South")
    page.get_by_role("button", name="Show my area").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leeds South")
    expect(page.get_by_text("You chose")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/your-area/")
    page.get_by_role("link", name="the page of Leeds South").click()
    expect(page).to_have_url(f"{live_server.url}/your-area/leeds-south/")
    assert context.cookies() == []
    context.close()


def test_the_list_is_typed_in_and_chosen_from_by_keyboard_alone(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/your-area/")
    field, found = field_to_type_in(page), page.locator("pick-one [role=status]")
    expect(field).to_have_accessible_name("Your constituency")
    field.focus()
    page.keyboard.type("MON")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Control+A")
    page.keyboard.type("ynys mon")
    expect(found).to_have_text("1 constituency matches.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Control+A")
    page.keyboard.type("leeds")
    expect(found).to_have_text(re.compile(r"^\d constituencies match\.$"))
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    second = page.get_by_role("option", selected=True)
    expect(second).to_contain_text("Leeds East")
    expect(field).to_have_attribute("aria-activedescendant", str(second.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(field).to_have_value("Leeds East")
    page.keyboard.press("Control+A")
    page.keyboard.type("leeds south")
    expect(found).to_have_text("2 constituencies match.")
    page.keyboard.press("Enter")  # the whole name of one, with which another begins
    expect(field).to_have_value("Leeds South")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/your-area/leeds-south/")


def test_a_thumb_chooses_what_is_likely_and_nothing_typed_by_halves_is_sent(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    look_up(page, live_server.url)
    field = field_to_type_in(page)
    field.fill("leeds sou")
    page.get_by_role("heading", level=1).tap()  # beside the list, which closes
    page.get_by_role("button", name="Show my area").tap()
    expect(page.get_by_role("alert")).to_contain_text("Choose a constituency from the list")
    field_to_type_in(page).tap()
    options = page.get_by_role("option")
    expect(options).to_have_count(650)
    expect(options.first).to_contain_text("Probably one of these")
    box = options.first.bounding_box()
    assert box
    assert box["height"] >= 44
    name = options.first.evaluate("item => item.firstChild.textContent")
    options.first.tap()
    page.get_by_role("button", name="Show my area").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    context.close()
