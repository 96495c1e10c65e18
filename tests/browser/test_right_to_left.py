"""A telephone number in a text that runs from right to left is still dialled from its left end."""

import pytest
from django.conf import settings
from playwright.sync_api import Page

CSS = "".join((settings.BASE_DIR / "static/css" / name).read_text() for name in ("tokens.css", "base.css"))
PLACES = [
    '<p class="prose">اتصل بالرقم <a href="tel:+448000121700">08000 121 700</a> الآن</p>',
    '<p>اتصل <span class="telephone">08000 121 700</span> الآن</p>',
]
ORDER = """() => {
  const text = document.querySelector("a, span").firstChild;
  return [[0, 5], [6, 9], [10, 13]].map(([from, to]) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    return range.getBoundingClientRect().left;
  });
}"""


@pytest.mark.parametrize("place", PLACES)
def test_the_parts_of_a_number_keep_their_order(place: str, page: Page) -> None:
    page.set_content(f'<html lang="ar" dir="rtl"><style>{CSS}</style>{place}</html>')
    lefts = page.evaluate(ORDER)
    assert lefts == sorted(lefts)
