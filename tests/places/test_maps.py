"""Maps as pages have them: cells and shapes, links, tables and words, and how much they weigh."""

import gzip
import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from places import layers
from places.maps import hexmap, points
from places.maps.figure import MapData
from places.maps.hexmap import Cell
from places.maps.outline import NATIONS
from places.maps.points import Point
from places.maps.projection import HEIGHT, WIDTH
from places.maps.scale import Count
from places.models import Boundary, Constituency

SVG = {"s": "http://www.w3.org/2000/svg"}
SMALL = [
    Cell(1, "ynys-mon", "Ynys Môn", "Wales", 0, 1),
    Cell(2, "st-ives", "St <Ives> & 'Scilly'", "South West", 0, 0),
    Cell(3, "yeovil", "Yeovil", "South West", 1, 0),
    Cell(4, "new-seat", "New seat", "South West", None, None),
]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "_layers", {})


def register(key: str, counts: Mapping[int, int], *, personal: bool = True) -> None:
    layer = layers.Layer(key, f"{key} by constituency", key[:-1], key, lambda: counts, personal=personal)
    layers.register(layer)


def drawn(counts: Mapping[int, Count] | None, **fields: Any) -> Any:
    return hexmap.hexmap(SMALL, MapData("Signatures", "signatures", counts, **fields))


def rendered(tag: str, **context: Any) -> str:
    return Template(f"{{% load maps %}}{{% {tag} %}}").render(Context(context))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


def links(svg: str) -> dict[str, str]:
    """From the class of a link's group and its address to the path that it holds."""
    return {
        f"{group.get('class')} {link.get('href')}": path.get("d", "")
        for group in parsed(svg).iterfind(".//s:g[@class]", SVG)
        for link in group.iterfind("s:a", SVG)
        for path in link.iterfind("s:path", SVG)
    }


def table(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)(?=<tr|</tbody>)", html, re.DOTALL)
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in re.split(r"<td>", row)] for row in rows]


def packed(html: str) -> int:
    return len(gzip.compress(html.encode()))


def varied() -> dict[int, Count]:
    """Counts of all sizes for every constituency, some nought and some hidden."""
    keys = Constituency.objects.order_by("pk").values_list("pk", flat=True)
    counts = {key: (index * 7919) % 613 for index, key in enumerate(keys)}
    return {key: None if 0 < count < 20 else count for key, count in counts.items()}


@pytest.fixture
def constituencies(db: None) -> list[Constituency]:
    return list(Constituency.objects.current().order_by("name"))


def test_cells_stand_as_the_layout_says_with_north_up_and_odd_rows_to_the_east() -> None:
    at = hexmap.corners(SMALL)
    assert at == {1: (2, 0), 2: (1, 3), 3: (3, 3)}
    assert hexmap.sheet(SMALL).box == "-3 -3 34 34"


def test_each_cell_is_filled_by_its_class_and_leads_to_its_page() -> None:
    assert links(drawn({1: None, 2: 12}).svg) == {
        "map__class--hidden /your-area/ynys-mon/": "M2 0l1 1v2l-1 1-1-1v-2z",
        "map__class--3 /your-area/st-ives/": "M1 3l1 1v2l-1 1-1-1v-2z",
        "map__class--none /your-area/yeovil/": "M3 3l1 1v2l-1 1-1-1v-2z",
    }


def test_without_a_script_the_tab_key_passes_the_drawing_by() -> None:
    root = parsed(drawn({1: 7}).svg)
    assert {link.get("tabindex") for link in root.iterfind(".//s:a", SVG)} == {"-1"}
    assert root.find("s:g[@aria-hidden='true']//s:a", SVG) is not None
    assert root.find("s:g[@role='img']/s:title", SVG) is not None


def test_the_table_says_the_same_sorted_by_name_also_of_a_seat_without_a_cell() -> None:
    made = drawn({1: None, 2: 1_234})
    assert made.columns == ["Constituency", "signatures"]
    assert table(made.rows) == [
        ["New seat", "0"],
        ["St &lt;Ives&gt; &amp; &#x27;Scilly&#x27;", "1,234"],
        ["Yeovil", "0"],
        ["Ynys Môn", "under 5, or hidden"],
    ]


def test_a_screen_reader_is_told_what_the_drawing_shows() -> None:
    description = parsed(drawn({1: None, 2: 1_234}).svg).findtext(".//s:desc", "", SVG)
    assert description == (
        "Map of 4 constituencies. The largest number in one is 1,234; in 2 there is none. The same follows as a table."
    )


def test_names_that_hold_signs_of_markup_do_not_break_out_of_it() -> None:
    made = hexmap.hexmap(SMALL, MapData('<b> & "x"', "s", {1: 2}, identity='a"b'))
    title = parsed(made.svg).find(".//s:title", SVG)
    assert title is not None
    assert (title.text, title.get("id")) == ('<b> & "x"', 'a"b-title')


def test_lines_run_between_places_and_nowhere_else() -> None:
    assert list(hexmap.borders({(1, 3): "a", (3, 3): "a"})) == []
    assert list(hexmap.borders({(1, 3): "a", (3, 3): "b"})) == [((2, 4), (2, 6))]
    assert hexmap.sheet(SMALL).lines == "M1 3l1 1 1 -1"


def test_joined_lines_hold_every_edge_once(constituencies: list[Constituency]) -> None:
    cells = hexmap.cells()
    at = hexmap.corners(cells)
    edges = list(hexmap.borders({at[cell.key]: cell.place for cell in cells}))
    lines = list(hexmap.chains(edges))
    assert len(edges) > 200 > 4 * len(lines)
    assert Counter(frozenset(step) for line in lines for step in pairwise(line)) == Counter(map(frozenset, edges))


def test_what_stands_out_is_drawn_over_the_rest() -> None:
    assert '<path class="map__highlight" d="M1 3l1 1v2l-1 1-1-1v-2z"/></g>' in drawn(None, highlight=2).svg
    assert "map__highlight" not in drawn(None, highlight=4).svg


@pytest.mark.parametrize("counts", [{}, {1: 0, 2: 0}])
def test_where_nothing_is_counted_the_map_says_so_and_lists_the_constituencies(counts: dict[int, Count]) -> None:
    made = drawn(counts)
    assert (made.is_empty, made.legend, made.columns) == (True, [], ["Constituency"])
    assert "Nothing to show yet." in made.svg
    assert table(made.rows)[-1] == ["Ynys Môn"]
    assert all(key.startswith("map__class--plain") for key in links(made.svg))


def test_a_map_without_counts_is_plain_and_not_empty() -> None:
    made = drawn(None)
    assert (made.is_empty, made.legend, made.columns) == (False, [], ["Constituency"])


def test_a_map_without_cells_is_still_a_drawing() -> None:
    assert parsed(hexmap.hexmap([], MapData("Nothing", "x", {})).svg).get("viewBox") == "-3 -3 13 22"


def test_the_map_of_all_is_one_query_weighs_at_most_20_kb_and_has_every_seat_twice(
    constituencies: list[Constituency],
) -> None:
    counts = varied()
    with CaptureQueriesContext(connection) as captured:
        html = rendered('hexmap counts title="Signatures by constituency" noun="signatures"', counts=counts)
    assert len(captured) == 1
    assert packed(html) <= 20_000
    for each in constituencies:
        assert html.count(f'href="{each.get_absolute_url()}"') == 2
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)


@pytest.mark.usefixtures("registry")
def test_a_layer_is_shown_with_its_small_numbers_hidden(constituencies: list[Constituency]) -> None:
    leeds = Constituency.objects.get(slug="leeds-south")
    register("signatures", {each.pk: 40 for each in constituencies} | {leeds.pk: 3, constituencies[0].pk: 2})
    html = rendered("layer_hexmap 'signatures' highlight=leeds", leeds=leeds)
    assert "signatures by constituency" in html
    assert "Leeds South</a><td>under 5, or hidden" in html
    assert "Numbers under 5 are hidden" in html
    assert "<td>3" not in html
    assert "map__highlight" in html


@pytest.mark.usefixtures("registry", "constituencies")
def test_a_layer_that_nobody_registered_is_a_plain_map() -> None:
    html = rendered("layer_hexmap 'signatures'")
    assert "map__class--plain" in html
    assert "map__legend" not in html


@pytest.mark.usefixtures("registry")
def test_the_map_of_the_home_page_lights_where_anything_is_and_is_light_itself(
    constituencies: list[Constituency],
) -> None:
    first, second, third, *_ = hexmap.cells()
    register("groups", {first.key: 1, second.key: 1}, personal=False)
    register("signatures", {second.key: 300, third.key: 0})
    html = rendered("lit_hexmap")
    shapes = dict(re.findall(r'<path class="hexmap__(\w+)" d="(M\d[^"]*)"/>', html))
    assert {name: shape.count("z") for name, shape in shapes.items() if name in ("one", "several")} == {
        "one": 1,
        "several": 1,
    }
    assert shapes["bare"].count("z") == len(constituencies) - 2
    assert "groups or signatures" in " ".join(re.sub(r"<[^>]*>", "", html).split())
    assert 'href="/your-area/"' in html
    assert packed(html) <= 8_000


@pytest.mark.usefixtures("registry", "constituencies")
def test_the_map_of_the_home_page_claims_nothing_where_nothing_is_counted() -> None:
    assert "Lit:" not in rendered("lit_hexmap")


def test_the_locator_shows_one_seat_and_says_where_it_lies(constituencies: list[Constituency]) -> None:
    svg = rendered("locator_hexmap seat", seat=Constituency.objects.get(slug="ynys-mon"))
    assert parsed(svg).get("aria-label") == "Where Ynys Môn (Wales) lies on a map of the United Kingdom"
    (here,) = parsed(svg).iterfind(".//s:path[@class='hexmap__here']", SVG)
    assert here.get("d", "").count("z") == 1


def test_the_choropleth_draws_imported_outlines_and_hexagons_before_that(constituencies: list[Constituency]) -> None:
    tag = 'choropleth counts title="Signatures" noun="signatures"'
    seat = constituencies[0]
    assert "map--hexmap" in rendered(tag, counts={seat.pk: 9})
    Boundary.objects.create(constituency=seat, path="M1 1h9v9z")
    html = rendered(tag, counts={seat.pk: 9})
    assert "map--choropleth" in html
    assert f'<a href="{seat.get_absolute_url()}" tabindex="-1"><path d="M1 1h9v9z"/>' in html
    assert len(table(html)) == len(constituencies) + 1  # the head
    assert "Open Government Licence" in html


LEEDS, BRADFORD, WAKEFIELD = (
    Point("Leeds", "/leeds/", 53.8, -1.55, "Tuesdays"),
    Point("Bradford", "/bradford/", 53.8, -1.75),
    Point("Wakefield", "/wakefield/", 53.68, -1.5),
)
CARDIFF, JERSEY = Point("Cardiff", "/cardiff/?a=1&b=2", 51.48, -3.18), Point("Jersey", "/jersey/", 49.2, -2.1)


def test_points_near_each_other_are_one_circle_named_after_the_first() -> None:
    found = points.clusters([LEEDS, CARDIFF, BRADFORD, WAKEFIELD])
    assert [str(cluster) for cluster in found] == ["Leeds and 2 more near it", "Cardiff"]
    assert str(points.clusters([LEEDS, BRADFORD])[0]) == "Leeds and 1 more near it"


def test_circles_never_overlap() -> None:
    grid = [Point(f"{x} {y}", "#", 50 + y / 9, -5 + x / 6) for x in range(40) for y in range(60)]
    found = points.clusters(grid)
    assert sum(len(cluster.points) for cluster in found) == len(grid)
    gaps = [points.distance(a.at, b.at) for i, a in enumerate(found) for b in found[:i]]
    assert min(gaps) >= points.NEAR >= 2 * points.CIRCLE


def test_a_circle_says_its_number_and_leads_to_its_points_in_the_table() -> None:
    made = points.point_map([LEEDS, CARDIFF, BRADFORD], title="Groups", noun="Group", identity="p")
    marks = {link.get("href"): link.findtext("s:title", "", SVG) for link in parsed(made.svg).iterfind(".//s:a", SVG)}
    assert marks == {"#p-1": "Leeds and 1 more near it", "/cardiff/?a=1&b=2": "Cardiff"}
    assert parsed(made.svg).findtext(".//s:text", "", SVG) == "2"
    assert made.columns == ["Group", "Details"]
    assert re.findall(r'<tbody id="([^"]*)">', made.rows) == ["p-2", "p-1"]  # by name
    assert '<th scope="rowgroup" colspan="2">Leeds and 1 more near it</th>' in made.rows
    assert '<a href="/cardiff/?a=1&amp;b=2">Cardiff</a></th><td></td>' in made.rows


def test_a_point_outside_the_kingdom_is_in_the_table_only() -> None:
    made = points.point_map([JERSEY], title="Groups", noun="Group", identity="p")
    assert parsed(made.svg).find(".//s:a", SVG) is None
    assert "Jersey" in made.rows


def test_a_map_of_no_points_says_so() -> None:
    html = rendered('point_map none title="Groups" noun="group"', none=[])
    assert html.count("Nothing to show yet.") == 2  # to be read, and in the drawing's description
    assert "<details" not in html


def test_the_outline_is_small_and_fills_its_sheet() -> None:
    assert sum(map(len, NATIONS.values())) <= 6_000
    assert set(NATIONS) == {"England", "Northern Ireland", "Scotland", "Wales"}
    starts = [(int(x), int(y)) for path in NATIONS.values() for x, y in re.findall(r"M(\d+) (\d+)", path)]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in starts)
    assert max(y for _, y in starts) - min(y for _, y in starts) > HEIGHT * 0.7
