"""Where a position stands on our maps: spherical Albers equal-area conic, in units of about 1.13 km, y to the south."""

from math import cos, radians, sin, sqrt
from typing import NamedTuple

from places.models import Position

WIDTH, HEIGHT = 600, 1097  # of the sheet that the United Kingdom fills
CENTRE = Position(55.4, -4.4)
PARALLELS = (50.0, 60.0)
SCALE = 5659.091854295997  # units to the radius of the earth
# The western and northern edge of the United Kingdom on a sphere of radius 1, and the margin around it in units.
WEST, NORTH, MARGIN = -0.037947347053405925, 0.09599833108558775, 8
# Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395), equations 14-1 to 14-6.
CONE = sum(sin(radians(parallel)) for parallel in PARALLELS) / 2
CONSTANT = cos(radians(PARALLELS[0])) ** 2 + 2 * CONE * sin(radians(PARALLELS[0]))


class Point(NamedTuple):
    """Units from the left and from the top edge of the sheet."""

    x: float
    y: float


def project(position: Position) -> Point:
    rho, theta = radius(position.latitude), CONE * radians(position.longitude - CENTRE.longitude)
    east, north = rho * sin(theta), radius(CENTRE.latitude) - rho * cos(theta)
    return Point(MARGIN + (east - WEST) * SCALE, MARGIN + (NORTH - north) * SCALE)


def radius(latitude: float) -> float:
    """Of a parallel's arc around the tip of the cone."""
    return sqrt(CONSTANT - 2 * CONE * sin(radians(latitude))) / CONE
