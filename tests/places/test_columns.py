import pytest

from places.imports import ImportRefused
from places.imports.columns import CODE_POINT, layout
from tests.places.postcode_lists import EDITIONS

CODE_POINT_HEADERS = [
    "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC",
    "Postcode,Positional_quality_indicator,Eastings,Northings,Country_code,NHS_regional_HA_code,NHS_HA_code,"
    "Admin_county_code,Admin_district_code,Admin_ward_code",
]


@pytest.mark.parametrize("header", EDITIONS.values(), ids=EDITIONS)
def test_the_columns_of_every_edition_are_found(header: str) -> None:
    names = header.split(",")
    found, is_header = layout(names)
    assert is_header
    assert [names[place] for place in found.places] in (
        ["pcds", "lat", "long", "pcon", "doterm"],
        ["pcds", "lat", "long", "pcon24cd", "doterm"],
    )


@pytest.mark.parametrize(
    "header",
    ["pc,lat,lon,pcon", "Postcode,Outcode,Latitude,Longitude,PCON24CD,pcon24nm", "PCD7, LONG ,LAT,pcon29cd,other"],
)
def test_short_lists_are_found_in_any_case_and_have_none_that_ended(header: str) -> None:
    names = header.split(",")
    found, _ = layout(names)
    assert (found.ended, found.on_grid) == (None, False)
    assert [names[place].strip().lower()[:3] for place in found.places[1:4]] == ["lat", "lon", "pco"]


@pytest.mark.parametrize("header", CODE_POINT_HEADERS)
def test_code_point_open_is_known_by_either_line_of_headers(header: str) -> None:
    assert layout(header.split(",")) == (CODE_POINT, True)


def test_code_point_open_is_known_without_a_header() -> None:
    line = "LS1 4DY,10,429900,433600,E92000001,,E18000002,,E08000035,E05011392"
    assert layout(line.split(",")) == (CODE_POINT, False)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("name,lat,long,pcon", "no column of postcodes"),
        ("pcds,lat,long,ctry", "no column of constituencies"),
        ("pcds,lat,pcon", "no columns of positions"),
        ("pcds,lat,long,pcon22cd,pcon24cd", "pcon22cd and pcon24cd: which one counts"),
        ("pcds,lat,lat,long,pcon", "lat and lat: which one counts"),
        ("", "no column of postcodes"),
    ],
)
def test_a_header_that_does_not_say_what_is_where_is_refused(header: str, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason):
        layout(header.split(","))
