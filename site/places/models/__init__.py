from places.models.area import Constituency, ConstituencyQuerySet, Country, Region
from places.models.boundary import Boundary
from places.models.change import DataImport
from places.models.choice import LivesInConstituency
from places.models.office import GovernmentOffice
from places.models.position import Position, Positioned
from places.models.postcode import Outcode, Postcode
from places.models.representative import Representative

__all__ = [
    "Boundary",
    "Constituency",
    "ConstituencyQuerySet",
    "Country",
    "DataImport",
    "GovernmentOffice",
    "LivesInConstituency",
    "Outcode",
    "Position",
    "Positioned",
    "Postcode",
    "Region",
    "Representative",
]
