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
        ("suzie+news@proton.me", "suzie@proton.me"),
        ("su.zie@proton.me", "su.zie@proton.me"),
        ("suzie@bücher.example.org", "suzie@xn--bcher-kva.example.org"),
        ("suzie@straße.example.org", "suzie@xn--strae-oqa.example.org"),  # as IDNA 2008 has it: another than strasse
        ("jose\u0301@example.org", "josé@example.org"),
    ],
)
def test_spellings_of_one_mailbox_are_one_address(typed: str, canonical: str) -> None:
    assert addresses.canonical(typed) == canonical


@pytest.mark.parametrize(
    "typed",
    [
        "suzie@example.org\nbcc: all@example.org",
        "suzie\u202e@example.org",
        "a" * 300 + "@example.org",
        "suzie@" + "a" * 64 + ".org",
        "suzie@example",
        "suzie@@example.org",
        "suzie@[127.0.0.1]",
        "\x00@example.org",
        "",
    ],
)
def test_what_no_message_can_reach_is_no_address(typed: str) -> None:
    with pytest.raises(addresses.NotAnAddress):
        addresses.canonical(typed)


def test_a_slip_in_a_common_domain_is_noticed() -> None:
    assert addresses.without_typo("suzie@gmial.com") == "suzie@gmail.com"
    assert addresses.without_typo("suzie@example.org") is None
