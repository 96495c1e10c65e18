import pytest

from people import addresses


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("Suzie@Example.org", "suzie@example.org"),
        (" suzie@example.org ", "suzie@example.org"),
        ("su.zie+news@gmail.com", "suzie@gmail.com"),
        ("su.zie@googlemail.com", "suzie@gmail.com"),
        ("su.zie+news@example.org", "su.zie+news@example.org"),
        ("suzie@bücher.example", "suzie@xn--bcher-kva.example"),
    ],
)
def test_spellings_of_one_mailbox_are_one_address(typed: str, canonical: str) -> None:
    assert addresses.canonical(typed) == canonical


def test_a_slip_in_a_common_domain_is_noticed() -> None:
    assert addresses.without_typo("suzie@gmial.com") == "suzie@gmail.com"
    assert addresses.without_typo("suzie@example.org") is None
