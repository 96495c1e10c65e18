import pytest

from places.maps.projection import HEIGHT, WIDTH, Point, project
from places.models import Position


@pytest.mark.parametrize(
    ("town", "position", "point"),
    [
        ("London", Position(51.50853, -0.12574), Point(484.87, 928.85)),
        ("Edinburgh", Position(55.95206, -3.19648), Point(289.05, 495.96)),
        ("Cardiff", Position(51.48, -3.18), Point(297.66, 939.00)),
        ("Belfast", Position(54.59682, -5.92541), Point(135.80, 629.95)),
        ("Lerwick", Position(60.1533, -1.1443), Point(382.77, 76.91)),
        ("Penzance", Position(50.11861, -5.53715), Point(150.74, 1073.67)),
    ],
)
def test_towns_stand_where_the_published_outlines_of_the_projection_have_them(
    town: str, position: Position, point: Point
) -> None:
    assert project(position) == pytest.approx(point, abs=0.01)


@pytest.mark.parametrize(
    "edge", [Position(60.86, -0.88), Position(49.89, -6.33), Position(54.46, -8.17), Position(52.48, 1.76)]
)
def test_the_ends_of_the_united_kingdom_lie_on_the_sheet(edge: Position) -> None:
    x, y = project(edge)
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


def test_equal_areas_stay_equal() -> None:
    """A tenth of a degree near Shetland and one near Cornwall keep the ratio of their areas on the sphere."""

    def area(south: float) -> float:
        corners = [project(Position(south + up, -3 + east)) for up, east in ((0, 0), (0, 0.1), (0.1, 0.1), (0.1, 0))]
        pairs = zip(corners, corners[1:] + corners[:1], strict=True)
        return abs(sum(a.x * b.y - b.x * a.y for a, b in pairs)) / 2

    assert area(60) / area(50) == pytest.approx(0.777495, abs=0.000001)  # (sin 60.1° - sin 60°) / (sin 50.1° - sin 50°)
