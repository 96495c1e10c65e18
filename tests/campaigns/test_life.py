"""Morgan writes a petition, Dele approves it; the words that people signed stay."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry

from campaigns.enums import PetitionState
from campaigns.models import Petition
from campaigns.services import invalidating, life
from people.models import User
from tests import factories
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def dele() -> User:
    return factories.dele()


@pytest.fixture
def approver(client: Client) -> Client:
    client.force_login(factories.member_of("Approvers"))
    return client


@pytest.fixture
def midday() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def draft(**fields: Any) -> Petition:
    return factories.petition(state=PetitionState.DRAFT, **fields)


def state(petition: Petition) -> str:
    return Petition.objects.values_list("state", flat=True).get(pk=petition.pk)


def test_a_petition_lives_from_draft_to_archive_and_each_step_is_in_the_log(morgan: User, dele: User) -> None:
    petition = draft()
    life.submit(petition, by=morgan)
    life.approve(petition, by=dele)
    assert state(petition) == PetitionState.IN_REVIEW, "approved is not yet open"
    life.open(petition, by=morgan)
    life.pause(petition, by=morgan, because="The figures are being checked.")
    life.resume(petition, by=morgan)
    life.close(petition, by=morgan)
    life.hand_in(petition, by=morgan, on=timezone.localdate())
    life.answer(petition, by=morgan, response="We will look at it.", on=timezone.localdate())
    life.archive(petition, by=morgan)
    petition.refresh_from_db()
    assert (petition.state, petition.response) == (PetitionState.ARCHIVED, "We will look at it.")
    assert all((petition.opened_at, petition.closed_at, petition.handed_in_on, petition.archived_at))
    steps = [entry.action.partition(".")[2] for entry in registry.get_logs_for_instance(petition).order_by("pk")]
    assert steps == [*("submit", "approve", "open", "pause", "resume", "close"), *("hand_in", "answer", "archive")]


@pytest.mark.parametrize("name", ["submit", "approve", "open", "resume", "archive", "hand_in", "answer"])
def test_a_step_from_another_state_is_refused_and_changes_nothing(name: str, dele: User) -> None:
    petition = factories.petition(state=PetitionState.OPEN)
    today = {"on": timezone.localdate()}
    more: dict[str, dict[str, Any]] = {"hand_in": today, "answer": {**today, "response": "Yes."}}
    with pytest.raises(life.WrongState):
        getattr(life, name)(petition, by=dele, **more.get(name, {}))
    assert state(petition) == PetitionState.OPEN
    assert not registry.get_logs_for_instance(petition).exists()


def test_nobody_approves_what_they_handed_in_nor_does_the_database_let_them(dele: User) -> None:
    petition = life.submit(draft(), by=dele)
    with pytest.raises(life.SamePerson):
        life.approve(petition, by=dele)
    with pytest.raises(IntegrityError, match="a_petition_is_approved_by_a_second_person"), transaction.atomic():
        Petition.objects.update(approved_by=dele)


def test_what_nobody_approved_is_not_opened(morgan: User) -> None:
    petition = life.submit(draft(), by=morgan)
    with pytest.raises(life.NotApproved):
        life.open(petition, by=morgan)


def test_what_is_sent_back_is_a_draft_that_says_why(morgan: User, dele: User) -> None:
    petition = life.submit(draft(), by=morgan)
    life.send_back(petition, by=dele, because="Say who decides.")
    petition.refresh_from_db()
    assert (petition.state, petition.sent_back_because) == (PetitionState.DRAFT, "Say who decides.")
    assert life.submit(petition, by=morgan).sent_back_because == ""


def test_a_day_that_is_still_to_come_is_refused(morgan: User) -> None:
    petition = factories.petition(state=PetitionState.CLOSED)
    with pytest.raises(life.InFuture):
        life.hand_in(petition, by=morgan, on=timezone.localdate() + timedelta(days=1))
    assert state(petition) == PetitionState.CLOSED


def test_after_its_last_day_a_petition_is_closed_once_as_of_the_end_of_that_day(midday: None) -> None:
    over = factories.petition(closes_on=date(2026, 5, 1))
    today = factories.petition(slug="today", closes_on=date(2026, 5, 4))
    assert life.overdue().exists()
    assert [life.close_overdue(), life.close_overdue()] == [1, 0]
    over.refresh_from_db()
    assert over.closed_at is not None
    assert timezone.localtime(over.closed_at).isoformat() == "2026-05-02T00:00:00+01:00"
    assert (over.state, state(today)) == (PetitionState.CLOSED, PetitionState.OPEN)


def test_words_stay_once_a_signature_counts_and_also_when_it_counts_no_more(morgan: User) -> None:
    petition = factories.petition()
    assert not life.is_frozen(petition)
    signature = confirmed(petition)
    assert life.is_frozen(petition)
    invalidating.invalidate(signatures=[signature.pk], reason="Not a person.", by=morgan)
    petition.wording = "Something else."
    with pytest.raises(life.Frozen):
        life.save(petition, by=morgan, changed={"wording"})


def test_the_database_itself_keeps_the_words(morgan: User) -> None:
    petition = factories.petition()
    confirmed(petition)
    assert connection.vendor == "postgresql"
    for words in ({"title": "Another"}, {"wording": "Another"}, {"addressee": "A"}, {"office": factories.office()}):
        with pytest.raises(IntegrityError, match="words of a petition are frozen"), transaction.atomic():
            Petition.objects.filter(pk=petition.pk).update(**words)
    Petition.objects.filter(pk=petition.pk).update(goal=5, background="More about it.")
    assert Petition.objects.get().goal == 5


def test_the_form_shows_frozen_words_and_ignores_what_is_sent_for_them(client: Client, morgan: User) -> None:
    petition = factories.petition()
    confirmed(petition)
    client.force_login(morgan)
    address = f"/admin/petitions/edit/{petition.pk}/"
    assert "People have signed under these words" in client.get(address).content.decode()
    words = {"title": "Another", "wording": "Another", "addressee": "Another", "slug": petition.slug, "goal": "77"}
    assert client.post(address, words).status_code == 302
    petition.refresh_from_db()
    assert (petition.title, petition.goal) == ("Support every survivor for a year", 77)


def test_other_words_take_an_approved_petition_back_to_a_draft(client: Client, morgan: User, dele: User) -> None:
    petition = life.submit(draft(), by=morgan)
    life.open(life.approve(petition, by=dele), by=morgan)
    client.force_login(morgan)
    words = {"title": "Another", "wording": "We ask.", "addressee": "A minister", "slug": petition.slug, "goal": "77"}
    client.post(f"/admin/petitions/edit/{petition.pk}/", words)
    petition.refresh_from_db()
    assert (petition.title, petition.state, petition.approved_by) == ("Another", PetitionState.DRAFT, None)


def test_an_old_form_does_not_take_back_a_step_that_somebody_took_meanwhile(morgan: User) -> None:
    petition = factories.petition()
    life.close(petition, by=morgan)
    petition.goal = 9  # as it was read before: open
    life.save(petition, by=morgan, changed={"goal"})
    petition.refresh_from_db()
    assert (petition.goal, petition.state) == (9, PetitionState.CLOSED)


def test_who_is_asked_is_filled_in_from_the_office(client: Client, morgan: User) -> None:
    client.force_login(morgan)
    words = {"title": "New", "slug": "new", "wording": "We ask.", "goal": "10", "addressee": ""}
    assert "Say who is asked" in client.post("/admin/petitions/new/", words).content.decode()
    client.post("/admin/petitions/new/", {**words, "office": factories.office().pk})
    petition = Petition.objects.get()
    assert (petition.addressee, petition.state) == ("The Secretary of State for Examples", PetitionState.DRAFT)


def test_a_correction_stands_beside_the_words_with_its_day(morgan: User) -> None:
    petition = factories.petition()
    confirmed(petition)
    made = life.correct(petition, by=morgan, text="The year is 2025.")
    assert list(petition.corrections.all()) == [made]
    assert made.made_at.date() == timezone.now().date()
    with pytest.raises(life.WrongState):
        life.correct(draft(slug="a-draft"), by=morgan, text="Nobody has read it.")


def test_an_approver_approves_and_opens_on_one_screen_that_says_what_it_does(approver: Client, morgan: User) -> None:
    petition = life.submit(draft(), by=morgan)
    page = approver.get(f"/admin/petitions/{petition.pk}/").content.decode()
    assert petition.wording in page
    assert f"/admin/petitions/{petition.pk}/approve/" in page
    step = f"/admin/petitions/{petition.pk}/approve/"
    assert "may be opened as it stands" in approver.get(step).content.decode()
    assert state(petition) == PetitionState.IN_REVIEW, "looking at it does nothing"
    assert approver.post(step, {"now": "on"}).status_code == 302
    assert state(petition) == PetitionState.OPEN
    assert approver.post(step, {}).status_code == 422, "pressed twice"


def test_neither_who_handed_it_in_nor_campaign_staff_see_a_way_to_approve(client: Client, morgan: User) -> None:
    petition = life.submit(draft(), by=morgan)
    client.force_login(morgan)
    assert f"{petition.pk}/approve/" not in client.get(f"/admin/petitions/{petition.pk}/").content.decode()
    client.post(f"/admin/petitions/{petition.pk}/approve/", {"now": "on"})
    assert state(petition) == PetitionState.IN_REVIEW


def test_the_home_of_the_admin_says_what_waits_for_whom(client: Client, morgan: User) -> None:
    petition = life.submit(draft(), by=morgan)
    sentence = f"The petition &quot;{petition.title}&quot; waits for your approval."
    client.force_login(factories.member_of("Approvers"))
    assert sentence in client.get("/admin/").content.decode()
    client.force_login(morgan)
    assert sentence not in client.get("/admin/").content.decode()
