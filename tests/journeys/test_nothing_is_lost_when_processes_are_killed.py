"""kill -9 of web and worker while hundreds sign: every answered signature is there once, and is asked to confirm."""

import os
import random
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import httpx
import psycopg2
import pytest

from config.demo import loader
from tests.conftest import LONG
from tests.journeys.site_in_processes import RunningSite, running_site

SIGNERS = 500
KILLS = 60 if LONG else 8
SIGN = "/petitions/support-every-survivor/sign/"
SEED = 20261124

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("processes")]


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A database for this test alone, on the server that the test run uses, or in a file."""
    url = os.environ["DATABASE_URL"]
    if url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/db.sqlite3"
        return
    name = f"act_kills_{os.getpid()}"
    with server(url, "postgres") as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield re.sub(r"/[^/]*$", f"/{name}", url)
    with server(url, "postgres") as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class server:  # noqa: N801  a context manager that reads as a word
    def __init__(self, url: str, name: str) -> None:
        folder = re.fullmatch(r"postgres(?:ql)?://(?:([^:@]*)(?::([^@]*))?@)?(.*)/[^/]*", url)
        assert folder is not None
        user, password, host = folder.groups()
        self.connection = psycopg2.connect(user=user, password=password, host=host or None, dbname=name)
        self.connection.autocommit = True

    def __enter__(self) -> Any:
        return self.connection.cursor()

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def ask(database_url: str, query: str) -> list[tuple[Any, ...]]:
    if database_url.startswith("sqlite:///"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
            return connection.execute(query).fetchall()
    with server(database_url, database_url.rpartition("/")[2]) as cursor:
        cursor.execute(query)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def sign(browser: httpx.Client, number: int) -> bool:
    """Send the form once; True where the site answered that it was taken."""
    data = {"name": f"Signer {number}", "email": f"signer-{number}@example.org", "postcode": "LS1 4DY"}
    try:
        return browser.post(SIGN, data=data).status_code == 303
    except httpx.TransportError:
        return False


def browser_of(site: RunningSite) -> httpx.Client:
    return httpx.Client(base_url=site.url, timeout=30)


def messages(site: RunningSite) -> dict[str, str]:
    """The confirmation address that each recipient was sent."""
    found: dict[str, str] = {}
    for file in site.inbox.glob("*.eml"):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = message.get_body(preferencelist=("plain",))
        assert body is not None
        [path] = re.findall(r"/petitions/[\w-]+/confirm/[\w-]+/", body.get_content())
        assert found.setdefault(message["To"], path) == path
    return found


def kill_at_random(site: RunningSite, taken: list[int]) -> None:
    """Kill web workers, the web master and the task worker, KILLS times spread over the signing."""
    chance = random.Random(SEED)  # noqa: S311
    for number in range(1, KILLS + 1):
        while len(taken) < number * SIGNERS // (KILLS + 1):
            site.restart_if_ended()
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.1))
        site.kill(chance.choice(["web", "web", "worker", "master"]))
    while len(taken) < SIGNERS:
        site.restart_if_ended()
        time.sleep(0.1)


def test_every_answered_signature_is_there_once_and_is_asked_and_counted_once(
    database_url: str, tmp_path: Path
) -> None:
    taken: list[int] = []
    with running_site(database_url, tmp_path) as site:

        def signer(numbers: range) -> None:
            with browser_of(site) as browser:
                for number in numbers:
                    while not sign(browser, number):  # as a person would: press again until it is taken
                        time.sleep(0.3)
                    taken.append(number)

        threads = [threading.Thread(target=signer, args=(range(start, SIGNERS, 8),)) for start in range(8)]
        for thread in threads:
            thread.start()
        kill_at_random(site, taken)
        for thread in threads:
            thread.join()
        site.settle()

        assert sorted(taken) == list(range(SIGNERS))
        signed = ask(database_url, "SELECT count(*) FROM campaigns_signature WHERE state = 'pending'")
        assert signed == [(SIGNERS,)]
        addresses = ask(
            database_url,
            "SELECT a.typed, count(*) FROM campaigns_signature s JOIN people_address a ON a.id = s.address_id"
            " WHERE s.state = 'pending' GROUP BY a.typed",
        )
        assert dict(addresses) == {f"signer-{number}@example.org": 1 for number in range(SIGNERS)}

        def everybody_has_mail() -> bool:
            hurry(database_url)
            return len(messages(site)) == SIGNERS

        wait_for(everybody_has_mail, 60)
        with browser_of(site) as browser:
            paths = list(messages(site).values())
            for path in [*paths, *paths[:50]]:  # some press twice
                assert browser.post(path).status_code == 200
        shown = re.compile(rf"{loader.SIGNATURES + SIGNERS:,} signatures")
        wait_for(lambda: bool(shown.search(httpx.get(f"{site.url}/campaigns/support-every-survivor/").text)), 30)
    totals = ask(database_url, "SELECT sum(amount), count(*) FROM campaigns_signaturedelta")
    assert totals == [(loader.SIGNATURES + SIGNERS, loader.SIGNATURES + SIGNERS)]


def hurry(database_url: str) -> None:
    """End the leases of killed workers (two minutes) and the wait before another attempt (one minute) now.

    What a worker reports on this moment is left alone, so that neither waits for the other.
    """
    skip = "" if database_url.startswith("sqlite") else "FOR UPDATE SKIP LOCKED"
    for column, states in (("lease_until", "'claimed', 'sending'"), ("due_at", "'retry'")):
        late = f"SELECT id FROM mail_delivery WHERE state IN ({states}) {skip}"  # noqa: S608
        # As Django writes it on SQLite, which compares the text.
        change(database_url, f"UPDATE mail_delivery SET {column} = '2000-01-01 00:00:00' WHERE id IN ({late})")  # noqa: S608


def change(database_url: str, statement: str) -> None:
    if database_url.startswith("sqlite:///"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), timeout=20)) as connection:
            connection.execute(statement)
            connection.commit()
    else:
        with server(database_url, database_url.rpartition("/")[2]) as cursor:
            cursor.execute(statement)


def wait_for(question: Any, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.5)
