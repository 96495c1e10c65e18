"""The main job from end to end, on PostgreSQL and on SQLite, with the demonstration's own content."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from campaigns.models import Petition, Signature
from config.demo import loader
from config.schedule import JOBS, enqueue_what_is_due
from pages.models import Fact
from people.models import User
from tests import demo
from tests.cast import SUZIE

pytestmark = pytest.mark.django_db
MANY = {"/your-area/": 10, "/groups/events/": 20, "/groups/": 60}  # pages that are alike, and how many are walked
CAMPAIGN, SIGN = "/campaigns/support-every-survivor/", "/petitions/support-every-survivor/sign/"


@pytest.fixture
def demonstration(settings: Any) -> None:
    settings.EMAIL_BACKEND = "mail.backends.InboxBackend"
    demo.load()


def signatures_shown(client: Client) -> int:
    found = re.search(r"([\d,]+) signatures?\b", client.get(CAMPAIGN).content.decode())
    assert found
    return int(found.group(1).replace(",", ""))


def test_suzie_reads_signs_confirms_and_is_counted(demonstration: None, client: Client) -> None:
    before = signatures_shown(client)
    assert before == loader.SIGNATURES
    assert client.post(SIGN, SUZIE, follow=True).status_code == 200
    enqueue_what_is_due(JOBS)
    inbox = client.get("/dev/mail/").content.decode()
    message = client.get(re.findall(r'href="(/dev/mail/[\w-]+/)"', inbox)[0]).content.decode()
    [path] = set(re.findall(r"/petitions/[\w-]+/confirm/[\w-]+/", message))
    assert signatures_shown(client) == before
    assert "<button" in client.get(path).content.decode()
    assert client.post(path).status_code == 200
    enqueue_what_is_due(JOBS)
    assert signatures_shown(client) == before + 1
    assert Signature.objects.confirmed().filter(petition__slug="support-every-survivor").count() == before + 1
    assert not client.cookies


def test_the_demonstration_is_loaded_once_and_left_alone_afterwards(demonstration: None) -> None:
    Fact.objects.filter(key="helpline").update(label="Edited by staff")
    petitions, logins = Petition.objects.count(), User.objects.count()
    call_command("demo", verbosity=0)
    assert Petition.objects.count() == petitions
    assert User.objects.count() == logins
    assert Fact.objects.get(key="helpline").label == "Edited by staff"


def is_one_of_many(link: str, seen: set[str]) -> bool:
    """Of the hundreds of constituencies, events and groups a few stand for the others."""
    kind = next((kind for kind in MANY if link.startswith(kind)), "")
    return bool(kind) and sum(each.startswith(kind) for each in seen) >= MANY[kind]


def test_every_page_of_the_demonstration_answers_and_leads_somewhere(demonstration: None, client: Client) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        is_for_leaders = answer.headers.get("Location", "").startswith("/account/login/")
        assert answer.status_code in (200, 303) or is_for_leaders, path
        if answer.streaming:
            answer.getvalue()  # reading it to its end closes the file
            continue
        if path.startswith(("/exit/", "/dev/")) or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for link in re.findall(r'href="(/[^"#?]*)', answer.content.decode()):
            if link not in seen and not link.startswith(("/static/", "/media/")) and not is_one_of_many(link, seen):
                seen.add(link)
                waiting.append(link)
    assert len(seen) > 15


def test_morgan_writes_a_petition_dele_approves_it_and_it_can_be_signed(demonstration: None, client: Client) -> None:
    client.force_login(User.objects.get(email=loader.MORGAN))
    assert client.get("/admin/").status_code == 200
    added = client.post(
        "/admin/petitions/new/",
        {
            "title": "Protect every child",
            "slug": "protect-every-child",
            "wording": "We ask the minister to protect every child.",
            "addressee": "The minister",
            "goal": "100",
            "closes_on": "",
        },
    )
    assert added.status_code == 302
    petition = Petition.objects.get(slug="protect-every-child")
    client.post(f"/admin/petitions/{petition.pk}/submit/")
    assert Client().get("/petitions/protect-every-child/sign/").status_code == 404
    client.force_login(User.objects.get(email=loader.DELE))
    client.post(f"/admin/petitions/{petition.pk}/approve/", {"now": "on"})
    shown = Client().get("/petitions/protect-every-child/sign/")
    assert shown.status_code == 200
    assert "0 signatures" in shown.content.decode()
