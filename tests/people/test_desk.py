from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mail.enums import SuppressionReason
from mail.models import Suppression
from people.enums import Access, Purpose, RequestKind
from people.models import AccessRecord, Consent, ConsentWording, DataRequest, LegalHold, Merge, Person, User
from people.services import desk, holds, merging, people, requests
from tests import factories

pytestmark = pytest.mark.django_db
DESK = "/admin/data-protection"


@pytest.fixture
def officer(client: Client) -> User:
    found = factories.member_of("Data protection officers")
    client.force_login(found)
    return found


@pytest.fixture
def suzie() -> Person:
    return people.meet(email="suzie@example.org", name="Suzie Signer").person


@pytest.fixture
def asked(suzie: Person) -> DataRequest:
    return requests.receive(kind=RequestKind.ERASURE, contact="Suzie", details="Forget me.", person=suzie)


@pytest.fixture
def addresses(suzie: Person, asked: DataRequest) -> list[str]:
    """One of each address of the desk."""
    other = people.meet(email="suzie@work.example.org").person
    somebody = factories.user("somebody")
    merge = merging.merge(kept=suzie, gone=other, by=somebody, reason="The same")
    third = people.meet(email="charlie@example.org").person
    desk.record_objection(person=suzie, by=somebody)
    blocked = Suppression.objects.filter(address=suzie.address).get()
    of_person = ["person", "export", "correct", "object", "hold", "release", "erase", "merge"]
    of_request = ["edit", "acknowledge", "assign", "identify", "note", "extend", "close"]
    lists = [f"desk_{name}:{view}" for name in ("requests", "holds", "access", "merges", "retention") for view in LISTS]
    return [
        *[reverse(name) for name in [*lists, "desk_people:index", "desk_requests:add"]],
        *[reverse(f"desk_people:{name}", args=[suzie.pk]) for name in of_person],
        *[reverse(f"desk_requests:{name}", args=[asked.pk]) for name in of_request],
        reverse("desk_people:merge_with", args=[suzie.pk, third.pk]),
        reverse("desk_people:lift", args=[suzie.pk, blocked.pk]),
        reverse("desk_merges:undo", args=[merge.pk]),
    ]


LISTS = ("index", "index_results")


@pytest.mark.parametrize("role", ["morgan", "priya", "mallory"])
def test_nobody_else_gets_to_any_screen_of_the_desk(role: str, client: Client, addresses: list[str]) -> None:
    client.force_login(getattr(factories, role)())
    before = list(AccessRecord.objects.values_list("pk", flat=True))
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"reason": "x", "words": "suzie", "sure": "on"})):
            assert answer.status_code in (302, 403), (address, answer.status_code)
            assert "/data-protection/" not in answer.get("Location", ""), address
    assert list(AccessRecord.objects.values_list("pk", flat=True)) == before
    assert Person.objects.filter(erased_at=None).count() == 3
    assert "Data protection" not in client.get("/admin/", follow=True).content.decode()


def test_officers_and_administrators_get_to_every_screen(client: Client, addresses: list[str], officer: User) -> None:
    for who in (officer, factories.dele()):
        client.force_login(who)
        for address in addresses:
            expected = 405 if address.endswith("/export/") else 200
            assert client.get(address).status_code == expected, address
        menu = client.get("/admin/").content.decode()
        for label in ("Data protection", "Requests", "Legal holds", "Access log", "Merges", "Retention", "Controller"):
            assert label in menu


def test_the_person_page_shows_what_is_held_about_them_and_about_those_merged_into_them(
    client: Client, officer: User, suzie: Person, django_assert_max_num_queries: Any
) -> None:
    other = people.meet(email="suzie@work.example.org", name="S. Signer").person
    merging.merge(kept=suzie, gone=other, by=officer, reason="The same")
    with django_assert_max_num_queries(90):
        page = client.get(f"{DESK}/people/{suzie.pk}/").content.decode()
    for words in ("Suzie Signer", "suzie@example.org", "suzie@work.example.org", "Undo, until"):
        assert words in page
    assert "csrfmiddlewaretoken" in page
    assert "no-store" in client.get(f"{DESK}/people/{suzie.pk}/")["Cache-Control"]


def test_an_officer_corrects_a_name(client: Client, officer: User, suzie: Person) -> None:
    client.post(f"{DESK}/people/{suzie.pk}/correct/", {"name": "Susan Signer", "reason": "Asked by letter"})
    suzie.refresh_from_db()
    assert suzie.name == "Susan Signer"
    assert AccessRecord.objects.filter(action=Access.CORRECTED, reason="Asked by letter", person=suzie).exists()


def test_an_objection_stops_everything_and_can_be_lifted_with_a_reason(
    client: Client, officer: User, suzie: Person
) -> None:
    wording = ConsentWording.objects.create(purpose=Purpose.TRAINING, version=1, text="Yes.")
    Consent.objects.create(person=suzie, purpose=Purpose.TRAINING, wording=wording, form="x")
    client.post(f"{DESK}/people/{suzie.pk}/object/", {"reason": ""})
    assert Consent.objects.filter(withdrawn_at=None).count() == 0
    blocked = Suppression.objects.in_force().get()
    assert (blocked.address, blocked.reason) == (suzie.address, SuppressionReason.OBJECTION)
    lift = f"{DESK}/people/{suzie.pk}/lift/{blocked.pk}/"
    assert client.post(lift, {"reason": ""}).status_code == 422
    client.post(lift, {"reason": "Telephoned to say so"})
    assert Suppression.objects.in_force().count() == 0
    assert client.get(lift).status_code == 404


def test_erasing_shows_what_stays_asks_to_be_sure_and_yields_to_a_hold(
    client: Client, officer: User, suzie: Person
) -> None:
    erase = f"{DESK}/people/{suzie.pk}/erase/"
    assert "Email address" in client.get(erase).content.decode()
    assert client.post(erase, {}).status_code == 422
    holds.place(person=suzie, reason="A claim in court.", by=officer)
    assert "A claim in court." in client.get(erase).content.decode()
    assert client.post(erase, {"sure": "on"}).status_code == 422
    client.post(f"{DESK}/people/{suzie.pk}/release/")
    assert client.post(erase, {"sure": "on"}).status_code == 302
    suzie.refresh_from_db()
    assert suzie.name == ""
    page = client.get(f"{DESK}/people/{suzie.pk}/").content.decode()
    assert "Erased on" in page
    assert "suzie@example.org" not in page


def test_a_step_about_somebody_erased_meanwhile_says_so_and_does_nothing(
    client: Client, officer: User, suzie: Person
) -> None:
    desk.erase(person=suzie, by=officer)
    for step, values in (("correct", {"name": "Late"}), ("hold", {"reason": "Late"}), ("object", {})):
        answer = client.post(f"{DESK}/people/{suzie.pk}/{step}/", values)
        assert answer.status_code == 422, step
        assert "This record was erased, or became part of another" in answer.content.decode()
    client.post(f"{DESK}/people/{suzie.pk}/erase/", {"sure": "on"})
    assert list(AccessRecord.objects.exclude(action=Access.VIEWED).values_list("action", flat=True)) == [Access.ERASED]


def test_a_hold_is_placed_with_a_reason_that_only_the_persons_page_shows(
    client: Client, officer: User, suzie: Person
) -> None:
    hold = f"{DESK}/people/{suzie.pk}/hold/"
    assert client.post(hold, {"reason": ""}).status_code == 422
    client.post(hold, {"reason": "A claim in court."})
    assert LegalHold.objects.in_force().get().placed_by == officer
    assert "A claim in court." in client.get(f"{DESK}/people/{suzie.pk}/").content.decode()
    assert "A claim in court." not in client.get(f"{DESK}/holds/").content.decode()


def test_two_records_are_merged_after_a_search_and_a_look_and_undone(
    client: Client, officer: User, suzie: Person
) -> None:
    other = people.meet(email="suzie@work.example.org", name="S. Signer").person
    found = client.post(f"{DESK}/people/{suzie.pk}/merge/", {"words": "signer"}).content.decode()
    step = f"{DESK}/people/{suzie.pk}/merge/{other.pk}/"
    assert step in found
    assert f"/merge/{suzie.pk}/" not in found
    assert "Moves to it" in client.get(step).content.decode()
    client.post(step, {"reason": "Same telephone number"})
    merge = Merge.objects.get()
    assert (merge.kept, merge.gone, merge.merged_by) == (suzie, other, officer)
    assert client.post(step, {"reason": "Again"}).status_code == 422
    client.post(reverse("desk_merges:undo", args=[merge.pk]))
    other.refresh_from_db()
    assert other.merged_into is None


def test_a_request_by_letter_runs_from_the_day_it_came(client: Client, officer: User, suzie: Person) -> None:
    new = {"kind": "access", "received_on": "2026-08-31", "contact": "Suzie, by post", "details": "What do you hold?"}
    assert client.post(f"{DESK}/requests/new/", {**new, "person": "nobody@example.org"}).status_code == 422
    assert client.post(f"{DESK}/requests/new/", {**new, "received_on": "2126-08-31"}).status_code == 422
    client.post(f"{DESK}/requests/new/", {**new, "person": "Suzie@Example.org"})
    made = DataRequest.objects.get()
    assert (made.due_on.isoformat(), made.person, made.events.get().by) == ("2026-09-30", suzie, officer)


def test_the_list_puts_what_is_due_first_on_top_and_says_so_in_words(client: Client, officer: User) -> None:
    later = requests.receive(kind=RequestKind.ACCESS, contact="", details="")
    overdue = requests.receive(kind=RequestKind.ACCESS, contact="", details="")
    DataRequest.objects.filter(pk=overdue.pk).update(due_on="2026-01-05")
    closed = requests.receive(kind=RequestKind.COMPLAINT, contact="", details="")
    requests.close(closed, outcome="Sorry.", by=officer)
    page = client.get(f"{DESK}/requests/").content.decode()
    assert page.index(overdue.reference) < page.index(later.reference) < page.index(closed.reference)
    assert "days overdue" in page
    shown = {state: client.get(f"{DESK}/requests/", {"state": state}) for state in ("open", "overdue", "closed")}
    found = {state: [one.pk for one in answer.context["object_list"]] for state, answer in shown.items()}
    assert found == {"open": [overdue.pk, later.pk], "overdue": [overdue.pk], "closed": [closed.pk]}
    spreadsheet: Any = client.get(f"{DESK}/requests/", {"export": "csv"})
    assert overdue.reference in b"".join(spreadsheet.streaming_content).decode()


def test_a_stale_screen_keeps_what_was_typed_and_changes_nothing(
    client: Client, officer: User, asked: DataRequest
) -> None:
    note = f"{DESK}/requests/{asked.pk}/note/"
    seen = client.get(note).context["form"].initial["seen"]
    requests.note(asked, text="From another officer.", by=officer)
    answer = client.post(note, {"seen": seen, "text": "My own note."})
    assert answer.status_code == 422
    assert "My own note." in answer.content.decode()
    assert asked.events.count() == 2
    again = {"seen": answer.context["form"]["seen"].value(), "text": "My own note."}
    assert client.post(note, again).status_code == 302
    assert asked.events.count() == 3


def test_every_step_of_a_request_is_taken_on_its_screen(client: Client, officer: User, suzie: Person) -> None:
    made = requests.receive(kind=RequestKind.ACCESS, contact="Suzie", details="What do you hold?")
    steps: list[tuple[str, dict[str, Any]]] = [
        ("acknowledge", {}),
        ("assign", {"to": officer.pk}),
        ("identify", {"person": "suzie@example.org"}),
        ("extend", {"because": "There are many rows."}),
        ("close", {"outcome": "Sent all we hold."}),
    ]
    for step, values in steps:
        answer = client.post(
            f"{DESK}/requests/{made.pk}/{step}/", {"seen": requests.last_step(made), **values}, follow=True
        )
        assert answer.redirect_chain, (step, answer.content.decode()[-2000:])
    made.refresh_from_db()
    assert (made.handled_by, made.person, made.extended_because) == (officer, suzie, "There are many rows.")
    assert "Sent all we hold." in answer.content.decode()
    assert client.post(f"{DESK}/requests/{made.pk}/note/", {"seen": 0, "text": "x"}).status_code == 422
