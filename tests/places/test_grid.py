import numpy
import pytest

from places.imports import grid
from places.models import Position
from places.selectors.places import distance


def test_the_projection_is_that_of_the_ordnance_surveys_worked_example() -> None:
    """Annex C of its guide: 651409.903 E, 313177.270 N is 52° 39' 27.2531" N, 1° 43' 4.5177" E on Airy's ellipsoid."""
    north, east = grid.on_airy(numpy.array([651_409.903]), numpy.array([313_177.270]))
    assert numpy.degrees(north)[0] == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=1e-8)
    assert numpy.degrees(east)[0] == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=1e-8)


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [
        (651_410, 313_177, 52.658007833, 1.716073973),  # Caister water tower, a test point of the transformation OSTN15
        (366_033, 564_878, 54.977349, -2.532223),  # CA8 7JG in the NSPL
    ],
)
def test_a_point_of_the_grid_lies_within_five_metres(
    easting: int, northing: int, latitude: float, longitude: float
) -> None:
    north, east = grid.wgs84([easting], [northing])
    assert distance(Position(north[0], east[0]), Position(latitude, longitude)) < 0.005
