import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from places.imports import ImportRefused, boundaries, outlines
from places.maps.projection import Point, project
from places.models import Boundary, Constituency, Position
from tests.places.listing import constituencies, real, refusal, run

COMMAND = "import_boundaries"
ACROSS, DOWN, SIDE = 26, 25, 0.4  # squares that all constituencies are given here, and their side in degrees
WEST, SOUTH = -8.5, 50.0
MOST = 60_000  # bytes that all paths may weigh, packed
Document = dict[str, Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outlines.json"


def codes() -> list[str]:
    return list(Constituency.objects.current().order_by("code").values_list("code", flat=True))


def corner(column: int, row: int) -> list[float]:
    return [round(WEST + SIDE * column, 1), round(SOUTH + SIDE * row, 1)]


def geojson() -> Document:
    """Squares on a grid, one for each constituency."""
    features = []
    for number, code in enumerate(codes()):
        row, column = divmod(number, ACROSS)
        at = ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))
        ring = [corner(column + east, row + north) for east, north in at]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"PCON24CD": code, "FID": number}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def topojson() -> Document:
    """The same squares: each side is an arc that the neighbour goes along backwards, counted in tenths of a degree."""
    arcs: list[list[list[int]]] = []
    numbers: dict[tuple[int, int, bool], int] = {}
    for row in range(DOWN + 1):
        for column in range(ACROSS + 1):
            for northward in (False, True):
                numbers[column, row, northward] = len(arcs)
                arcs.append([[column * 4, row * 4], [0, 4] if northward else [4, 0]])
    geometries = []
    for number, code in enumerate(codes()):
        row, column = divmod(number, ACROSS)
        left, right = numbers[column, row, True], numbers[column + 1, row, True]
        bottom, top = numbers[column, row, False], numbers[column, row + 1, False]
        geometries.append({"type": "MultiPolygon", "id": code, "arcs": [[[left, top, ~right, ~bottom]]]})
    transform = {"scale": [0.1, 0.1], "translate": [WEST, SOUTH]}
    objects = {"seats": {"type": "GeometryCollection", "geometries": geometries}}
    return {"type": "Topology", "transform": transform, "arcs": arcs, "objects": objects}


def write(file: Path, document: Document) -> Path:
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def stored() -> dict[str, str]:
    return dict(Boundary.objects.values_list("constituency__code", "path"))


def rings(path: str) -> list[list[tuple[float, float]]]:
    """The points of a path, in tenths, as a browser reads them."""
    found = []
    for ring in re.findall(r"M([^Mz]*)z", path):
        start, steps = (
            [round(float(each) * 10) for each in re.findall(r"-?(?:\d+\.\d|\.\d|\d+)", part)]
            for part in ring.split("l")
        )
        x, y = start
        points = [(float(x), float(y))]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((float(x), float(y)))
        found.append(points)
    return found


def area(path: str) -> float:
    """In square units; holes run the other way round and count against the rest."""
    found: list[tuple[float, bool]] = [
        (shapely.Polygon(ring).area, shapely.LinearRing(ring).is_ccw) for ring in rings(path)
    ]
    return abs(sum(each if counter_clockwise else -each for each, counter_clockwise in found)) / 100


def on_map(point: tuple[float, float]) -> Point:
    return project(Position(latitude=point[1], longitude=point[0]))


def square(west: float, south: float, side: float) -> list[tuple[float, float]]:
    east, north = west + side, south + side
    return [(west, south), (west, north), (east, north), (east, south), (west, south)]


@pytest.mark.django_db
def test_geojson_and_topojson_of_the_same_shapes_come_to_the_same_paths(file: Path) -> None:
    said = run(COMMAND, write(file, geojson()))
    assert "650 read; 650 added, 0 changed, 0 ended." in said
    from_geojson = stored()
    assert sorted(from_geojson) == codes()
    assert "650 read; 0 added, 0 changed, 0 ended." in run(COMMAND, write(file, topojson()))
    run(COMMAND, "--undo")
    assert stored() == {}
    run(COMMAND, write(file, topojson()))
    assert stored() == from_geojson


@pytest.mark.django_db
def test_better_shapes_take_the_place_of_the_old_until_they_are_undone(file: Path) -> None:
    run(COMMAND, write(file, geojson()))
    before, moved = stored(), geojson()
    ring = moved["features"][0]["geometry"]["coordinates"][0]
    ring[0] = ring[-1] = [WEST - 0.2, SOUTH]
    assert "0 added, 1 changed" in run(COMMAND, write(file, moved))
    assert sum(path != before[code] for code, path in stored().items()) == 1
    run(COMMAND, "--undo")
    assert stored() == before


@pytest.mark.django_db
def test_a_dry_run_and_one_part_of_the_country(file: Path) -> None:
    document = geojson()
    northern = [each for each in document["features"] if each["properties"]["PCON24CD"].startswith("N")]
    write(file, document | {"features": northern})
    assert "Missing from the file: E14001063 (Aldershot)" in refusal(COMMAND, file)
    assert "18 added" in run(COMMAND, file, "--scope", "ni", "--dry-run")
    assert stored() == {}
    run(COMMAND, file, "--scope", "ni")
    assert all(code.startswith("N05") for code in stored())
    assert "Not a constituency in force of Great Britain" in refusal(COMMAND, write(file, document), "--scope", "gb")


@pytest.mark.django_db
def test_the_middle_is_taken_on_request_where_it_is_known_roughly_only(file: Path) -> None:
    document = geojson()
    document["features"] = [each for each in document["features"] if each["properties"]["PCON24CD"].startswith("N")]
    first, second, *_ = (each["properties"]["PCON24CD"] for each in document["features"])
    west, south = document["features"][0]["geometry"]["coordinates"][0][0]
    Constituency.objects.filter(code=second).update(latitude=51.234, longitude=-1.567)
    before = constituencies()
    assert "17 positions are better known." in run(COMMAND, write(file, document), "--centroids", "--scope", "ni")
    middle = Position(latitude=south + SIDE / 2, longitude=west + SIDE / 2)
    assert Constituency.objects.get(code=first).position == pytest.approx(middle, abs=0.001)
    assert Constituency.objects.get(code=second).position == (51.234, -1.567)
    run(COMMAND, "--undo")
    assert constituencies() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda each: each["properties"].pop("PCON24CD"), "A feature has no code of a constituency"),
        (lambda each: each["properties"].update(PCON24CD="E14001064"), "E14001064 is in the file twice."),
        (lambda each: each["properties"].update(PCON24CD="E14009999"), "Missing from the file: E14001063 (Aldershot)."),
        (lambda each: each.update(geometry=None), "E14001063 has no outline"),
        (lambda each: each["geometry"].update(type="Point"), "E14001063 has no outline"),
        (lambda each: each["geometry"].update(coordinates=[]), "The outline of E14001063 is empty."),
        (lambda each: each["geometry"].update(coordinates=[[1, 2]]), "The outline of E14001063 isn't whole"),
        (lambda each: each["geometry"].update(coordinates=[[[1.0, 52.0]] * 3]), "a ring of 3 points"),
        (lambda each: each["geometry"].update(coordinates=[[[1.0, 52.0]] * 4]), "E14001063 has no area"),
        (lambda each: each["geometry"]["coordinates"][0].insert(1, [429157, 623009]), "Ask for the file in WGS84"),
        (lambda each: each["geometry"]["coordinates"][0].insert(1, ["1", "52"]), "E14001063 isn't whole"),
        (lambda each: each["geometry"]["coordinates"][0].insert(1, [1e999, 52]), "Infinity is no number"),
    ],
)
def test_a_feature_that_is_no_outline_is_refused(file: Path, change: Callable[[Document], Any], reason: str) -> None:
    document = geojson()
    change(document["features"][0])
    assert reason in refusal(COMMAND, write(file, document))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda it: it["objects"]["seats"]["geometries"][0].update(arcs=[[[99999]]]), "The TopoJSON isn't whole"),
        (lambda it: it["transform"].pop("scale"), "The TopoJSON isn't whole"),
        (lambda it: it.pop("arcs"), "The TopoJSON isn't whole"),
        (lambda it: it["objects"].update(seats=1), "The TopoJSON isn't whole"),
        (lambda it: it["objects"]["seats"]["geometries"][0].update(type=None), "has no outline"),
        (lambda it: it.update(type="Sphere"), "neither GeoJSON nor TopoJSON"),
    ],
)
def test_a_topology_that_cannot_be_followed_is_refused(
    file: Path, change: Callable[[Document], Any], reason: str
) -> None:
    document = topojson()
    change(document)
    assert reason in refusal(COMMAND, write(file, document))


def test_arcs_need_no_grid() -> None:
    document: Document = {
        "type": "Topology",
        "arcs": [[[-1, 52], [-1, 53], [0, 53]], [[-1, 52], [0, 52], [0, 53]]],
        "objects": {"one": {"type": "Polygon", "id": "E14001063", "arcs": [[0, -2]]}},
    }
    (only,) = boundaries.features(document)
    assert only["geometry"]["coordinates"] == [[(-1, 52), (-1, 53), (0, 53), (0, 52), (-1, 52)]]


def wavy(east: float) -> list[tuple[float, float]]:
    """A border from south to north with many small bends."""
    return [(east + 0.01 * (step % 3), 52 + step / 100) for step in range(101)]


def test_a_shared_border_is_simplified_and_stays_shared() -> None:
    border = wavy(-1.0)
    west = [(-2.0, 52.0), *border, (-2.0, 53.0), (-2.0, 52.0)]
    east = [(0.0, 53.0), *reversed(border), (0.0, 52.0), (0.0, 53.0)]
    one, other = outlines.paths({"W": [[west]], "E": [[east]]}, tolerance=2.0).values()
    shared = set(rings(one)[0]) & set(rings(other)[0])
    assert 2 <= len(shared) < 20
    assert shapely.coverage_is_valid([shapely.Polygon(rings(path)[0]) for path in (one, other)])


def test_neighbours_that_overlap_and_gape_a_little_are_made_to_meet() -> None:
    west = [(-2.0, 52.0), (-1.0002, 52.0), (-0.9996, 52.5), (-1.0001, 53.0), (-2.0, 53.0), (-2.0, 52.0)]
    east = [(0.0, 53.0), (-1.0, 53.0), (-1.0, 52.0), (0.0, 52.0), (0.0, 53.0)]
    shapes = [
        shapely.Polygon(rings(path)[0]) for path in outlines.paths({"W": [[west]], "E": [[east]]}, tolerance=0).values()
    ]
    assert shapely.coverage_is_valid(shapes)
    assert shapes[0].touches(shapes[1])


def test_islets_go_but_not_what_touches_a_neighbour_and_never_a_whole_constituency() -> None:
    mainland, islet, large = square(-2, 52, 1), square(-3, 52, 0.005), square(-4, 52, 0.1)
    exclave, tiny = square(-1.5, 52.5, 0.005), square(1, 51, 0.0001)
    holed = [mainland, list(reversed(exclave))]
    found = outlines.paths(
        {"A": [[islet], [large]], "B": [holed], "C": [[exclave], [square(0, 52, 1)]], "D": [[tiny]]}, tolerance=0
    )
    assert [len(rings(path)) for path in found.values()] == [1, 2, 2, 1]
    assert area(found["A"]) > 10
    assert re.fullmatch(r"M[\d. ]+l\.2 0-\.1 \.2z", found["D"])


def test_a_hole_runs_the_other_way_round() -> None:
    (path,) = outlines.paths({"A": [[square(-2, 52, 1), square(-1.6, 52.4, 0.2)]]}, tolerance=0).values()
    outside, hole = rings(path)
    assert shapely.LinearRing(outside).is_ccw != shapely.LinearRing(hole).is_ccw


def test_an_outline_inside_another_is_refused() -> None:
    with pytest.raises(ImportRefused, match="The outline of B has no area, or lies inside another's"):
        outlines.paths({"A": [[square(-2, 52, 1)]], "B": [[square(-1.6, 52.4, 0.2)]]}, tolerance=1)


@given(st.lists(st.integers(-12_000, 12_000), min_size=1, max_size=12))
def test_numbers_are_short_and_read_as_they_were_meant(tenths: list[int]) -> None:
    written = outlines.joined(tenths)
    assert [round(float(each) * 10) for each in re.findall(r"-?(?:\d+\.\d|\.\d|\d+)", written)] == tenths
    assert len(written) <= len(" ".join(f"{number / 10:g}" for number in tenths))


@pytest.mark.parametrize("name", ["pcon24_ons_buc.geojson", "pcon24_simplified.topojson"])
def test_real_boundaries_come_to_a_map_that_a_page_can_carry(name: str) -> None:
    areas = boundaries.read(real(f"constituencies/{name}"))
    found = outlines.paths(areas, tolerance=outlines.TOLERANCE)
    assert len(found) == 650
    assert len(gzip.compress("".join(found.values()).encode())) <= MOST
    outside = {code: sum(shapely.Polygon(map(on_map, rings[0])).area for rings in each) for code, each in areas.items()}
    assert sum(map(area, found.values())) == pytest.approx(sum(outside.values()), rel=0.01)
    assert min(area(path) / outside[code] for code, path in found.items()) > 0.5
