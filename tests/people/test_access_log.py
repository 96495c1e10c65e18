import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mail.enums import SuppressionReason
from mail.models import Delivery
from mail.services import suppressions
from people.enums import Access, RequestKind
from people.models import AccessRecord, Person, User
from people.services import access, people, requests
from people.viewsets import listing
from tests import factories

pytestmark = pytest.mark.django_db
LOG = "/admin/data-protection/access-log/"
REQUESTS = "/admin/data-protection/requests/"
PEOPLE = "/admin/data-protection/people/"


@pytest.fixture
def officer(client: Client) -> User:
    found = factories.member_of("Data protection officers")
    client.force_login(found)
    return found


@pytest.fixture
def suzie() -> Person:
    return people.meet(email="suzie@example.org", name="Suzie Signer").person


def test_every_view_of_a_person_is_logged_once_and_says_nothing_of_them(
    client: Client, officer: User, suzie: Person
) -> None:
    assert "suzie@example.org" in client.get(f"{PEOPLE}{suzie.pk}/").content.decode()
    record = AccessRecord.objects.get()
    assert (record.action, record.by, record.person, record.reason) == (Access.VIEWED, officer, suzie, "")


def test_a_search_is_logged_without_its_words_and_leaves_none_in_an_address(
    client: Client, officer: User, suzie: Person
) -> None:
    answer = client.post(PEOPLE, {"words": "UZIE@EXAMPLE", "reason": "DP-3479-CDF"})
    assert answer.status_code == 200
    assert f"{PEOPLE}{suzie.pk}/" in answer.content.decode()
    record = AccessRecord.objects.get()
    assert (record.action, record.reason, record.person) == (Access.SEARCHED, "DP-3479-CDF", None)
    client.post(PEOPLE, {"words": "su"})
    assert AccessRecord.objects.count() == 1  # too short: nothing was searched


def test_a_screen_that_asks_before_a_step_and_a_request_are_looked_at_too(
    client: Client, officer: User, suzie: Person
) -> None:
    assert "Suzie Signer" in client.get(f"{PEOPLE}{suzie.pk}/correct/").content.decode()
    asked = requests.receive(kind=RequestKind.ACCESS, contact="A letter from Suzie", details="What?")
    assert "A letter from Suzie" in client.get(f"{REQUESTS}{asked.pk}/").content.decode()
    looks = AccessRecord.objects.filter(action=Access.VIEWED, by=officer).order_by("pk")
    assert list(looks.values_list("person", "reason")) == [(suzie.pk, ""), (None, asked.reference)]


def test_an_address_that_the_post_room_shows_is_in_the_log_of_its_owner(
    client: Client, officer: User, suzie: Person
) -> None:
    made = Delivery.objects.create(kind="signed_before", stream="transactional", address=suzie.address)
    blocked = suppressions.suppress(
        address_id=suzie.address_id, canonical="suzie@example.org", reason=SuppressionReason.OBJECTION
    )
    shown = [reverse("deliveries:inspect", args=[made.pk]), reverse("suppressions:inspect", args=[blocked.pk])]
    for number, path in enumerate(shown, start=1):
        assert "suzie@example.org" in client.get(path).content.decode()
        assert suzie.access_records.filter(action=Access.VIEWED, by=officer).count() == number
    client.post(reverse("deliveries:find"), {"email": "suzie@example.org"})
    assert AccessRecord.objects.get(action=Access.SEARCHED).by == officer
    client.force_login(factories.morgan())
    assert "suzie@example.org" not in client.get(shown[0]).content.decode()
    assert suzie.access_records.count() == len(shown)


def test_a_file_says_who_took_it_and_is_found_in_the_log(client: Client, officer: User, suzie: Person) -> None:
    files = {shape: client.post(f"{PEOPLE}{suzie.pk}/export/", {"shape": shape}) for shape in ("json", "html")}
    logged = AccessRecord.objects.filter(action=Access.EXPORTED, person=suzie).order_by("pk")
    assert files["json"].json()["records"][0]["Email address"][0]["email"] == "suzie@example.org"
    for (shape, answer), record in zip(files.items(), logged, strict=True):
        number = record.reason.rpartition(" ")[2]
        assert number in answer.content.decode()
        assert officer.email in answer.content.decode()
        assert answer["Content-Disposition"] == f'attachment; filename="held-{number}.{shape}"'
        assert "suzie" not in answer["Content-Disposition"]
    assert "<script" not in files["html"].content.decode()


def test_the_log_taken_as_a_spreadsheet_is_marked_guarded_and_logged(
    client: Client, officer: User, suzie: Person
) -> None:
    access.record(Access.VIEWED, by=officer, person=suzie, reason="=HYPERLINK(1)")
    answer: Any = client.get(LOG, {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    taken = AccessRecord.objects.get(action=Access.EXPORTED)
    assert "'=HYPERLINK(1)" in [cell for row in rows for cell in row]
    assert rows[-1][0].startswith(f"Taken by {officer.email} on ")
    assert rows[-1][0].endswith(f"File {taken.reason.rpartition(' ')[2]}.")


def test_a_spreadsheet_that_is_cut_off_says_so(
    client: Client, officer: User, suzie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_EXPORTED", 2)
    for _ in range(2):
        access.record(Access.VIEWED, by=officer, person=suzie)
    whole: Any = client.get(LOG, {"export": "csv", "action": "viewed"})
    assert "Only the first" not in b"".join(whole.streaming_content).decode()
    cut: Any = client.get(LOG, {"export": "csv"})  # that the other was taken is a third row
    assert "Only the first 2:" in b"".join(cut.streaming_content).decode()


def test_the_log_is_filtered_and_costs_the_same_however_long(
    client: Client, officer: User, suzie: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        access.record(Access.VIEWED if number % 2 else Access.CORRECTED, by=officer, person=suzie)
    with django_assert_max_num_queries(25):
        page = client.get(LOG)
    assert page.context["paginator"].num_pages == 2
    assert client.get(LOG, {"action": "corrected"}).context["paginator"].count == 30


def test_not_even_an_administrator_changes_or_deletes_what_is_logged(client: Client, suzie: Person) -> None:
    dele = factories.dele()
    client.force_login(dele)
    record = access.record(Access.VIEWED, by=dele, person=suzie)
    page = client.get(LOG).content.decode()
    assert "delete" not in page.replace("data-w-", "").split('id="listing-results"')[1].lower()
    for path in ("new/", f"edit/{record.pk}/", f"delete/{record.pk}/"):
        assert client.post(f"{LOG}{path}").status_code == 404
    assert AccessRecord.objects.filter(pk=record.pk).exists()
