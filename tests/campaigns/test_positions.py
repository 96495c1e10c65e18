"""Where MPs stand: noted one by one, or pasted as a table that is looked at before anything is kept."""

from typing import Any

import pytest
from django.test import Client

from campaigns.letter_enums import Stand
from campaigns.models import CampaignPage, Position
from campaigns.selectors import letter_dashboard
from campaigns.services import positions
from campaigns.services.positions import NotATable
from people.models import User
from places.models import Constituency, Representative
from tests import factories

pytestmark = pytest.mark.django_db
HEAD = "Constituency\tStand\tEvidence\tURL\n"


@pytest.fixture
def morgan() -> User:
    return factories.member_of("Campaign staff")


@pytest.fixture
def campaign() -> CampaignPage:
    return factories.campaign()


@pytest.fixture
def members() -> list[Representative]:
    seats = (Constituency.objects.get(slug=slug) for slug in ("leeds-south", "york-outer"))
    names = ("Alex Sample", "Robin Example")
    return [factories.representative(seat, name=name) for seat, name in zip(seats, names, strict=True)]


def test_a_table_is_read_by_constituency_or_name_with_any_of_the_usual_marks(
    campaign: CampaignPage, members: list[Representative]
) -> None:
    alex, robin = members
    for mark in "\t;,":
        lines = (
            ("MP", "Stand", "Evidence"),
            ("leeds south", "For", "Spoke."),
            ("Robin Example", "AGAINST", "Voted no."),
        )
        table = "\n".join(mark.join(line) for line in lines)
        read = positions.read(table, campaign)
        assert [(row.representative, row.stand, row.evidence) for row in read.rows] == [
            (alex, Stand.SUPPORTS, "Spoke."),
            (robin, Stand.OPPOSES, "Voted no."),
        ]
        assert read.problems == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Nowhere\tsupports\tSo.", "is no present MP or constituency"),
        ("Leeds South\tperhaps\tSo.", "is not one of supports, opposes and undecided"),
        ("Leeds South\tsupports\t", "gives no evidence"),
        ("Leeds South\tsupports\tSo.\tjavascript:alert(1)", "address is not one"),
        ("Leeds South\tsupports\tSo.\thttps://x.example/" + "a" * 300, "address is not one"),
    ],
)
def test_a_line_that_can_not_be_kept_says_why_and_stops_no_other(
    line: str, problem: str, campaign: CampaignPage, members: list[Representative]
) -> None:
    read = positions.read(f"{HEAD}{line}\nYork Outer\tundecided\tSaid so.\t", campaign)
    assert [row.representative for row in read.rows] == [members[1]]
    assert [problem in said for said in read.problems] == [True]
    assert read.problems[0].startswith("Line 2: ")


def test_two_mps_of_one_name_and_two_lines_about_one_are_told_apart(
    campaign: CampaignPage, members: list[Representative]
) -> None:
    factories.representative(Constituency.objects.get(slug="leeds-east"), name="Alex Sample")
    lines = "Alex Sample\tsupports\tSo.\nLeeds South\tsupports\tSo.\nLeeds South\topposes\tNot so."
    read = positions.read(HEAD + lines, campaign)
    assert [said.partition(": ")[2] for said in read.problems] == [
        "“Alex Sample” is more than one MP.",
        "Alex Sample stands in the table twice.",
    ]
    assert [row.stand for row in read.rows] == [Stand.SUPPORTS]


@pytest.mark.parametrize(
    "table", ["", "Constituency\tStand\tEvidence", "One\tTwo\nx\ty", HEAD + "x\ty\tz\n" * 701, "a" * 500_001]
)
def test_what_is_no_table_is_refused_with_a_sentence(table: str, campaign: CampaignPage) -> None:
    with pytest.raises(NotATable, match=r"[A-Z].*\."):
        positions.read(table, campaign)


def test_what_is_kept_says_who_noted_it_and_leaves_others_alone(
    campaign: CampaignPage, members: list[Representative], morgan: User
) -> None:
    alex, robin = members
    kept = Position.objects.create(campaign=campaign, representative=robin, stand=Stand.OPPOSES, evidence="Voted no.")
    read = positions.read(f"{HEAD}Leeds South\tsupports\tSpoke up.\thttps://www.example.org/speech", campaign)
    assert positions.keep(campaign=campaign, rows=read.rows, by=morgan) == 1
    again = positions.read(f"{HEAD}Leeds South\tsupports\tSpoke up.\thttps://www.example.org/speech", campaign)
    assert positions.keep(campaign=campaign, rows=again.rows, by=morgan) == 0, "the same says nothing new"
    made = Position.objects.get(representative=alex)
    assert (made.stand, made.source_url, made.noted_by) == ("supports", "https://www.example.org/speech", morgan)
    assert Position.objects.get(pk=kept.pk).evidence == "Voted no."


def test_a_pasted_table_is_looked_at_before_it_is_kept(
    client: Client, campaign: CampaignPage, members: list[Representative], morgan: User
) -> None:
    client.force_login(morgan)
    given = {"campaign": campaign.pk, "table": f"{HEAD}Leeds South\tsupports\tSpoke up.\t\nNowhere\tfor\tSo.\t"}
    page = client.post("/admin/positions-of-mps/paste/", given).content.decode()
    assert "1 new position," in page
    assert "“Nowhere” is no present MP or constituency." in page
    assert not Position.objects.exists(), "looking keeps nothing"
    answer = client.post("/admin/positions-of-mps/paste/", {**given, "keep": "1"})
    assert answer.headers["Location"] == f"/admin/positions-of-mps/?campaign={campaign.pk}"
    assert Position.objects.get().representative == members[0]
    broken = client.post("/admin/positions-of-mps/paste/", {**given, "table": "One line"})
    assert (broken.status_code, "Paste a table" in broken.content.decode()) == (422, True)


def test_a_position_is_noted_on_a_form_and_its_mp_stays(
    client: Client, campaign: CampaignPage, members: list[Representative], morgan: User
) -> None:
    client.force_login(morgan)
    alex, robin = members
    given: dict[str, Any] = {"campaign": campaign.pk, "representative": alex.pk, "stand": "undecided"}
    given |= {"evidence": "Said so at a surgery.", "noted_on": "2026-05-01"}
    assert client.post("/admin/positions-of-mps/new/", given).status_code == 302
    made = Position.objects.get()
    assert (made.noted_by, made.stand) == (morgan, "undecided")
    edit = f"/admin/positions-of-mps/edit/{made.pk}/"
    assert client.post(edit, {**given, "representative": robin.pk, "stand": "supports"}).status_code == 302
    made.refresh_from_db()
    assert (made.representative, made.stand) == (alex, "supports")
    twice = client.post("/admin/positions-of-mps/new/", given).content.decode()
    assert "This MP has a position on this campaign already" in twice


def test_the_list_counts_by_party_of_its_campaign_and_filters(
    client: Client, campaign: CampaignPage, members: list[Representative], morgan: User
) -> None:
    other = factories.campaign(title="Another", slug="another")
    for each, stand in ((campaign, "supports"), (other, "opposes")):
        Position.objects.create(campaign=each, representative=members[0], stand=stand, evidence="So.")
    Position.objects.create(campaign=campaign, representative=members[1], stand="supports", evidence="So.")
    assert [(party, dict(sums)) for party, sums in letter_dashboard.stands(campaign.pk)] == [
        ("Example Party", {"supports": 2})
    ]
    client.force_login(morgan)
    page = client.get(f"/admin/positions-of-mps/?campaign={campaign.pk}&stand=supports").content.decode()
    assert "Robin Example" in page
    assert "Where MPs stand" in page
    members[0].ended_on = members[0].started_on
    members[0].save()
    assert dict(letter_dashboard.stands(campaign.pk))["Example Party"].total() == 1, "who sits no more is not counted"
