import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import postcodes


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("LS1 4DY", "LS1 4DY"),
        ("ls14dy", "LS1 4DY"),
        ("  m1   1aa ", "M1 1AA"),
        ("SW1A0AA", "SW1A 0AA"),
        ("bt1-5gs", "BT1 5GS"),
        ("EC1A.1BB", "EC1A 1BB"),
    ],
)
def test_a_postcode_is_read_in_any_case_and_spacing(typed: str, official: str) -> None:
    assert postcodes.parse(typed) == official


@pytest.mark.parametrize(("typed", "meant"), [("LS1 4OY", None), ("M1 IAA", "M1 1AA"), ("SWIA OAA", "SW1A 0AA")])
def test_mixed_up_letters_and_numbers_get_a_hint(typed: str, meant: str | None) -> None:
    with pytest.raises(postcodes.MalformedPostcode) as refused:
        postcodes.parse(typed)
    assert (meant or "like LS1 4DY") in str(refused.value)


@pytest.mark.parametrize("typed", ["", "LS1", "LS1 4DYX", "12345", "LS1 4CY", "not a postcode", "ĽS1 4DY"])
def test_what_is_no_postcode_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(postcodes.MalformedPostcode, match="LS1 4DY"):
        postcodes.parse(typed)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_never_breaks(typed: str) -> None:
    try:
        official = postcodes.parse(typed)
    except postcodes.MalformedPostcode as refused:
        assert str(refused)  # noqa: PT017
    else:
        assert postcodes.parse(official) == official
