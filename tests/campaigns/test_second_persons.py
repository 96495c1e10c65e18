"""What a second person approves is what they read, whoever changes it meanwhile, in however many tabs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.enums import NewsKind, PetitionState
from campaigns.models import Milestone, Petition, PetitionNews, PetitionTotal
from campaigns.services import life, news, paper
from campaigns.services.paper import Line
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


def stamp_on(client: Client, address: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found[1]


def test_words_that_changed_since_they_were_read_are_not_approved(client: Client, morgan: User, charlie: User) -> None:
    petition = life.submit(factories.petition(state=PetitionState.DRAFT), by=morgan)
    client.force_login(charlie)
    address = f"/admin/petitions/{petition.pk}/approve/"
    assert petition.wording in client.get(address).content.decode()
    seen = stamp_on(client, address)
    petition.wording = "We ask for something quite different."
    life.submit(life.save(petition, by=morgan, changed={"wording"}), by=morgan)
    refused = client.post(address, {"now": "on", "seen": seen})
    assert (refused.status_code, "changed since you opened" in refused.content.decode()) == (422, True)
    petition.refresh_from_db()
    assert (petition.state, petition.approved_at) == (PetitionState.IN_REVIEW, None)
    client.post(address, {"now": "on", "seen": stamp_on(client, address)})
    petition.refresh_from_db()
    assert petition.state == PetitionState.OPEN


def test_news_that_changed_since_it_was_read_is_not_sent(client: Client, morgan: User, charlie: User) -> None:
    petition = factories.petition()
    made = news.draft(petition=petition, kind=NewsKind.UPDATE, subject="We met them", body="It went well.", by=morgan)
    client.force_login(charlie)
    address = f"/admin/petitions/{petition.pk}/news/{made.pk}/send/"
    assert "It went well." in client.get(address).content.decode()
    seen = stamp_on(client, address)
    news.change(made, kind=NewsKind.UPDATE, subject="We met them", body="Buy my book.", by=morgan)
    assert client.post(address, {"seen": seen}).status_code == 422
    assert PetitionNews.objects.get().sent_at is None
    assert client.post(address, {"seen": stamp_on(client, address)}).status_code == 302
    assert PetitionNews.objects.get().sent_by == charlie


def test_sheets_looked_up_anew_since_the_screen_was_opened_are_not_approved(
    client: Client, morgan: User, charlie: User
) -> None:
    batch = paper.enter(petition=factories.petition(), number=1, scan=b"%PDF-1.7", by=morgan)
    paper.sample(batch=batch, lines=[Line("A B", "M1 1AA")], by=charlie)
    client.force_login(charlie)
    address = f"/admin/paper/{batch.pk}/approve/"
    assert 'name="added" value="1"' in client.get(f"/admin/paper/{batch.pk}/").content.decode()
    client.post(address, {"added": "0"})
    batch.refresh_from_db()
    assert batch.state == "entered"
    client.post(address, {"added": "1"})
    batch.refresh_from_db()
    assert batch.state == "approved"


def test_one_whose_last_day_is_over_is_not_opened(morgan: User, charlie: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    petition = life.submit(factories.petition(state=PetitionState.DRAFT, closes_on=yesterday), by=morgan)
    with pytest.raises(life.LastDayOver):
        life.open(life.approve(petition, by=charlie), by=charlie)
    petition.refresh_from_db()
    assert petition.opened_at is None


def test_a_petition_is_not_closed_backwards_by_a_last_day_in_the_past(client: Client, morgan: User) -> None:
    petition = factories.petition()
    client.force_login(morgan)
    fields = {name: getattr(petition, name) for name in ("title", "slug", "wording", "addressee", "goal")}
    past = client.post(f"/admin/petitions/edit/{petition.pk}/", {**fields, "closes_on": "2020-01-01"})
    assert "This day is over" in past.content.decode()
    petition.refresh_from_db()
    assert petition.closes_on is None


def test_words_of_what_is_over_stay_though_nobody_signed_them(morgan: User) -> None:
    petition = factories.petition(state=PetitionState.CLOSED, closed_at=timezone.now())
    petition.wording = "Other words."
    with pytest.raises(life.Frozen):
        life.save(petition, by=morgan, changed={"wording"})
    assert Petition.objects.get().wording != "Other words."


def test_nobody_writes_to_everybody_alone_by_a_milestone_that_is_passed_already(client: Client, morgan: User) -> None:
    petition = factories.petition()
    PetitionTotal.objects.create(pk=petition.pk, counted=100)
    client.force_login(morgan)
    address = f"/admin/petitions/{petition.pk}/milestones/"
    fields = {"milestones-TOTAL_FORMS": "1", "milestones-INITIAL_FORMS": "0", "milestones-0-message": "Hear me."}
    assert client.post(address, {**fields, "milestones-0-number": "50"}).status_code == 422
    assert not Milestone.objects.exists()
    assert client.post(address, {**fields, "milestones-0-number": "200"}).status_code == 302
