"""Lets no socket of this process speak to another machine, and writes down which ones tried."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any, TypeAlias
from unittest import mock

WAYS = ("connect", "connect_ex", "sendto")
Way: TypeAlias = Callable[..., Any]


class NotThisMachine(OSError):
    pass


@contextmanager
def guarded() -> Iterator[list[str]]:
    """Gives the list of addresses that were refused."""
    refused: list[str] = []
    patches = [mock.patch.object(socket.socket, way, watched(getattr(socket.socket, way), refused)) for way in WAYS]
    for patch in patches:
        patch.start()
    try:
        yield refused
    finally:
        for patch in patches:
            patch.stop()


def watched(way: Way, refused: list[str]) -> Way:
    def speak(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_here(address[0]):
            refused.append(str(address[0]))
            raise NotThisMachine(f"{address[0]} is another machine")
        return way(self, *arguments)

    return speak


def is_here(host: str) -> bool:
    try:
        return host in ("", "localhost") or ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
