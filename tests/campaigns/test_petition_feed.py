from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from campaigns.models import Milestone, Petition, PetitionCorrection, PetitionNews
from pages import generation
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "/petitions/support-every-survivor/"
DAY = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def petition() -> Petition:
    return factories.petition(opened_at=datetime(2026, 6, 1, tzinfo=UTC))


def read(path: str) -> ElementTree.Element:
    caches["pages"].clear()
    answer = Client().get(path)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert not answer.cookies
    return ElementTree.fromstring(answer.content)  # noqa: S314  our own


def titles(path: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in read(path).findall(f"{ATOM}entry")]


def test_a_feed_has_what_happened_the_latest_first(petition: Petition) -> None:
    reached = Milestone.objects.create(petition=petition, number=1_000, reached_at=DAY)
    Milestone.objects.create(petition=petition, number=9_000)
    PetitionCorrection.objects.create(petition=petition, text="It is 45 days.", made_at=DAY.replace(day=2))
    news = {"petition": petition, "kind": "update", "subject": "We met <them>", "body": "A & B"}
    PetitionNews.objects.create(**news, sent_at=DAY.replace(day=3))
    PetitionNews.objects.create(**{**news, "subject": "A draft"})
    Petition.objects.update(state="answered", response="Yes.", answered_on=date(2026, 9, 1))
    assert titles(f"{PAGE}feed/") == [
        "The Home Secretary answered",
        "We met <them>",
        "A correction",
        "1,000 signatures",
        "The petition opened",
    ]
    feed = read(f"{PAGE}feed/")
    assert feed.findtext(f"{ATOM}id") == f"{settings.SITE_URL}{PAGE}"
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert f"{settings.SITE_URL}{PAGE}#milestone-{reached.pk}" in ids
    assert len(set(ids)) == len(ids)
    assert entries[1].findtext(f"{ATOM}summary") == "A & B"


def test_what_news_tells_is_not_told_twice(petition: Petition) -> None:
    Petition.objects.update(state="handed_in", handed_in_on=date(2026, 7, 1))
    PetitionNews.objects.create(petition=petition, kind="handed_in", subject="Handed in!", body="Yes", sent_at=DAY)
    assert titles(f"{PAGE}feed/") == ["Handed in!", "The petition opened"]


def test_the_feed_of_all_names_each_petition_and_leaves_drafts_out(petition: Petition) -> None:
    draft = factories.petition(slug="draft", title="A draft", state="draft")
    PetitionCorrection.objects.create(petition=draft, text="Not yet.", made_at=DAY)
    PetitionCorrection.objects.create(petition=petition, text="It is 45 days.", made_at=DAY)
    assert titles("/petitions/feed/") == [
        "Support every survivor for a year: A correction",
        "Support every survivor for a year: The petition opened",
    ]


def test_an_unchanged_feed_is_not_sent_again(petition: Petition) -> None:
    first = Client().get(f"{PAGE}feed/")
    assert first.headers["Cache-Control"] == "no-cache"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert Client().get(f"{PAGE}feed/", headers=tag).status_code == 304
    PetitionCorrection.objects.create(petition=petition, text="It is 45 days.", made_at=DAY)
    generation.publish()
    assert Client().get(f"{PAGE}feed/", headers=tag).status_code == 200


def test_the_pages_name_their_feeds(petition: Petition) -> None:
    for path in (PAGE, "/petitions/"):
        html = Client().get(path).content.decode()
        assert 'type="application/atom+xml" title=' in html
        assert f'href="{path}feed/"' in html
