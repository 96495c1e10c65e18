from typing import Any

import dns.exception
import dns.name
import dns.resolver
import dns.reversename


class Silent(Exception):
    """No server answered about this name in time, or none would."""


class Lookup:
    """Questions to DNS. Each method gives an empty list where there is no such name or record, or raises Silent."""

    def __init__(self, *, server: str = "", port: int = 53, seconds: float = 5) -> None:
        """`server`: the IP address of the one to ask; empty: whichever this machine asks."""
        self._resolver = dns.resolver.Resolver(configure=not server)
        self._resolver.lifetime = seconds
        if server:
            self._resolver.nameservers, self._resolver.port = [server], port

    def texts(self, name: str) -> list[str]:
        return [b"".join(record.strings).decode("utf-8", "replace") for record in self._ask(name, "TXT")]

    def addresses(self, name: str) -> list[str]:
        return [record.address for kind in ("A", "AAAA") for record in self._ask(name, kind)]

    def mail_servers(self, domain: str) -> list[str]:
        """The most preferred first; a dot says that the domain takes no mail (RFC 7505)."""
        found = sorted(self._ask(domain, "MX"), key=lambda record: int(record.preference))
        return [str(record.exchange).rstrip(".") or "." for record in found]

    def names_of(self, address: str) -> list[str]:
        return [str(record.target).rstrip(".") for record in self._ask(dns.reversename.from_address(address), "PTR")]

    def _ask(self, name: str | dns.name.Name, kind: str) -> list[Any]:
        try:
            return list(self._resolver.resolve(name, kind, search=False))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.LabelTooLong, dns.name.EmptyLabel):
            return []
        except (dns.exception.Timeout, dns.resolver.NoNameservers) as error:
            raise Silent(str(name).rstrip(".")) from error
