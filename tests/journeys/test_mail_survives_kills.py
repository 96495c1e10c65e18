"""kill -9 of worker, web and database while mail leaves: nothing is lost, and nothing leaves twice that must not."""

import random
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest
from django.db import connection

from mail import streams
from tests import factories
from tests.conftest import LONG
from tests.journeys import mail_in_processes
from tests.journeys.mail_in_processes import MailingSite
from tests.journeys.test_nothing_is_lost_when_processes_are_killed import ask, hurry, wait_for
from tests.mail.queueing import HELD, queued

KILLS = 100 if LONG else 6
MESSAGES = KILLS * 30
DELAY = 0.02  # seconds that the mail server takes for each, so that a kill finds one under way
CONNECTIONS = 2  # of the two workers, one each
SIGN = "/petitions/support-every-survivor/sign/"
SEED = 20261128

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("processes"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def parts() -> list[str]:
    """What is killed. SQLite has no process of its own; killing a worker kills it as well."""
    workers = ["worker", "bulk worker", "web"]
    return workers if connection.vendor == "sqlite" else [*workers, "database"]


def comes_from(number: int) -> dict[str, str]:
    """A network of its own for each, as people have: the rules hold what comes from one."""
    return {"X-Forwarded-For": f"10.{number // 250}.{number % 250}.1"}


def sign_on_and_on(site: MailingSite, answered: list[str], stop: threading.Event) -> None:
    """Until told to stop; notes those to whom the site said that their signature was taken."""
    number = 0
    while not stop.wait(0.1):
        email = f"signer-{number}@town-{number}.example.org"
        try:
            data = {"name": f"Signer {number}", "email": email, "postcode": "LS1 4DY"}
            answer = httpx.post(f"{site.url}{SIGN}", data=data, headers=comes_from(number), timeout=30)
            if answer.status_code == 303:
                answered.append(email)
                number += 1
        except httpx.TransportError:
            continue


def kill_at_random(site: MailingSite, folder: Path) -> None:
    """One part after another, each at a moment when mail leaves."""
    chance = random.Random(SEED)  # noqa: S311
    order = [part for _ in range(KILLS) for part in chance.sample(parts(), len(parts()))][:KILLS]
    for part in order:
        before = len(mail_in_processes.accepted(folder))
        deadline = time.monotonic() + 20
        while len(mail_in_processes.accepted(folder)) < before + 5 and time.monotonic() < deadline:
            site.keep_running()
            time.sleep(0.05)
        time.sleep(chance.uniform(0, 2 * DELAY))
        site.kill(part)
        site.keep_running()


def test_each_message_leaves_and_what_must_not_leave_twice_leaves_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "1")
    answered: list[str] = []
    stop = threading.Event()
    factories.petition()
    for number in range(MESSAGES):
        stream = streams.BULK if number % 2 else streams.TRANSACTIONAL
        queued(f"reader-{number}@example.org", kind=HELD.name, stream=stream)
    with mail_in_processes.mailing_site(tmp_path, delay=DELAY) as site:
        url = site.database.url
        wait_for(site.answers, 60)
        signer = threading.Thread(target=sign_on_and_on, args=(site, answered, stop), daemon=True)
        signer.start()
        kill_at_random(site, tmp_path)
        stop.set()
        signer.join()

        def all_is_settled() -> bool:
            site.keep_running()
            hurry(url)
            waiting = "SELECT count(*) FROM mail_delivery WHERE state IN ('queued', 'claimed', 'sending', 'retry')"
            return ask(url, waiting) == [(0,)]

        wait_for(all_is_settled, 120 + 5 * MESSAGES * DELAY)
        rows = dict(ask(url, "SELECT message_id, state FROM mail_delivery WHERE kind = 'signed_before'"))
    states = {str(message_id).replace("-", ""): state for message_id, state in rows.items()}
    taken = Counter(each.message_id.replace("-", "") for each in mail_in_processes.accepted(tmp_path))
    recipients = {each.recipient for each in mail_in_processes.accepted(tmp_path)}
    accepted = {message_id for message_id, state in states.items() if state == "accepted"}
    uncertain = {message_id for message_id, state in states.items() if state == "uncertain"}
    assert len(states) == MESSAGES
    assert states.keys() == accepted | uncertain
    assert all(taken[message_id] == 1 for message_id in accepted)
    assert all(taken[message_id] <= 1 for message_id in uncertain)
    assert len(uncertain) <= KILLS * CONNECTIONS
    assert len(answered) > KILLS
    assert set(answered) <= recipients
