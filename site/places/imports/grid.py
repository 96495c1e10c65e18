"""From the British National Grid to WGS84. Imports numpy, so only commands may import it."""

import numpy
import numpy.typing as npt

Degrees = npt.NDArray[numpy.float64]

# Ordnance Survey, "A guide to coordinate systems in Great Britain" (v3.6, 2020): the ellipsoids and the projection from
# annex A, the equations from annexes B and C, the seven parameters of the Helmert transformation from section 6.6, here
# with opposite signs, since they are given for the other direction. It is right to about 2 m, at most 5 m.
AIRY = (6_377_563.396, 6_356_256.909)  # semi-axes in metres: Airy 1830
WGS84 = (6_378_137.0, 6_356_752.3141)
SCALE = 0.9996012717
TRUE_NORTH, TRUE_EAST = numpy.radians(49), numpy.radians(-2)
FALSE_NORTHING, FALSE_EASTING = -100_000, 400_000
SHIFT = (446.448, -125.157, 542.060)  # metres
PARTS = -20.4894e-6
TURN = numpy.radians(numpy.array([0.1502, 0.2470, 0.8421]) / 3600)
CLOSE = 1e-5  # metres


def wgs84(eastings: list[int], northings: list[int]) -> tuple[Degrees, Degrees]:
    """Latitudes and longitudes in degrees."""
    latitude, longitude = on_airy(numpy.array(eastings, float), numpy.array(northings, float))
    turned = helmert(*cartesian(latitude, longitude))
    north, east = geodetic(*turned)
    return numpy.degrees(north), numpy.degrees(east)


def on_airy(easting: Degrees, northing: Degrees) -> tuple[Degrees, Degrees]:
    """Latitude and longitude of OSGB36 in radians, by annex C.2 of the guide, whose names these are."""
    a, b = AIRY
    e2 = 1 - b**2 / a**2
    latitude = TRUE_NORTH + (northing - FALSE_NORTHING) / (a * SCALE)
    while numpy.abs(short := northing - FALSE_NORTHING - meridian(latitude)).max() > CLOSE:
        latitude = latitude + short / (a * SCALE)
    sine, t = numpy.sin(latitude), numpy.tan(latitude)
    nu = a * SCALE / numpy.sqrt(1 - e2 * sine**2)
    rho = nu * (1 - e2) / (1 - e2 * sine**2)
    eta2 = nu / rho - 1
    d = (easting - FALSE_EASTING) / nu
    vii = t * nu / (2 * rho)
    viii = vii / 12 * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    ix = vii / 360 * (61 + 90 * t**2 + 45 * t**4)
    xi = (nu / rho + 2 * t**2) / 6
    xii = (5 + 28 * t**2 + 24 * t**4) / 120
    xiia = (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6) / 5040
    along = (d - xi * d**3 + xii * d**5 - xiia * d**7) / numpy.cos(latitude)
    return latitude - vii * d**2 + viii * d**4 - ix * d**6, TRUE_EAST + along


def meridian(latitude: Degrees) -> Degrees:
    """Metres along the meridian from the true origin: M in annex C."""
    a, b = AIRY
    n = (a - b) / (a + b)
    apart, both = latitude - TRUE_NORTH, latitude + TRUE_NORTH
    along: Degrees = (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * apart
    along = along - (3 * n + 3 * n**2 + 21 / 8 * n**3) * numpy.sin(apart) * numpy.cos(both)
    along = along + (15 / 8 * n**2 + 15 / 8 * n**3) * numpy.sin(2 * apart) * numpy.cos(2 * both)
    along = along - 35 / 24 * n**3 * numpy.sin(3 * apart) * numpy.cos(3 * both)
    return b * SCALE * along


def cartesian(latitude: Degrees, longitude: Degrees) -> tuple[Degrees, Degrees, Degrees]:
    """Metres from the middle of Airy's ellipsoid, at no height."""
    a, b = AIRY
    nu = a / numpy.sqrt(1 - (1 - b**2 / a**2) * numpy.sin(latitude) ** 2)
    level = nu * numpy.cos(latitude)
    return level * numpy.cos(longitude), level * numpy.sin(longitude), b**2 / a**2 * nu * numpy.sin(latitude)


def helmert(x: Degrees, y: Degrees, z: Degrees) -> tuple[Degrees, Degrees, Degrees]:
    rx, ry, rz = TURN
    s = 1 + PARTS
    return SHIFT[0] + s * x - rz * y + ry * z, SHIFT[1] + rz * x + s * y - rx * z, SHIFT[2] - ry * x + rx * y + s * z


def geodetic(x: Degrees, y: Degrees, z: Degrees) -> tuple[Degrees, Degrees]:
    """Latitude and longitude on WGS84 in radians; three rounds are right to less than a millimetre in Britain."""
    a, b = WGS84
    e2 = 1 - b**2 / a**2
    level = numpy.hypot(x, y)
    latitude = numpy.arctan2(z, level * (1 - e2))
    for _ in range(3):
        sine = numpy.sin(latitude)
        latitude = numpy.arctan2(z + e2 * a / numpy.sqrt(1 - e2 * sine**2) * sine, level)
    return latitude, numpy.arctan2(y, x)
