"""What the charity gives to groups: in versions, withdrawn and brought back, and made for each with its own link."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from wagtail.log_actions import registry

from groups.models import CommunityGroup, Resource
from groups.selectors import resources as selectors
from groups.services import membership, resources
from pages.models import SiteDocument
from people.models import User
from tests import factories
from tests.groups import gifts
from tests.groups import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keeper() -> User:
    return gifts.keeper()


@pytest.fixture
def leeds() -> CommunityGroup:
    return cast.group()


@pytest.fixture
def staff(keeper: User) -> Client:
    browser = Client()
    browser.force_login(keeper)
    return browser


def page(browser: Client, slug: str = "leeds") -> str:
    return browser.get(reverse("group_lead_resources", args=[slug])).content.decode()


def test_a_new_version_is_what_groups_get_and_the_earlier_stay_listed(leeds: CommunityGroup, keeper: User) -> None:
    toolkit = gifts.resource(by=keeper)
    first = gifts.newest(toolkit)
    resources.new_version(toolkit, file=gifts.file(content=b"%PDF-1.7 newer"), what_changed="A new law.", by=keeper)
    charlie = cast.leading(leeds)
    shown = page(charlie)
    assert "Version 2" in shown
    assert "What changed: A new law." in shown
    assert "Earlier versions" in shown
    assert "documents/" not in shown
    newest = charlie.get(reverse("group_resource", args=["leeds", gifts.newest(toolkit).pk]))
    assert gifts.content_of(newest) == b"%PDF-1.7 newer"
    assert newest.headers["Content-Disposition"].startswith('attachment; filename="toolkit-2')
    assert gifts.content_of(charlie.get(reverse("group_resource", args=["leeds", first.pk]))) == gifts.PDF


def test_what_is_withdrawn_is_seen_and_fetched_by_no_group_until_it_is_back(
    leeds: CommunityGroup, keeper: User
) -> None:
    toolkit = gifts.resource(by=keeper)
    address = reverse("group_resource", args=["leeds", gifts.newest(toolkit).pk])
    charlie = cast.leading(leeds)
    assert resources.withdraw(toolkit, by=keeper)
    assert not resources.withdraw(toolkit, by=keeper)
    assert ">Toolkit<" not in page(charlie)
    assert charlie.get(address).status_code == 404
    assert resources.bring_back(toolkit, by=keeper)
    assert ">Toolkit<" in page(charlie)
    assert gifts.status(charlie.get(address)) == 200
    actions = [entry.action for entry in registry.get_logs_for_instance(toolkit).order_by("pk")]
    assert actions == ["resource.add", "resource.withdraw", "resource.bring_back"]


def test_they_stand_in_the_order_that_staff_gave_them(leeds: CommunityGroup, keeper: User) -> None:
    for title, order in (("Second", 20), ("First", 10), ("Third", 30)):
        gifts.resource(title, by=keeper, order=order)
    assert [row.resource.title for row in selectors.current(leeds)] == ["First", "Second", "Third"]
    resources.change(Resource.objects.get(title="Third"), title="Third", description="", order=1, by=keeper)
    assert [row.resource.title for row in selectors.current(leeds)] == ["Third", "First", "Second"]


def test_the_page_asks_as_little_for_many_as_for_one(
    leeds: CommunityGroup, keeper: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        gifts.resource(f"Number {number}", by=keeper)
    with django_assert_max_num_queries(3):
        assert len(selectors.current(leeds)) == 12


def test_nobody_but_staff_fetches_the_document_by_its_own_address(
    client: Client, leeds: CommunityGroup, keeper: User, staff: Client
) -> None:
    gifts.resource(by=keeper)
    address = SiteDocument.objects.get().url
    assert gifts.content_of(staff.get(address)) == gifts.PDF
    for browser in (client, cast.leading(leeds)):
        answer = browser.get(address)
        assert answer.status_code in (302, 403)


def test_the_poster_of_a_groups_page_bears_its_name_and_the_code_of_its_own_link(
    leeds: CommunityGroup, keeper: User
) -> None:
    made = gifts.newest(gifts.made_for_each(by=keeper))
    charlie = cast.leading(leeds)
    assert "Made for your group" in page(charlie)
    poster = charlie.get(reverse("group_resource_made", args=["leeds", made.pk, "page", "pdf"]))
    sheet = PdfReader(gifts.as_file(poster)).pages
    assert len(sheet) == 1
    words = " ".join(sheet[0].extract_text().split())
    assert "ACTFORJUSTICE Leeds" in words
    assert "/groups/leeds" in words.replace("\u200b", "").replace(" ", "")
    code = charlie.get(reverse("group_resource_made", args=["leeds", made.pk, "page", "svg"]))
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<svg")


def test_of_petitions_there_is_a_poster_of_each_open_one_with_the_groups_own_link(
    leeds: CommunityGroup, keeper: User
) -> None:
    factories.petition(slug="open", title="Support every survivor")
    factories.petition(slug="closed", title="It is over", state="closed")
    made = gifts.newest(gifts.made_for_each("petitions", by=keeper))
    charlie = cast.leading(leeds)
    assert "Support every survivor" in page(charlie)
    assert "It is over" not in page(charlie)
    poster = charlie.get(reverse("group_resource_made", args=["leeds", made.pk, "open", "pdf"]))
    words = PdfReader(gifts.as_file(poster)).pages[0].extract_text()
    assert "/leeds" in re.sub(r"[\s\u200b]", "", words)
    for thing, kind in (("closed", "pdf"), ("no-such-petition", "svg"), ("open", "exe")):
        address = reverse("group_resource_made", args=["leeds", made.pk, thing, kind])
        assert charlie.get(address).status_code == 404


def test_whoever_takes_part_may_have_them_and_nobody_else(client: Client, leeds: CommunityGroup, keeper: User) -> None:
    york = cast.group("York")
    version = gifts.newest(gifts.resource(by=keeper))
    held = cast.give(leeds, "suzie")
    suzie, priya = Client(), cast.leading(york, "priya")
    suzie.force_login(factories.user("suzie", person=held.person))
    addresses = [reverse("group_resources", args=["leeds"]), reverse("group_resource", args=["leeds", version.pk])]
    for address in addresses:
        assert gifts.status(suzie.get(address)) == 200
        assert priya.get(address).status_code == 404
        assert client.get(address).status_code == 302
    membership.leave(held)
    assert [suzie.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("film.mp4", b"film", "files of this kind"),
        ("script.svg", b"<svg/>", "files of this kind"),
        ("toolkit.pdf", b"MZ not a PDF", "not what its name says"),
        ("sheet.xlsx", b"not zipped", "not what its name says"),
        ("list.csv", b"a\0b", "not what its name says"),
        ("toolkit.pdf", b"", "empty"),
    ],
)
def test_a_file_that_groups_can_not_be_given_is_refused(name: str, content: bytes, says: str, staff: Client) -> None:
    data = {"title": "Toolkit", "description": "", "order": "100", "file": gifts.file(name, content)}
    answer = staff.post(reverse("resources_of_groups:new"), data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not SiteDocument.objects.exists()


def test_staff_add_renew_and_withdraw_one_in_the_admin(staff: Client) -> None:
    data = {"title": "Toolkit", "description": "To begin.", "order": "10", "file": gifts.file()}
    assert staff.post(reverse("resources_of_groups:new"), data).status_code == 302
    toolkit = Resource.objects.get()
    renewed = {"file": gifts.file(content=b"%PDF-1.7 newer"), "what_changed": "A new law."}
    staff.post(reverse("resources_of_groups:version", args=[toolkit.pk]), renewed)
    staff.post(reverse("resources_of_groups:withdraw", args=[toolkit.pk]))
    shown = staff.get(reverse("resources_of_groups:page", args=[toolkit.pk])).content.decode()
    assert "A new law." in shown
    assert "Withdrawn" in shown
    assert [version.number for version in toolkit.versions.all()] == [2, 1]


def test_what_is_made_for_each_group_has_no_file_to_replace(keeper: User) -> None:
    made = gifts.made_for_each(by=keeper)
    with pytest.raises(resources.NoFile):
        resources.new_version(made, file=gifts.file(), what_changed="", by=keeper)
    with pytest.raises(resources.UnknownMaker):
        gifts.made_for_each("nobody", by=keeper)
