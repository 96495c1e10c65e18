"""The brief that people take along to their MP: who gets it, what stands in it, and what must not."""

import io
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from campaigns import lobby_days
from campaigns.letter_enums import Stand
from campaigns.models import CampaignPage, LetterAction, Petition, Position
from campaigns.services import confirming, counting
from groups.models import CommunityGroup
from pages import generation
from places.models import Constituency
from tests import factories
from tests.campaigns.written import confirmed
from tests.groups import people
from tests.people.deeds import signed

pytestmark = pytest.mark.django_db
PAGE = "/groups/leeds/lead/lobby-day/"
MOST_QUERIES = 17


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def seat() -> Constituency:
    return Constituency.objects.get(slug="leeds-south")


@pytest.fixture
def leeds(seat: Constituency) -> CommunityGroup:
    return people.group(constituency=seat, approved_at=timezone.now())


@pytest.fixture
def campaign() -> CampaignPage:
    page = factories.campaign(factories.petition(), slug="a-campaign", title="Support for a year")
    CampaignPage.objects.filter(pk=page.pk).update(ask="Let support last for a year.", state="live")
    return page


@pytest.fixture
def known(seat: Constituency, leeds: CommunityGroup, campaign: CampaignPage) -> LetterAction:
    """An MP with a position, and five who signed and wrote there."""
    member = factories.representative(seat, name="Alex Sample", party="Example Party")
    Position.objects.create(
        campaign=campaign, representative=member, stand=Stand.SUPPORTS, evidence="Said so in the House."
    )
    action = factories.letter_action(factories.office(email="minister@example.org"))
    for place in range(5):
        wrote(action, seat, place)
        signs(seat, place)
    counting.fold()
    generation.count()
    return action


def wrote(action: LetterAction, seat: Constituency, place: int) -> None:
    confirmed(action, name=f"Writer {place}", email=f"writer-{place}@example.org", constituency=seat)


def signs(seat: Constituency, place: int) -> None:
    who = {"name": f"Signer {place}", "email": f"signer-{place}@example.org", "postcode": ""}
    signature = signed(Petition.objects.get(), who)
    confirming.confirm(signature)
    confirming.choose_constituency(signature=signature, constituency=seat)


def words(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_brief_says_who_wrote_and_signed_there_where_the_mp_stands_and_what_to_ask(
    known: LetterAction, seat: Constituency
) -> None:
    [brief] = lobby_days.briefs([seat])
    assert (brief.member, brief.party, brief.constituency) == ("Alex Sample", "Example Party", "Leeds South")
    assert (brief.signatures, brief.written, brief.trained) == ("5", "5", "0")
    assert [(each.title, each.here) for each in brief.letters] == [(known.title, "5")]
    assert brief.position == "Supports it: Support for a year."
    assert [each.words for each in brief.evidence] == ["Support for a year: Said so in the House."]
    assert brief.asks == ("Let support last for a year.",)
    assert [group.name for group in brief.groups] == ["ACTFORJUSTICE Leeds"]
    assert brief.groups[0].contact.endswith("/groups/leeds/contact/")


def test_under_five_people_are_hidden_however_many_letters_they_wrote(
    seat: Constituency, leeds: CommunityGroup
) -> None:
    offices = [factories.office(email=f"m{number}@example.org", post=f"Minister {number}") for number in range(6)]
    wrote(factories.letter_action(*offices), seat, 0)
    [brief] = lobby_days.briefs([seat])
    assert (brief.written, brief.letters) == ("under 5, or hidden", ())


def test_what_few_wrote_about_is_hidden_beside_what_many_did(known: LetterAction, seat: Constituency) -> None:
    second = factories.letter_action(known.offices.get(), slug="second", title="Another")
    wrote(second, seat, 0)
    caches["pages"].clear()
    [brief] = lobby_days.briefs([seat])
    assert {each.title: each.here for each in brief.letters} == {
        known.title: "under 5, or hidden",
        "Another": "under 5, or hidden",
    }


def test_a_vacant_seat_and_a_position_that_nobody_knows_are_said(seat: Constituency, leeds: CommunityGroup) -> None:
    [vacant] = lobby_days.briefs([seat])
    assert (vacant.member, vacant.position) == ("", "")
    factories.representative(seat)
    [brief] = lobby_days.briefs([seat])
    assert brief.position == lobby_days.NO_POSITION


def test_whoever_leads_a_group_sees_and_prints_the_brief_of_its_own_constituency(
    known: LetterAction, leeds: CommunityGroup
) -> None:
    charlie = people.leading(leeds)
    html = charlie.get(PAGE).content.decode()
    for text in ("Leeds South", "Alex Sample", "Supports it", "Let support last for a year."):
        assert text in html
    answer = charlie.get(f"{PAGE}brief.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Alex Sample" in words(answer.content)
    assert "no-store" in answer.headers["Cache-Control"]


def test_nobody_else_opens_the_brief_of_a_group(leeds: CommunityGroup, client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    client.force_login(factories.mallory())
    assert {client.get(PAGE).status_code, client.get(f"{PAGE}brief.pdf").status_code} == {404}


def test_a_group_of_which_we_do_not_know_where_it_is_is_told_so(leeds: CommunityGroup) -> None:
    CommunityGroup.objects.update(constituency=None)
    charlie = people.leading(leeds)
    assert "know in which constituency" in charlie.get(PAGE).content.decode()
    assert charlie.get(f"{PAGE}brief.pdf").status_code == 404


def test_staff_take_briefs_for_many_mps_in_one_file_and_others_none(known: LetterAction, client: Client) -> None:
    path = "/letters/lobby/briefs.pdf"
    client.force_login(factories.mallory())
    assert {client.get(path).status_code, client.get("/letters/lobby/").status_code} == {403}
    client.force_login(factories.morgan())
    chosen = {"seat": ["leeds-south", "leeds-east", "no-such-seat"]}
    said = words(client.get(path, chosen).content)
    assert "Leeds South" in said
    assert "Leeds East" in said
    assert client.get("/letters/lobby/").content.decode().count('name="seat"') == 650


@pytest.mark.parametrize("number", [0, 61])
def test_none_and_too_many_are_refused_and_what_was_ticked_stays(number: int, client: Client) -> None:
    client.force_login(factories.morgan())
    slugs = list(Constituency.objects.current().values_list("slug", flat=True)[:number])
    answer = client.get("/letters/lobby/briefs.pdf", {"seat": slugs})
    assert answer.status_code == 422
    assert answer.content.decode().count(" checked") == number
    assert "Choose between 1 and 60" in answer.content.decode()


def test_sixty_briefs_cost_as_many_queries_as_one(known: LetterAction, seat: Constituency) -> None:
    def cost(seats: list[Constituency]) -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            lobby_days.briefs(seats)
        return len(queries)

    cost([seat])
    many = cost([seat, *Constituency.objects.current().exclude(pk=seat.pk)[:59]])
    one = cost([seat])
    assert one == many <= MOST_QUERIES
