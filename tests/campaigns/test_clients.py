from typing import Any

import pytest
from django.test import RequestFactory

from campaigns import clients

OURS = "10.0.0.1"


def ip(forwarded: str | None, settings: Any, *, proxies: int, address: str = OURS) -> str:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return clients.ip_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=address))


@pytest.mark.parametrize(
    ("forwarded", "proxies", "found"),
    [
        ("203.0.113.9", 0, OURS),  # nobody of ours wrote that header
        (None, 1, OURS),
        ("", 1, OURS),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),  # the first is what the sender claims
        ("198.51.100.1, 203.0.113.9, 192.0.2.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, OURS),  # came around the outer proxy
        ("203.0.113.9:4711", 1, "203.0.113.9"),
        ("2001:db8::1", 1, "2001:db8::1"),
        ("[2001:db8::1]:443", 1, "2001:db8::1"),
        ("fe80::1%eth0", 1, "fe80::1"),
        ("::ffff:203.0.113.9", 1, "203.0.113.9"),
        ("unknown", 1, ""),
        ("[[[", 1, ""),
        ("999.1.1.1", 1, ""),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    forwarded: str | None, proxies: int, found: str, settings: Any
) -> None:
    assert ip(forwarded, settings, proxies=proxies) == found


def test_a_client_without_an_address_has_none(settings: Any) -> None:
    assert ip(None, settings, proxies=0, address="") == ""
