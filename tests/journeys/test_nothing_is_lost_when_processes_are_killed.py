"""kill -9 of web and workers while hundreds sign and confirm: each is there once, asked to confirm and counted once."""

import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import httpx
import psycopg2
import pytest
from django.conf import settings

from config.demo import loader
from tests.conftest import LONG
from tests.journeys.site_in_processes import RunningSite, running_site

SIGNERS = 500 if LONG else 150
KILLS = 200 if LONG else 8  # in all: half while people sign, half while they confirm and choose where they live
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
    """Send the form once; True where the site answered that it was taken. From a machine and a domain of their own."""
    data = {"name": f"Signer {number}", "email": email_of(number), "postcode": "LS1 4DY"}
    headers = {"X-Forwarded-For": f"10.{number // 250}.{number % 250}.1"}
    return is_answered(303, lambda: browser.post(SIGN, data=data, headers=headers))


def email_of(number: int) -> str:
    return f"signer-{number}@town-{number}.example.org"


def is_answered(status: int, ask: Callable[[], httpx.Response]) -> bool:
    try:
        return ask().status_code == status
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


def at_once(site: RunningSite, work: Callable[[httpx.Client, int], None], numbers: list[int]) -> None:
    """Do the work for each number, eight at a time, while web workers, their master and the task workers are killed."""
    done: list[int] = []

    def some(of: list[int]) -> None:
        with browser_of(site) as browser:
            for number in of:
                work(browser, number)
                done.append(number)

    threads = [threading.Thread(target=some, args=(numbers[start::8],)) for start in range(8)]
    for thread in threads:
        thread.start()
    kill_at_random(site, done, len(numbers))
    for thread in threads:
        thread.join()
    site.settle()
    assert sorted(done) == sorted(numbers)


def kill_at_random(site: RunningSite, done: list[int], number: int) -> None:
    """Half of KILLS, spread over the work."""
    chance = random.Random(SEED)  # noqa: S311
    for kill in range(1, KILLS // 2 + 1):
        while len(done) < kill * number // (KILLS // 2 + 1):
            site.restart_if_ended()
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.1))
        site.kill(chance.choice(["web", "web", "worker", "bulk", "master"]))
    while len(done) < number:
        site.restart_if_ended()
        time.sleep(0.1)


def again_until(ask: Callable[[], bool]) -> None:
    """As a person would: press again until it is taken."""
    while not ask():
        time.sleep(0.3)


def move(browser: httpx.Client, path: str, seat: str) -> None:
    again_until(lambda: is_answered(200, lambda: browser.post(path, data={"constituency": seat})))


def test_every_answered_signature_is_there_once_and_is_asked_and_counted_once_everywhere(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "1")
    with running_site(database_url, tmp_path) as site:
        [(last,)] = ask(database_url, "SELECT max(id) FROM campaigns_signaturedelta")
        at_once(site, lambda browser, number: again_until(lambda: sign(browser, number)), list(range(SIGNERS)))
        addresses = ask(
            database_url,
            "SELECT a.typed, count(*) FROM campaigns_signature s JOIN people_address a ON a.id = s.address_id"
            " WHERE s.state = 'pending' AND a.typed LIKE 'signer-%@town-%' GROUP BY a.typed",
        )
        assert dict(addresses) == {email_of(number): 1 for number in range(SIGNERS)}

        def everybody_has_mail() -> bool:
            site.restart_if_ended()
            hurry(database_url)
            return len(messages(site)) == SIGNERS

        wait_for(everybody_has_mail, 60)
        paths = list(messages(site).values())
        seats = [code for (code,) in ask(database_url, "SELECT code FROM places_constituency ORDER BY code LIMIT 3")]

        def confirm(browser: httpx.Client, number: int) -> None:
            for _ in range(1 + number % 2):  # some press twice
                again_until(lambda: is_answered(200, lambda: browser.post(paths[number])))
            if number % 3 == 0:
                chosen = {"constituency": seats[number % len(seats)]}
                again_until(
                    lambda: is_answered(200, lambda: browser.post(f"{paths[number]}constituency/", data=chosen))
                )

        at_once(site, confirm, list(range(SIGNERS)))
        shown = re.compile(rf"{loader.SIGNATURES + SIGNERS:,} signatures")
        wait_for(lambda: shows(site, shown), 30)
        proof = [sys.executable, "manage.py", "check_counts"]
        proven = subprocess.run(proof, env=site.environment, cwd=settings.BASE_DIR, capture_output=True, text=True)
        assert proven.returncode == 0, proven.stderr
    assert [number for (number,) in ask(database_url, OURS)] == [SIGNERS]
    [(counted,)] = ask(database_url, "SELECT count(*) FROM campaigns_signature WHERE state = 'confirmed'")
    assert f"{counted} signatures count" in proven.stdout
    assert totals(database_url) == [counted] * len(SUMS)
    # Of the demonstration's changes the oldest may be forgotten, as any are in time.
    assert ask(database_url, f"SELECT sum(amount) FROM campaigns_signaturedelta WHERE id > {last}") == [(SIGNERS,)]  # noqa: S608


OURS = (
    "SELECT count(*) FROM campaigns_signature s JOIN people_address a ON a.id = s.address_id"
    " WHERE s.state = 'confirmed' AND a.typed LIKE 'signer-%@town-%'"
)
SUMS = [
    "SELECT sum(counted) FROM campaigns_petitiontotal",
    "SELECT (SELECT sum(counted) FROM campaigns_constituencytotal) + sum(without_constituency)"
    " FROM campaigns_petitiontotal",
    "SELECT sum(counted) FROM campaigns_countrytotal",
    "SELECT sum(change) FROM campaigns_hourtotal",
    "SELECT sum(CASE WHEN kind IN ('signed', 'restored') THEN 1 ELSE -1 END) FROM campaigns_logentry",
]


def totals(database_url: str) -> list[int]:
    """The count, as its sums by constituency, country and hour, and as the log has it."""
    return [int(ask(database_url, each)[0][0]) for each in SUMS]


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


def shows(site: RunningSite, words: re.Pattern[str]) -> bool:
    site.restart_if_ended()  # the last kill may end the whole site only after it answered once more
    try:
        return bool(words.search(httpx.get(f"{site.url}/campaigns/support-every-survivor/").text))
    except httpx.TransportError:
        return False


def wait_for(question: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.5)
