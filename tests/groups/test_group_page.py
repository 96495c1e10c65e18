from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.enums import Ages, GroupState, Health, Role
from groups.models import Activity, CommunityGroup, Event, Invitation, JoinRequest, Membership
from groups.services import contacting, membership
from mail import rendering
from mail.models import Delivery
from people.services import people
from places.models import Outcode
from places.services import postcodes
from tests.conftest import forget_pages
from tests.groups import people as cast

pytestmark = pytest.mark.django_db
REPORT = "There is a girl of about 15 in the flat next door. She is never allowed out and men come every night."


@pytest.fixture
def leeds() -> CommunityGroup:
    made = cast.group(about="We meet by the canal.", aims=["learn"], postcode="LS1 4DY")
    cast.give(made, "charlie", Role.LEADER)
    return made


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_its_page_says_what_it_does_plans_and_achieved_and_nobodys_address(
    leeds: CommunityGroup, client: Client
) -> None:
    soon = timezone.now() + timedelta(days=3)
    fields = {"starts_at": soon, "ends_at": soon + timedelta(hours=2), "state": "published"}
    Event.objects.create(group=leeds, title="Stall by the station", slug="stall", **fields)
    Event.objects.create(group=leeds, title="Not yet", slug="not-yet", **{**fields, "state": "draft"})
    Activity.objects.create(group=leeds, kind="stall", on=timezone.localdate(), title="A stall", people_reached=1200)
    Activity.objects.create(
        group=leeds, kind="talk", on=timezone.localdate(), title="Back", people_reached=7, removed_at=timezone.now()
    )
    shown = text(client, leeds.get_absolute_url())
    for words in ("We meet by the canal.", "Learn the signs", "Stall by the station", ">1,200<", "A stall"):
        assert words in shown
    for words in ("Not yet", ">Back<", "example.org", "Charlie", "LS1 4DY", "4DY"):
        assert words not in shown


def test_few_people_reached_are_not_counted_in_public(leeds: CommunityGroup, client: Client) -> None:
    Activity.objects.create(group=leeds, kind="talk", on=timezone.localdate(), title="A talk", people_reached=4)
    shown = text(client, leeds.get_absolute_url())
    assert "Under 5" in shown
    assert "people reached" in shown
    assert ">4<" not in shown


def test_a_group_that_is_asleep_keeps_its_page_says_so_and_takes_nobody_in(
    leeds: CommunityGroup, client: Client
) -> None:
    CommunityGroup.objects.update(health=Health.DORMANT)
    shown = text(client, leeds.get_absolute_url())
    assert "This group is asleep" in shown
    assert "Write to the group" in shown
    assert "Join the group" not in shown
    client.post(reverse("group_join", args=["leeds"]), JOINING)
    assert not JoinRequest.objects.exists()


def test_a_closed_group_keeps_its_page_and_says_so(leeds: CommunityGroup, client: Client) -> None:
    CommunityGroup.objects.update(state=GroupState.CLOSED, closed_at=timezone.now())
    shown = text(client, leeds.get_absolute_url())
    assert "This group is closed" in shown
    assert "Write to the group" not in shown
    assert client.get(reverse("group_contact", args=["leeds"])).status_code == 404


@pytest.mark.parametrize("state", [s for s in GroupState if s not in ("approved", "closed", "merged")])
def test_a_group_that_is_neither_has_no_page(state: str, leeds: CommunityGroup, client: Client) -> None:
    CommunityGroup.objects.update(state=state)
    for name in ("group", "group_contact", "group_join"):
        assert client.get(reverse(name, args=["leeds"])).status_code == 404


def test_a_merged_group_leads_on_to_the_one_that_was_kept_while_that_has_a_page(
    leeds: CommunityGroup, client: Client
) -> None:
    york, hull = cast.group("York"), cast.group("Hull")
    for group, into in ((york, hull), (hull, leeds)):
        CommunityGroup.objects.filter(pk=group.pk).update(state=GroupState.MERGED, merged_into=into)
    for name in ("group", "group_calendar"):
        answer = client.get(reverse(name, args=["york"]))
        assert (answer.status_code, answer.headers["Location"]) == (301, reverse(name, args=["leeds"]))
    CommunityGroup.objects.filter(pk=leeds.pk).update(state=GroupState.SUBMITTED)
    forget_pages()
    for name in ("group", "group_calendar"):
        assert client.get(reverse(name, args=["york"])).status_code == 404


WRITING = {"name": "Suzie Signer", "email": "suzie@example.org", "message": "When do you meet?", "is_adult": "1"}
JOINING = {"name": "Suzie Signer", "email": "suzie@example.org", "age": "adult", "note": "I live near."}


def write(client: Client, **changes: Any) -> Any:
    return client.post(reverse("group_contact", args=["leeds"]), {**WRITING, **changes})


def test_a_message_goes_to_each_leader_and_shows_nobodys_address(leeds: CommunityGroup, client: Client) -> None:
    cast.give(leeds, "priya", Role.DEPUTY)
    cast.give(leeds, "morgan")
    answer = write(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/groups/leeds/contact/sent/")
    assert cast.told("group_contact") == ["charlie@example.org", "priya@example.org"]
    assert "example.org" not in text(client, "/groups/leeds/contact/sent/")
    assert not client.cookies
    message = rendering.render(Delivery.objects.filter(kind="group_contact")[0])
    assert "When do you meet?" in message.body
    assert "suzie@example.org" in message.body
    leeds.refresh_from_db()
    assert "example.org" not in str(CommunityGroup.objects.values().get())


def test_what_looks_like_a_report_is_shown_back_and_not_kept(leeds: CommunityGroup, client: Client) -> None:
    for name, field, given in (("group_contact", "message", WRITING), ("group_join", "note", JOINING)):
        answer = client.post(reverse(name, args=["leeds"]), {**given, field: REPORT})
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert "She is never allowed out" in shown
        assert "help-panel" in shown
    assert not Delivery.objects.exists()
    assert not JoinRequest.objects.exists()


def test_nobody_under_18_writes_to_strangers(leeds: CommunityGroup, client: Client) -> None:
    assert write(client, is_adult="").status_code == 422
    assert not Delivery.objects.exists()


def test_a_group_gets_so_many_messages_a_day_and_no_more(
    leeds: CommunityGroup, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contacting, "MOST", 1)
    assert [write(client).status_code for _ in range(2)] == [303, 429]
    assert len(cast.told("group_contact")) == 1


def test_a_form_of_another_site_writes_nothing(leeds: CommunityGroup, client: Client) -> None:
    for name, given in (("group_contact", WRITING), ("group_join", JOINING)):
        answer = client.post(reverse(name, args=["leeds"]), given, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    assert not Delivery.objects.exists()


def test_joining_goes_by_form_message_button_and_decision(leeds: CommunityGroup, client: Client) -> None:
    answer = client.post(reverse("group_join", args=["leeds"]), JOINING)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/groups/leeds/join/check-your-inbox/")
    link = Delivery.objects.get(kind="group_join_confirm").context["confirm_path"]
    assert "suzie" not in link
    assert client.get(link).status_code == 200
    assert JoinRequest.objects.get().confirmed_at is None
    assert "hear of you" in client.post(link).content.decode()
    charlie = cast.leading(leeds)
    people = charlie.get(reverse("group_people", args=["leeds"])).content.decode()
    assert "Suzie Signer" in people
    assert "I live near." in people
    assert "example.org" not in people
    charlie.post(reverse("group_join_decide", args=["leeds", JoinRequest.objects.get().pk]), {"accept": "1"})
    assert Membership.objects.live().filter(group=leeds, role=Role.MEMBER).get().person.name == "Suzie Signer"


@pytest.mark.parametrize(
    ("age", "ages", "status"),
    [
        ("child", Ages.TEENAGERS_TOO, 422),
        ("teenager", Ages.ADULTS, 422),
        ("teenager", Ages.TEENAGERS_TOO, 303),
    ],
)
def test_nobody_under_13_joins_and_nobody_under_18_a_group_of_adults(
    age: str, ages: str, status: int, leeds: CommunityGroup, client: Client
) -> None:
    CommunityGroup.objects.update(ages=ages)
    answer = client.post(reverse("group_join", args=["leeds"]), {**JOINING, "age": age})
    assert answer.status_code == status
    assert JoinRequest.objects.exists() == (status == 303)


def invited(role: str = Role.DEPUTY) -> str:
    charlie = cast.leading(CommunityGroup.objects.get())
    answer = charlie.post(reverse("group_invite", args=["leeds"]), {"email": "priya@example.org", "role": role})
    assert answer.status_code == 303
    path: str = Delivery.objects.get(kind="group_invitation").context["invitation_path"]
    return path


def test_an_invitation_is_answered_by_a_button_and_no_earlier(leeds: CommunityGroup, client: Client) -> None:
    link = invited()
    assert "Deputy leader" in text(client, link)
    assert Invitation.objects.get().accepted_at is None
    assert client.post(link, {"name": "Priya Teacher", "age": "teenager"}).status_code == 422
    assert "You take part" in client.post(link, {"name": "Priya Teacher", "age": "adult"}).content.decode()
    assert membership.leaders(leeds)[-1].name == "Priya Teacher"
    assert "You take part" in text(client, link)


def test_an_invitation_that_nobody_wanted_is_reported_by_a_button(leeds: CommunityGroup, client: Client) -> None:
    link = invited() + "report/"
    client.get(link)
    assert Invitation.objects.get().reported_at is None
    assert "invite you again" in client.post(link).content.decode()
    assert Invitation.objects.get().reported_at is not None
    assert client.post(link.replace("report/", ""), {"name": "P", "age": "adult"}).status_code == 410


def test_the_list_of_those_invited_shows_no_spelling_of_theirs_that_the_leader_did_not_know(
    leeds: CommunityGroup, client: Client
) -> None:
    people.meet(email="Priya+Home@example.org", name="Priya Teacher")
    link = invited()
    assert link
    shown = cast.leading(leeds).get(reverse("group_people", args=["leeds"])).content.decode()
    assert "Home@" not in shown


def test_the_leadership_changes_hands_on_two_pages(leeds: CommunityGroup, client: Client) -> None:
    cast.give(leeds, "priya")
    charlie = cast.leading(leeds)
    left = charlie.post(reverse("group_leave", args=["leeds"]))
    assert (left.status_code, "Hand over first" in left.content.decode()) == (422, True)
    charlie.post(reverse("group_hand_over", args=["leeds"]), {"taker": cast.person("priya").pk})
    link = Delivery.objects.get(kind="group_hand_over").context["hand_over_path"]
    assert "Charlie Leader" in text(client, link)
    assert [each.name for each in membership.leaders(leeds)] == ["Charlie Leader"]
    assert "You lead the group" in client.post(link).content.decode()
    assert [each.name for each in membership.leaders(leeds)] == ["Priya Teacher"]
    assert charlie.get(reverse("group_lead", args=["leeds"])).status_code == 404


def test_whoever_is_taken_out_needs_a_reason_that_is_no_report(leeds: CommunityGroup) -> None:
    suzie, charlie = cast.give(leeds, "suzie"), cast.leading(leeds)
    address = reverse("group_remove", args=["leeds", suzie.pk])
    assert charlie.post(address, {"reason": ""}).status_code == 422
    assert charlie.post(address, {"reason": REPORT}).status_code == 422
    suzie.refresh_from_db()
    assert suzie.until is None
    assert charlie.post(address, {"reason": "You asked us to."}).status_code == 303
    assert cast.told("group_removed") == ["suzie@example.org"]


def test_the_home_of_leaders_says_what_needs_them(leeds: CommunityGroup) -> None:
    charlie = cast.leading(leeds)
    assert "Nothing. Thank you!" in text(charlie, reverse("group_lead", args=["leeds"]))
    asked = membership.ask_to_join(group=leeds, email="suzie@example.org", name="Suzie", is_adult=True)
    assert asked is not None
    membership.confirm_request(asked)
    assert "1 person asks to join" in text(charlie, reverse("group_lead", args=["leeds"]))


def test_an_import_of_postcodes_leaves_a_group_where_it_is_also_if_it_knows_its_outcode_no_more(client: Client) -> None:
    gone = Outcode.objects.create(code="ZZ9", latitude=53.8, longitude=-1.5)
    group = cast.group(outcode=gone, latitude=53.8, longitude=-1.5)
    postcodes.write_outcodes([])
    group = CommunityGroup.objects.select_related("outcode").get(pk=group.pk)
    assert not Outcode.objects.filter(pk="ZZ9").exists()
    assert (group.outcode_id, group.latitude, group.longitude) == ("ZZ9", 53.8, -1.5)
    assert client.get(group.get_absolute_url()).status_code == 200
