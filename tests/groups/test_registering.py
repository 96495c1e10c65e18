"""Registering a group: step by step, left and come back to, checked, sent in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.enums import GroupState
from groups.models import AgreementAcceptance, CommunityGroup, Membership, Registration
from groups.selectors import duplicates
from groups.services import registering, states
from mail.models import Delivery
from people import retention
from people.enums import Purpose
from people.models import Address, Consent, Person
from people.services import people
from tests.groups import applications
from tests.groups.applications import CHARLIE, GROUP, PEOPLE, PLACE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
START = "/groups/register/"
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."
STEPS: dict[str, dict[str, Any]] = {
    "group": GROUP,
    "place": PLACE,
    "people": {**PEOPLE, "second_is_adult": "on"},
    "agreement": {"version": "1", "agreed": "on", "consented": "on"},
}


def link() -> str:
    """As the newest message has it."""
    path: str = Delivery.objects.latest("pk").context["path"]
    return path


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def group() -> CommunityGroup:
    return CommunityGroup.objects.get(registration__isnull=False)


def begin(client: Client, **more: Any) -> Any:
    return client.post(START, {**CHARLIE, **more})


def test_a_group_is_registered_from_the_first_page_to_the_last(client: Client) -> None:
    applications.agreement()
    answer = begin(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{START}check-your-inbox/")
    back = link()
    assert client.post(back).headers["Location"] == f"{back}group/"
    for step, values in STEPS.items():
        answer = client.post(f"{back}{step}/", values)
        assert answer.status_code == 303, html(answer)
    assert answer.headers["Location"] == f"{back}check/"
    shown = html(client.get(f"{back}check/"))
    for words in ("Leeds Against Trafficking", "Learn the signs", "LS1 4DY", "Suzie Signer", "Agreed to version 1"):
        assert words in shown
    for step in ("you", *STEPS):
        assert f'href="{back}{step}/"' in shown
    assert client.post(f"{back}check/").status_code == 303
    made = group()
    assert (made.state, made.name, made.postcode, made.outcode_id) == (
        GroupState.SUBMITTED,
        "Leeds Against Trafficking",
        "LS1 4DY",
        "LS1",
    )
    assert AgreementAcceptance.objects.get().agreement.version == 1
    assert "We have your registration" in html(client.get(back))
    assert not answer.cookies


def test_the_map_is_given_the_middle_of_the_outcode_and_never_the_postcodes_own_place() -> None:
    made = applications.filled_in().group
    assert made.outcode is not None
    assert made.position == made.outcode.position


@pytest.mark.parametrize("left_at", ["confirm", *STEPS, "check"])
def test_a_registration_that_is_abandoned_at_a_step_goes_on_there_by_the_same_link(
    client: Client, left_at: str
) -> None:
    applications.agreement()
    begin(client)
    back = link()
    if left_at != "confirm":
        client.post(back)
    for step, values in STEPS.items():
        if left_at in ("confirm", step):
            break
        client.post(f"{back}{step}/", values)
    later = Client().get(back)
    if left_at == "confirm":
        assert "Confirm and go on" in html(later)
        assert group().state == GroupState.DRAFT
        return
    assert later.headers["Location"] == f"{back}{left_at}/"
    kept = html(Client().get(f"{back}group/"))
    assert ("Leeds Against Trafficking" in kept) == (left_at != "group")


def test_whoever_begins_again_is_sent_the_link_to_what_they_began(client: Client) -> None:
    begin(client)
    first = link()
    client.post(first)
    assert begin(client).status_code == 303
    assert (link(), Delivery.objects.latest("pk").kind) == (first, "resume_registration")
    assert Registration.objects.count() == 1


def test_nobody_fills_the_inbox_of_another(client: Client) -> None:
    for _ in range(5):
        assert begin(client).status_code == 303
    assert Delivery.objects.count() == registering.MOST_LINKS


def test_a_scanner_that_follows_the_link_confirms_nothing(client: Client) -> None:
    begin(client)
    client.get(link())
    client.head(link())
    assert group().state == GroupState.DRAFT
    assert Address.objects.get().confirmed_at is None


@pytest.mark.parametrize("age", ["teenager", "child", ""])
def test_nobody_under_18_registers_a_group_and_nothing_is_kept_of_them(client: Client, age: str) -> None:
    assert begin(client, age=age).status_code == 422
    assert not any(model.objects.exists() for model in (CommunityGroup, Person, Address, Delivery))


@pytest.mark.parametrize("kind", ["school", "youth", "church"])
@pytest.mark.parametrize("lacking", ["second_name", "second_email", "second_is_adult", "safeguarding"])
def test_no_group_goes_on_without_a_second_adult_and_a_safeguarding_lead(
    client: Client, kind: str, lacking: str
) -> None:
    back = registering.path_of(applications.confirmed())
    client.post(f"{back}group/", {**GROUP, "kind": kind})
    client.post(f"{back}place/", PLACE)
    given = {name: value for name, value in STEPS["people"].items() if name != lacking}
    assert client.post(f"{back}people/", given).status_code == 422
    assert client.post(f"{back}check/").headers["Location"] == f"{back}people/"
    with pytest.raises(registering.Incomplete, match="people"):
        registering.submit(Registration.objects.get())


def test_somebody_else_as_safeguarding_lead_needs_a_name_and_an_address(client: Client) -> None:
    back = registering.path_of(applications.confirmed())
    answer = client.post(f"{back}people/", {**STEPS["people"], "safeguarding_email": ""})
    assert (answer.status_code, "Say who it is" in html(answer)) == (422, True)
    assert client.post(f"{back}people/", {**STEPS["people"], "safeguarding": "me"}).status_code == 303
    assert Registration.objects.get().answers["people"]["safeguarding_name"] == ""


def test_the_second_leader_is_another_person_than_the_first(client: Client) -> None:
    back = registering.path_of(applications.confirmed())
    answer = client.post(f"{back}people/", {**STEPS["people"], "second_email": "Charlie@Example.org"})
    assert (answer.status_code, "your own address" in html(answer)) == (422, True)


def test_children_under_13_are_no_members(client: Client) -> None:
    back = registering.path_of(applications.confirmed())
    answer = client.post(f"{back}group/", {**GROUP, "ages": "child"})
    assert (answer.status_code, "Children under 13" in html(answer)) == (422, True)
    assert client.post(f"{back}group/", {**GROUP, "ages": "teenagers"}).status_code == 303
    assert group().ages == "teenagers"


@pytest.mark.parametrize(("step", "field"), [("group", "about"), ("group", "name"), ("place", "town")])
def test_what_looks_like_a_report_about_a_victim_is_shown_back_and_not_kept(
    client: Client, step: str, field: str
) -> None:
    registration = applications.confirmed()
    back = registering.path_of(registration)
    answer = client.post(f"{back}{step}/", {**STEPS[step], field: REPORT})
    assert (answer.status_code, "Is somebody in danger?" in html(answer)) == (422, True)
    assert "999" in html(answer)
    assert step not in applications.fresh(registration).answers
    if field == "about":
        client.post(f"{back}{step}/", {**STEPS[step], field: REPORT, "no_report": "1"})
        assert group().about == REPORT


def test_a_new_version_of_the_agreement_is_agreed_to_before_a_group_is_sent_in(client: Client) -> None:
    applications.agreement()
    registration = applications.filled_in()
    applications.agreement(version=2)
    back = registering.path_of(registration)
    assert client.post(f"{back}check/").headers["Location"] == f"{back}agreement/"
    old = client.post(f"{back}agreement/", STEPS["agreement"])
    assert (old.status_code, "has changed" in html(old)) == (422, True)
    client.post(f"{back}agreement/", {**STEPS["agreement"], "version": "2"})
    client.post(f"{back}check/")
    assert AgreementAcceptance.objects.get().agreement.version == 2


def test_the_box_for_news_counts_once_the_group_is_sent_in(client: Client) -> None:
    news = wording(Purpose.GROUP_NEWS)
    applications.agreement()
    registration = applications.filled_in()
    back = registering.path_of(registration)
    client.post(f"{back}agreement/", {**STEPS["agreement"], "news": "on", "wording": news.pk})
    assert not Consent.objects.exists()
    client.post(f"{back}check/")
    assert list(Consent.objects.live().values_list("purpose", "person")) == [("group_news", registration.person_id)]


def test_groups_that_look_alike_are_shown_and_must_be_told_apart(client: Client) -> None:
    known = applications.approved_group(name="Leeds against trafficking group", postcode="LS1 1AA")
    registration = applications.filled_in()
    back = registering.path_of(registration)
    assert "a name like it" in html(client.get(f"{back}check/"))
    refused = client.post(f"{back}check/")
    assert (refused.status_code, group().state) == (422, GroupState.VERIFIED)
    assert client.post(f"{back}check/", {"other": str(known.pk)}).status_code == 303
    assert group().state == GroupState.SUBMITTED


def test_the_applicant_is_not_told_what_their_second_leader_leads() -> None:
    known = applications.approved_group(name="Quite Something Else", slug="else")
    suzie = people.meet(email="suzie@example.org", name="Suzie").person
    Membership.objects.create(group=known, person=suzie, role="leader")
    assert duplicates.shown_to(applications.filled_in()) == []


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        ("The Leeds Anti-Trafficking Group", {"outcode_id": "LS1"}, True),
        ("Leeds Against Traficking", {}, True),
        ("Hull Rotary", {"outcode_id": "LS1", "kind": "town"}, True),
        ("Hull Rotary", {"outcode_id": "LS1", "kind": "church"}, False),
        ("Leeds Chess", {}, False),
        ("Leeds Against Trafficking", {"state": GroupState.REJECTED}, False),
    ],
)
def test_groups_are_alike_by_name_by_area_and_kind_or_by_leader(
    name: str, fields: dict[str, Any], expected: bool
) -> None:
    known = applications.approved_group(name=name, slug="known", **fields)
    found = [alike.group for alike in duplicates.alike(applications.filled_in().group)]
    assert (known in found) == expected


def test_what_was_sent_in_is_neither_changed_nor_shown_by_the_link(client: Client) -> None:
    registration = applications.sent_in()
    back = registering.path_of(registration)
    for step in STEPS:
        assert client.post(f"{back}{step}/", {**STEPS[step], "name": "Another"}).headers["Location"] == back
    shown = html(client.get(back))
    assert not any(private in shown for private in ("LS1 4DY", "suzie@example.org", "Priya"))
    with pytest.raises(states.WrongState):
        registering.save_step(registration=registration, step="group", values={**GROUP, "name": "Another"})
    assert group().name == "Leeds Against Trafficking"


def test_a_link_that_nobody_was_sent_leads_nowhere(client: Client) -> None:
    assert client.get(f"{START}{'x' * 43}/").status_code == 404
    assert client.post(f"{START}{'x' * 43}/group/", GROUP).status_code == 303
    assert not CommunityGroup.objects.exists()


def test_a_form_from_another_site_begins_nothing(client: Client) -> None:
    answer = client.post(START, CHARLIE, headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, Registration.objects.count()) == (403, 0)


def rule(name: str) -> retention.Rule:
    return next(each for each in retention.registered() if each.name == name)


def test_what_nobody_touched_for_30_days_is_deleted_with_its_person_and_messages() -> None:
    registration = applications.filled_in()
    applications.begun(email="suzie@example.org")
    abandoned = rule("abandoned-registrations")
    Registration.objects.filter(pk=registration.pk).update(changed_at=timezone.now() - timedelta(days=29))
    assert not abandoned.due()
    Registration.objects.filter(pk=registration.pk).update(changed_at=timezone.now() - timedelta(days=31))
    abandoned.forget(list(abandoned.due()))
    assert list(Registration.objects.values_list("address__canonical", flat=True)) == ["suzie@example.org"]
    assert CommunityGroup.objects.count() == 1
    assert not Address.objects.filter(canonical="charlie@example.org").exists()


def test_one_that_its_owner_came_back_to_meanwhile_is_not_deleted() -> None:
    registration = applications.filled_in()
    Registration.objects.filter(pk=registration.pk).update(changed_at=timezone.now() - timedelta(days=31))
    abandoned = rule("abandoned-registrations")
    due = list(abandoned.due())
    registering.save_step(registration=registration, step="place", values=PLACE)
    abandoned.forget(due)
    assert Registration.objects.filter(pk=registration.pk).exists()
