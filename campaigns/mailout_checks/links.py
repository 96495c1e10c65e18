"""Whether what it links to is there. Our own pages are asked in this process, other sites only when staff say so."""

import hashlib
import ipaddress
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

from campaigns.mailout_checks import own_site
from campaigns.mailout_checks.check import Check
from campaigns.mailout_compile import Compiled

MOST = 50  # links: a message with more of them is none
PATIENCE = 5.0  # seconds
KNOWN_FOR = 15 * 60  # seconds
BROKEN = frozenset({404, 410})
REFUSED, MISTAKE, WRONG = range(400, 500), range(500, 600), range(400, 600)
MOST_REDIRECTS = 5


class NotAsked(Exception):
    """This address is not one that we may ask from here."""


def checks(compiled: Compiled, *, afar: bool) -> Iterator[Check]:
    urls = [link.url for link in compiled.links][:MOST]
    yield own([url for url in urls if own_site.is_ours(url)])
    yield foreign([url for url in urls if not own_site.is_ours(url)], afar=afar)


def own(urls: list[str]) -> Check:
    missing = [url for url in urls if own_site.status(url) in WRONG]
    says = f"Nobody can read: {', '.join(missing)}"
    return Check("own_links", "Links to our own pages", not missing, says if missing else "")


def foreign(urls: list[str], *, afar: bool) -> Check:
    title = "Links to other sites"
    if not urls:
        return Check("links", title, True, "There are none.")
    found = {url: known(url) if not afar else ask(url) for url in urls}
    if broken := [f"{url} ({says})" for url, says in found.items() if says and says.startswith("it")]:
        return Check("links", title, False, f"Broken: {', '.join(broken)}.")
    unsure = [url for url, says in found.items() if says != "ok"]
    says = f"Nobody has looked whether these are there: {', '.join(unsure)}. Follow them yourself."
    return Check("links", title, None if unsure else True, says if unsure else "")


def key(url: str) -> str:
    return f"mailout-link:{hashlib.sha256(url.encode()).hexdigest()}"


def known(url: str) -> str | None:
    """What was found lately."""
    found: str | None = cache.get(key(url))
    return found


def ask(url: str) -> str | None:
    """ "ok", or why it is broken; None where that can't be told, as of sites that answer no machine."""
    import httpx  # brings much along, which few processes need

    try:
        found = judge(status_of(url))
    except NotAsked:
        return None
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        found = f"it did not answer: {type(error).__name__}"
    if found:
        cache.set(key(url), found, KNOWN_FOR)
    return found


def judge(status: int) -> str | None:
    if status in BROKEN or status in MISTAKE:
        return f"it answered {status}"
    return None if status in REFUSED else "ok"


def status_of(url: str) -> int:
    """Step by step, so that no redirect leads to a machine that we may not ask. Raises NotAsked."""
    import httpx

    with httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False) as client:
        for _ in range(MOST_REDIRECTS):
            insist_on_public(url)
            with client.stream("GET", url) as answer:
                if answer.next_request is None:
                    return answer.status_code
                url = str(answer.next_request.url)
    return 508  # a loop


def insist_on_public(url: str) -> None:
    """From where mail leaves, only the public internet; from anywhere else, only this machine. Raises NotAsked."""
    asked = urlsplit(url)
    if asked.scheme not in ("http", "https") or not asked.hostname:
        raise NotAsked
    if not settings.MAIL_MAY_LEAVE:
        if not is_this_machine(asked.hostname):
            raise NotAsked
        return
    found = socket.getaddrinfo(asked.hostname, asked.port or asked.scheme, type=socket.SOCK_STREAM)
    if not all(ipaddress.ip_address(each[4][0]).is_global for each in found):
        raise NotAsked


def is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
