"""A leader writes down what the group did, changes it, takes it back. Another group's activities are not found."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection

from groups.enums import ActivityKind, Health
from groups.forms.activity import ActivityForm
from groups.models import Activity, CommunityGroup, Event
from groups.services import activities, health, photos
from groups.services.activities import Details
from pages import generation
from pages.models import SiteImage
from tests.groups import people, photographed, planned

pytestmark = pytest.mark.django_db
HOME = "/groups/leeds/lead/activities/"
TODAY = timezone.localdate()
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."
FORM = {"title": "Stall at the freshers' fair", "kind": "stall", "on": f"{TODAY}", "people_reached": "120"}
AGREED = {"shows": "A table with leaflets", "permission": "Nobody is in it.", "is_agreed": "1"}


@pytest.fixture
def leeds() -> CommunityGroup:
    return people.group()


@pytest.fixture
def charlie(leeds: CommunityGroup) -> Client:
    return people.leading(leeds)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def add(browser: Client, **more: Any) -> Any:
    return browser.post(f"{HOME}new/", {**FORM, **more})


def only() -> Activity:
    return Activity.objects.get()


def over(group: CommunityGroup | None, days: int = 3, **fields: Any) -> Event:
    """An event that ended so many days ago."""
    made = planned.event(group, **fields)
    start = timezone.now() - timedelta(days=days, hours=2)
    Event.objects.filter(pk=made.pk).update(starts_at=start, ends_at=start + timedelta(hours=2))
    made.refresh_from_db()
    return made


def test_a_leader_writes_an_activity_down_and_everybody_sees_it_at_once(charlie: Client, client: Client) -> None:
    before = client.get("/groups/leeds/").content.decode()
    answer = add(charlie, description="Only for us.", materials="200 leaflets")
    assert (answer.status_code, answer.headers["Location"]) == (303, HOME)
    made = only()
    assert (made.kind, made.on, made.people_reached, made.by) == ("stall", TODAY, 120, people.person("charlie"))
    listed = charlie.get(HOME).content.decode()
    assert "Only for us." in listed
    assert "200 leaflets" in listed
    after = client.get("/groups/leeds/").content.decode()
    assert "freshers" not in before
    assert "Stall at the freshers" in after
    assert "Only for us." not in after
    assert "Charlie" not in after


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"on": f"{TODAY + timedelta(days=1)}"}, "still to come"),
        ({"on": "1999-12-31"}, "after 1 January 2000"),
        ({"on": "yesterday"}, "Enter a day"),
        ({"title": ""}, "Say what you did"),
        ({"people_reached": "-1"}, "nought or more"),
        ({"people_reached": "9" * 30}, "at most a million"),
        ({"kind": "party"}, "party"),
        ({"title": REPORT[:110]}, "looks like a report about a person"),
        ({"description": REPORT}, "looks like a report about a person"),
        ({"materials": REPORT}, "looks like a report about a person"),
        ({"permission": REPORT}, "looks like a report about a person"),
        ({"shows": REPORT}, "looks like a report about a person"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_kept(more: dict[str, str], says: str, charlie: Client) -> None:
    answer = add(charlie, **more)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Activity.objects.exists()


def test_two_activities_wake_a_group_that_lacked_them_in_the_moment_they_are_written(leeds: CommunityGroup) -> None:
    CommunityGroup.objects.update(approved_at=timezone.now() - timedelta(days=500))
    browser = people.leading(leeds)
    people.give(leeds, "priya", "leader")
    health.derive()
    leeds.refresh_from_db()
    assert leeds.health == Health.AT_RISK
    add(browser, title="The first")
    leeds.refresh_from_db()
    assert leeds.health == Health.AT_RISK
    add(browser, title="The second")
    leeds.refresh_from_db()
    assert leeds.health == Health.ACTIVE
    second = Activity.objects.get(title="The second")
    browser.post(f"{HOME}{second.pk}/take-back/")
    leeds.refresh_from_db()
    assert leeds.health == Health.AT_RISK


def test_what_was_written_is_changed_taken_back_and_put_back(charlie: Client) -> None:
    add(charlie)
    path = f"{HOME}{only().pk}/"
    assert "Stall at the freshers" in charlie.get(path).content.decode()
    charlie.post(path, {**FORM, "title": "A better stall", "people_reached": ""})
    assert (only().title, only().people_reached) == ("A better stall", 0)
    assert charlie.post(f"{path}take-back/").status_code == 303
    assert only().removed_at is not None
    assert charlie.get(path).status_code == 404
    assert "Put it back" in charlie.get(HOME).content.decode()
    charlie.post(f"{path}put-back/")
    assert only().removed_at is None
    assert charlie.get(f"{path}take-back/").status_code == 405


def test_a_button_pressed_twice_writes_once(leeds: CommunityGroup, charlie: Client) -> None:
    assert [add(charlie).status_code for _ in range(2)] == [303, 422]
    first = only()
    activities.take_back(first)
    add(charlie)
    with pytest.raises(activities.Twice):
        activities.put_back(first)
    assert Activity.objects.told().count() == 1


def test_after_an_event_the_form_knows_what_it_was_and_who_came(leeds: CommunityGroup, charlie: Client) -> None:
    event = over(leeds, title="How to spot the signs")
    people_at = planned.booked(planned.event(leeds, title="Another"), "Suzie", "Priya")
    for booking in people_at:
        booking.event, booking.came = event, True
        booking.save()
    Event.objects.filter(pk=event.pk).update(past_visits=3)
    form = charlie.get(f"{HOME}new/?event={event.pk}").content.decode()
    for held in ('value="How to spot the signs"', 'value="5"', f'value="{timezone.localdate(event.starts_at)}"'):
        assert held in form
    answer = charlie.post(f"{HOME}new/?event={event.pk}", {**FORM, "title": "How to spot the signs"})
    assert answer.status_code == 303
    assert only().event == event
    assert "tell us how it went" not in charlie.get(HOME).content.decode().casefold()
    again = charlie.post(f"{HOME}new/?event={event.pk}", {**FORM, "title": "Once more"})
    assert again.status_code == 422
    activities.take_back(only())
    assert charlie.post(f"{HOME}new/?event={event.pk}", {**FORM, "title": "Once more"}).status_code == 303
    assert Activity.objects.told().get().event == event


def test_neither_another_groups_event_nor_one_to_come_is_told_of(leeds: CommunityGroup, charlie: Client) -> None:
    theirs, to_come = over(people.group("York")), planned.event(leeds, title="Not yet")
    for key in (str(theirs.pk), str(to_come.pk), "x", "9" * 40, "\N{SUPERSCRIPT TWO}"):
        answer = charlie.get(f"{HOME}new/", {"event": key})
        assert answer.status_code == 200
        assert "you held" not in answer.content.decode().casefold()
    with pytest.raises(activities.NotYet):
        activities.add(group=leeds, details=Details(ActivityKind.TALK, TODAY, "T"), by=None, event=theirs)


def test_another_groups_activities_are_not_found_and_not_changed(leeds: CommunityGroup, charlie: Client) -> None:
    york = people.group("York")
    theirs = Activity.objects.create(group=york, kind="talk", on=TODAY, title="Theirs")
    for slug in ("leeds", "york"):
        for step in ("", "take-back/", "put-back/"):
            path = f"/groups/{slug}/lead/activities/{theirs.pk}/{step}"
            assert charlie.get(path).status_code in (404, 405)
            assert charlie.post(path, FORM).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.title, theirs.removed_at) == ("Theirs", None)


def test_a_photo_is_kept_upright_without_where_and_when_and_in_a_collection_of_its_own(
    charlie: Client, media: Path
) -> None:
    answer = add(charlie, photo=photographed.photo(), **AGREED)
    assert answer.status_code == 303
    photo = only().photo
    assert photo is not None
    assert (photo.width, photo.height) == (1000, 2000)
    assert (photo.description, photo.collection.name) == ("A table with leaflets", photos.COLLECTION)
    assert "IMG_1" not in photo.file.name
    kept = Path(photo.file.path).read_bytes()
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert b"Telephone" not in kept
    shown = Client().get("/groups/leeds/").content.decode()
    assert 'alt="A table with leaflets"' in shown


def test_photos_share_one_collection(leeds: CommunityGroup, charlie: Client) -> None:
    for title in ("One", "Two"):
        add(charlie, title=title, photo=photographed.photo(size=(80, 40)), **AGREED)
    assert Collection.objects.filter(name=photos.COLLECTION).count() == 1
    assert SiteImage.objects.count() == 2


@pytest.mark.parametrize("missing", list(AGREED))
def test_no_photo_is_kept_without_permission(missing: str, charlie: Client) -> None:
    answer = add(charlie, photo=photographed.photo(size=(80, 40)), **{**AGREED, missing: ""})
    assert answer.status_code == 422
    assert "Choose the photo again" in answer.content.decode()
    assert not SiteImage.objects.exists()
    image = SiteImage.objects.create(title="P", file=photographed.photo(size=(8, 8)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.create(group=CommunityGroup.objects.get(), kind="talk", on=TODAY, title="T", photo=image)


def test_what_is_no_photo_is_refused(charlie: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = photographed.photo().read()[:-2000]
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    for name, content in (("a.jpg", b"GIF89a?"), ("a.svg", svg), ("a.jpg", svg), ("a.png", broken), ("a.jpg", b"")):
        answer = add(charlie, photo=SimpleUploadedFile(name, content, "image/jpeg"), **AGREED)
        assert answer.status_code == 422, name
    half = add(charlie, photo=SimpleUploadedFile("a.jpg", broken, "image/jpeg"), **AGREED)
    assert (half.status_code, "no photo that we can show" in half.content.decode()) == (422, True)
    for limit, says in (("max_image_pixels", "too many pixels"), ("max_upload_size", "more than 10 MB")):
        monkeypatch.setattr(ActivityForm.base_fields["photo"], limit, 100)
        assert says in add(charlie, photo=photographed.photo(size=(80, 40)), **AGREED).content.decode()
    assert not SiteImage.objects.exists()


def test_a_photo_that_is_replaced_dropped_or_taken_back_is_deleted_with_its_file(
    charlie: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    def files() -> int:
        return sum(1 for each in media.rglob("*") if each.is_file())

    small = {"size": (80, 40)}
    add(charlie, photo=photographed.photo(**small), **AGREED)  # type: ignore[arg-type]
    path = f"{HOME}{only().pk}/"
    first = only().photo_id
    with django_capture_on_commit_callbacks(execute=True):
        charlie.post(path, {**FORM, **AGREED, "photo": photographed.photo(**small)})  # type: ignore[arg-type]
    assert only().photo_id not in (None, first)
    assert (SiteImage.objects.count(), files()) == (1, 1)
    charlie.post(path, FORM)
    assert only().photo_id is not None
    with django_capture_on_commit_callbacks(execute=True):
        charlie.post(path, {**FORM, "drop_photo": "1"})
    assert (only().photo, only().photo_permission, files()) == (None, "", 0)
    charlie.post(path, {**FORM, **AGREED, "photo": photographed.photo(**small)})  # type: ignore[arg-type]
    with django_capture_on_commit_callbacks(execute=True):
        charlie.post(f"{path}take-back/")
    assert (only().photo, SiteImage.objects.count(), files()) == (None, 0, 0)


def test_the_list_has_pages_and_years(leeds: CommunityGroup, charlie: Client) -> None:
    for number in range(25):
        day = date(2025, 1, 1) + timedelta(days=number)
        Activity.objects.create(group=leeds, kind="talk", on=day, title=f"Talk {number}")
    Activity.objects.create(group=leeds, kind="talk", on=date(2024, 5, 1), title="Long ago")
    shown = charlie.get(HOME).content.decode()
    assert shown.count("done__item") == 20
    assert "Long ago" not in shown
    of_year = charlie.get(f"{HOME}?year=2024").content.decode()
    assert (of_year.count("done__item"), "Long ago" in of_year) == (1, True)
    assert charlie.get(f"{HOME}?year=%F0%9F%98%80&page=x").status_code == 200


def test_the_table_runs_nothing_in_a_spreadsheet_and_names_nobody(leeds: CommunityGroup, charlie: Client) -> None:
    add(charlie, title='=HYPERLINK("http://evil.example")', description="+1\n@SUM(A1)", materials="-1")
    answer = charlie.get(f"{HOME}activities.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][2].startswith("'=HYPERLINK")
    assert [cell[:2] for cell in rows[1][4:6]] == ["'-", "'+"] or [cell[0] for cell in rows[1][4:6]] == ["'", "'"]
    assert "Charlie" not in answer.content.decode()
    assert 'filename="activities-leeds.csv"' in answer.headers["Content-Disposition"]


def test_every_step_makes_the_pages_of_readers_anew(leeds: CommunityGroup) -> None:
    details = Details(ActivityKind.TALK, TODAY, "A talk")
    seen = [generation.current().published]
    made = activities.add(group=leeds, details=details, by=None)
    seen.append(generation.current().published)
    activities.change(made, details._replace(title="Another"))
    seen.append(generation.current().published)
    activities.take_back(made)
    seen.append(generation.current().published)
    activities.put_back(made)
    seen.append(generation.current().published)
    assert seen == sorted(set(seen))
