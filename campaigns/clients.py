"""Where a request comes from, as far as our own proxies say; what the sender claims about it is never believed."""

from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def ip_of(request: HttpRequest) -> str:
    """The client's address, "" where there is none.

    With N proxies of ours in front, the Nth entry of X-Forwarded-For from the right was written by the outermost of
    them. Where the header is shorter than that, the request came around them, and its own address is taken.
    """
    count: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    claimed = forwarded[-count] if 0 < count <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    return plain(claimed)


def plain(claimed: str) -> str:
    """An address without port, brackets, zone or IPv4-in-IPv6; "" for what is none."""
    try:
        found = ip_address(claimed) if claimed.count(":") != 1 else IPv4Address(claimed.partition(":")[0])
    except (AddressValueError, ValueError):
        return bracketed(claimed)
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found).partition("%")[0]


def bracketed(claimed: str) -> str:
    inside = claimed.partition("]")[0]
    return plain(inside[1:]) if inside.startswith("[") and "[" not in inside[1:] else ""
