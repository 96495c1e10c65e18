"""Files of groups that staff bring in: matched, looked at, made, and taken back."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from config import housekeeping
from groups.enums import GroupState, Health, ImportOutcome, ImportPlan, ImportState, Role
from groups.models import Change, CommunityGroup, ImportBatch, ImportRow
from groups.selectors import located
from groups.services import importing, registering
from people.models import User
from tests import factories
from tests.groups import sheets
from tests.groups.people import give
from tests.groups.sheets import HEADINGS, LEEDS, YORK, as_csv, as_xlsx

pytestmark = pytest.mark.django_db
FILES = "/admin/group-imports/"
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."
MANY = [(f"Group number {number}", "town", "Leeds", "LS1 4DY") for number in range(25)]


@pytest.fixture
def dele() -> User:
    return factories.dele()


@pytest.fixture
def coordinator(client: Client) -> User:
    user = factories.member_of("Group coordinators")
    client.force_login(user)
    return user


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def plans(batch: ImportBatch) -> list[str]:
    return [row.plan for row in sheets.rows(batch)]


def outcomes(batch: ImportBatch) -> list[str]:
    return [row.outcome for row in sheets.rows(batch)]


def leeds(**fields: Any) -> CommunityGroup:
    """As the row says."""
    values = {"name": LEEDS[0], "kind": "town", "town": "Leeds", **located.locate({LEEDS[3]})[LEEDS[3]]}
    return CommunityGroup.objects.create(**{**values, "slug": "leeds-lantern", **fields})


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_a_row_becomes_an_approved_group_in_the_directory(make: Any, dele: User) -> None:
    batch = sheets.made(make(LEEDS, YORK), dele)
    assert (batch.state, outcomes(batch)) == (ImportState.MADE, [ImportOutcome.CREATED] * 2)
    group = CommunityGroup.objects.listed().get(slug="leeds-lantern")
    assert (group.kind, group.town, group.postcode, group.health) == ("town", "Leeds", "LS1 4DY", Health.ACTIVE)
    history = Change.objects.get(group=group)
    assert (history.after, history.by_user, history.reason) == (GroupState.APPROVED, dele, "Brought in with a file.")


def test_a_group_lies_where_registering_would_have_put_it() -> None:
    for postcode in ("LS1 4DY", "LS1 9ZZ", "ZE3 9ZZ"):
        one = registering.whereabouts(postcode)
        many = located.locate({postcode})[postcode]
        assert many["outcode_id"] == (one["outcode"].pk if one["outcode"] else None)
        assert many["constituency_id"] == (one["constituency"].pk if one["constituency"] else None)
        assert (many["postcode"], many["latitude"]) == (one["postcode"], one["latitude"])


def test_columns_are_guessed_from_their_headings_and_remembered_as_they_were_matched(dele: User) -> None:
    headings = ("Group name", "TYPE", "City", "Post code", "Zweck")
    row = (*LEEDS, "We meet.")
    first = sheets.started(as_csv(row, headings=headings), dele)
    assert list(first.matching.values()) == ["name", "kind", "town", "postcode", ""]
    importing.match(batch=first, matching={**first.matching, "Zweck": "about"}, updates=True)
    assert sheets.started(as_csv(row, headings=headings), dele).matching["Zweck"] == "about"


WRONG = {
    "no name": (("", *LEEDS[1:]), "Name: a new group needs it."),
    "no postcode": ((*LEEDS[:3], ""), "Postcode: a new group needs it."),
    "no such postcode": ((*LEEDS[:3], "LS1"), "Postcode: Enter a full UK postcode"),
    "outside the country": ((*LEEDS[:3], "GY1 1AA"), "no postcode of a place in the United Kingdom"),
    "no such kind": ((LEEDS[0], "band", *LEEDS[2:]), "“band” is none of: Church or faith group"),
    "too long": (("x" * 121, *LEEDS[1:]), "Name: It is longer than 120 characters."),
    "a report": ((REPORT, *LEEDS[1:]), "so it was not kept"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_row_with_an_error_says_what_is_wrong_and_holds_up_no_other(name: str, dele: User) -> None:
    row, words = WRONG[name]
    batch = sheets.made(as_csv(row, YORK), dele)
    wrong, fine = sheets.rows(batch)
    assert any(words in error for error in wrong.errors), wrong.errors
    assert (wrong.plan, wrong.outcome, fine.outcome) == (ImportPlan.WRONG, "", ImportOutcome.CREATED)
    assert CommunityGroup.objects.count() == 1
    if name == "a report":
        assert wrong.values[0] == ""


def test_of_two_rows_about_one_group_the_first_counts(dele: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SLICE", 1)
    shouted = ("LEEDS  lantern!", *LEEDS[1:])
    batch = sheets.checked(as_csv(LEEDS, shouted), dele)
    assert plans(batch) == [ImportPlan.NEW, ImportPlan.WRONG]
    assert sheets.rows(batch)[1].errors == ["Line 2 is about the same group."]


def test_a_row_about_a_group_that_stands_changes_it_or_leaves_it_as_was_chosen(dele: User) -> None:
    group = leeds()
    row = ("Leeds Lantern", "town", "Leeds and around", "LS1 4DY")
    skipped = sheets.checked(as_csv(row), dele, updates=False)
    assert plans(skipped) == [ImportPlan.SAME]
    batch = sheets.made(as_csv(row, YORK), dele)
    assert outcomes(batch) == [ImportOutcome.UPDATED, ImportOutcome.CREATED]
    group.refresh_from_db()
    assert (group.town, group.slug, CommunityGroup.objects.count()) == ("Leeds and around", "leeds-lantern", 2)


def test_a_reference_finds_a_group_whatever_it_is_called_and_an_unknown_one_is_an_error(dele: User) -> None:
    group = leeds()
    headings = ("Reference", *HEADINGS)
    batch = sheets.made(as_csv((group.slug, "New Name", "", "", ""), ("york", *YORK), headings=headings), dele)
    assert plans(batch) == [ImportPlan.UPDATE, ImportPlan.WRONG]
    group.refresh_from_db()
    assert (group.name, group.town, group.postcode) == ("New Name", "Leeds", "LS1 4DY")


@pytest.mark.parametrize("state", [GroupState.SUBMITTED, GroupState.REJECTED])
def test_a_group_that_applies_or_is_no_more_is_not_changed_by_a_file(state: str, dele: User) -> None:
    group = leeds(state=state)
    batch = sheets.checked(as_csv((group.slug, "New Name"), headings=("Reference", "Name")), dele)
    assert plans(batch) == [ImportPlan.WRONG]


def test_a_row_that_looks_like_a_group_nearby_is_brought_in_only_where_it_is_ticked(dele: User) -> None:
    leeds(name="Leeds Lanterns", postcode="LS1 1AA")
    batch = sheets.checked(as_csv(LEEDS, YORK), dele)
    alike, other = sheets.rows(batch)
    assert (alike.alike, alike.is_chosen, other.is_chosen) == ("Leeds Lanterns", False, True)
    sheets.through(importing.make(batch))
    assert CommunityGroup.objects.count() == 2


def test_only_chosen_rows_are_brought_in(dele: User) -> None:
    batch = sheets.checked(as_csv(*MANY), dele)
    importing.choose(batch=batch, shown=range(2, 12), ticked=[3, 5])
    assert batch.rows.filter(is_chosen=True).count() == 17
    importing.choose_all(batch=batch, are_chosen=False)
    with pytest.raises(importing.NotPossible, match="No row is chosen"):
        importing.make(batch)
    importing.choose(batch=batch, shown=[4], ticked=[4])
    sheets.through(importing.make(batch))
    assert CommunityGroup.objects.get().name == "Group number 2"


class Killed(BaseException):
    """As a process is by kill -9: nothing after it runs."""


STEPS = ["check", "make", "undo"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_whatever_ends_it_the_next_one_goes_on_and_does_nothing_twice(
    step: str, after: int, dele: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the work of a slice is written and before it is committed, at each place of a file of three."""
    monkeypatch.setattr(importing, "SLICE", 10)
    batch = sheets.started(as_csv(*MANY), dele)
    begin = {
        "check": lambda: importing.match(batch=batch, matching=batch.matching, updates=True),
        "make": lambda: importing.make(batch),
        "undo": lambda: importing.undo(batch),
    }
    for before in STEPS[: STEPS.index(step)]:
        begin[before]()
        sheets.through(batch)
    begin[step]()
    for _ in range(after):
        importing.go_on(batch.pk)
    killed_in_transaction(batch)
    done = ImportBatch.objects.get(pk=batch.pk).done
    assert done == after * 10
    batch = sheets.through(batch)
    ended = {"check": ImportState.CHECKED, "make": ImportState.MADE, "undo": ImportState.UNDONE}
    assert (batch.state, batch.done) == (ended[step], 25)
    assert CommunityGroup.objects.count() == Change.objects.count() == (25 if step == "make" else 0)


def killed_in_transaction(batch: ImportBatch) -> None:
    with pytest.raises(Killed):
        work_and_be_killed(batch)


@transaction.atomic
def work_and_be_killed(batch: ImportBatch) -> None:
    importing.go_on(batch.pk)
    raise Killed


def test_taking_a_file_back_deletes_its_groups_and_gives_changed_ones_what_they_had(dele: User) -> None:
    group = leeds(about="We meet.")
    before = CommunityGroup.objects.filter(pk=group.pk).values().get()
    row = (group.slug, "Leeds Light", "church", "Otley", "LS21 3AA")
    batch = sheets.made(as_csv(row, ("", *YORK), headings=("Reference", *HEADINGS)), dele)
    group.refresh_from_db()
    assert (group.name, group.postcode) == ("Leeds Light", "LS21 3AA")
    batch = sheets.undone(batch)
    assert (batch.state, set(outcomes(batch))) == (ImportState.UNDONE, {ImportOutcome.TAKEN_BACK})
    assert list(CommunityGroup.objects.values()) == [before]


def test_what_was_touched_since_stays_and_the_file_says_why(dele: User) -> None:
    group = leeds()
    rows = [
        (group.slug, "Leeds Light", "church", "Otley", ""),
        ("", *YORK),
        ("", "Ripon Roots", "town", "Ripon", "HG4 1AA"),
    ]
    batch = sheets.made(as_csv(*rows, ("", *MANY[0]), headings=("Reference", *HEADINGS)), dele)
    CommunityGroup.objects.filter(pk=group.pk).update(town="Ilkley")
    give(CommunityGroup.objects.get(name=YORK[0]), "suzie", Role.MEMBER)
    CommunityGroup.objects.filter(name="Ripon Roots").update(about="", name="Ripon Reeds")
    batch = sheets.undone(batch)
    changed, led, edited, untouched = sheets.rows(batch)
    assert (changed.outcome, changed.said) == (ImportOutcome.KEPT, "Changed since, so it stays as it is: town.")
    assert led.outcome == ImportOutcome.KEPT
    assert "1 memberships" in led.said
    assert (edited.outcome, edited.said) == (ImportOutcome.KEPT, "It was changed since: name.")
    assert untouched.outcome == ImportOutcome.TAKEN_BACK
    group.refresh_from_db()
    assert (group.name, group.kind, group.town) == (LEEDS[0], "town", "Ilkley")


def test_a_file_is_taken_back_once_and_within_30_days(dele: User) -> None:
    batch = sheets.made(as_csv(LEEDS), dele)
    ImportBatch.objects.filter(pk=batch.pk).update(made_at=timezone.now() - timedelta(days=31))
    with pytest.raises(importing.NotPossible, match="time for taking it back is over"):
        importing.undo(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(made_at=timezone.now() - timedelta(days=29))
    sheets.undone(batch)
    with pytest.raises(importing.NotPossible, match="not taken back yet"):
        importing.undo(batch)


def test_what_a_file_held_is_forgotten_after_30_days(dele: User) -> None:
    late, early = sheets.made(as_csv(LEEDS), dele), sheets.started(as_csv(YORK), dele)
    ImportBatch.objects.update(at=timezone.now() - timedelta(days=40))
    ImportBatch.objects.filter(pk=late.pk).update(made_at=timezone.now() - timedelta(days=29))
    housekeeping.prune()
    assert list(ImportBatch.objects.values_list("pk", flat=True)) == [late.pk]
    assert not ImportRow.objects.filter(batch=early.pk).exists()


def uploaded(client: Client, content: bytes) -> Any:
    return client.post(f"{FILES}new/", {"file": SimpleUploadedFile("groups.csv", content)})


def test_staff_bring_a_file_in_and_take_it_back_without_a_script(client: Client, coordinator: User) -> None:
    answer = uploaded(client, as_csv(LEEDS, YORK, ("", *LEEDS[1:])))
    batch = ImportBatch.objects.get()
    assert answer.url == f"{FILES}{batch.pk}/match/"
    assert "“Town” is" in html(client.get(answer.url))
    columns = {f"column_{number}": field for number, field in enumerate(["name", "kind", "town", "postcode"])}
    again = client.post(answer.url, {**columns, "column_1": "name", "standing": "update"})
    assert again.status_code == 422
    assert "is the name already" in html(again)
    client.post(answer.url, {**columns, "standing": "update"})
    page = f"{FILES}{batch.pk}/"
    shown = html(client.get(page))
    assert "New groups: 2" in shown
    assert "With errors: 1" in shown
    assert "a new group needs it" in html(client.get(f"{page}?show=wrong"))
    client.post(f"{page}choose/", {"shown": ["2", "3"], "ticked": ["3"], "show": "new", "p": "1"})
    assert "New groups: 1." in html(client.get(f"{page}make/"))
    client.post(f"{page}make/")
    assert CommunityGroup.objects.get().name == YORK[0]
    assert f"{page}undo/" in html(client.get(page))
    assert "What stays is listed with the reason" in html(client.get(f"{page}undo/"))
    client.post(f"{page}undo/")
    assert not CommunityGroup.objects.exists()
    assert "Taken back" in html(client.get(page))


def test_the_rows_with_errors_can_be_taken_away_with_what_is_wrong(client: Client, dele: User) -> None:
    client.force_login(dele)
    batch = sheets.checked(as_csv(LEEDS, ("=1+1", "band", "York", "YO1 7HH")), dele)
    answer = client.get(f"{FILES}{batch.pk}/rows-to-mend.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert rows[0] == [*HEADINGS, "What is wrong"]
    assert rows[1][:2] == ["'=1+1", "band"]
    assert "“band” is none of" in rows[1][4]
    assert len(rows) == 2


def test_while_it_is_under_way_the_page_shows_how_far_it_is_and_asks_again(
    client: Client, dele: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "SLICE", 10)
    client.force_login(dele)
    batch = sheets.started(as_csv(*MANY), dele)
    importing.match(batch=batch, matching=batch.matching, updates=True)
    importing.go_on(batch.pk)
    answer = client.get(f"{FILES}{batch.pk}/")
    assert "10 of 25 rows" in html(answer)
    assert answer.headers["Refresh"]


def test_a_bad_file_is_refused_on_the_screen_on_which_it_was_chosen(client: Client, coordinator: User) -> None:
    answer = uploaded(client, b"Name,Name\nA,B\n")
    assert answer.status_code == 422
    assert "both called “Name”" in html(answer)


def test_a_long_file_is_shown_in_parts_with_few_questions(
    client: Client, dele: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(dele)
    batch = sheets.checked(as_csv(*[(f"Long list {n}", "town", "Leeds", "LS1 4DY") for n in range(120)]), dele)
    with django_assert_max_num_queries(20):
        shown = html(client.get(f"{FILES}{batch.pk}/?p=2"))
    assert shown.count('name="ticked"') == 50
    assert "Page 2 of 3" in shown


def test_a_file_that_was_not_brought_in_can_be_forgotten(client: Client, coordinator: User) -> None:
    batch = sheets.checked(as_csv(LEEDS), coordinator)
    assert "No group changes." in html(client.get(f"{FILES}{batch.pk}/discard/"))
    assert client.post(f"{FILES}{batch.pk}/discard/").headers["Location"] == FILES
    assert not ImportBatch.objects.exists()
