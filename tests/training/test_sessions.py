"""A course taught at an event: planned, shown once, told to whom it concerns, and awarded."""

import uuid
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from groups.enums import EventKind, EventState
from groups.models import Booking, CommunityGroup, Event
from groups.selectors import events as selectors
from groups.services import doubts, events, reminders, seats, telling
from mail.models import Delivery
from mail.rendering import render
from pages.models import SiteDocument
from tests import factories
from tests.groups import people, planned
from tests.training import taught
from training.enums import MarkSource, Method, VersionState
from training.models import Award, Session
from training.services import marks, materials, sessions
from training.services.marks import NewMark

pytestmark = pytest.mark.django_db
SECRET, LINK = "The code of the door is 4711.", "https://meet.example.org/secret-room"
JOINING: dict[str, Any] = {"joining": SECRET, "online": LINK}


def came(session: Session, *bookings: Booking) -> None:
    new = [NewMark(uuid.uuid4(), True, timezone.now(), booking=booking.pk) for booking in bookings]
    marks.take(session, new, source=MarkSource.TRAINER)


def test_only_who_is_accredited_on_its_day_teaches_a_session() -> None:
    version, priya = taught.awareness(), taught.accredited()
    far = timezone.now() + timedelta(days=500)
    right: dict[str, Any] = {"event_details": planned.details(), "version": version, "trainer": priya}
    wrongs: tuple[dict[str, Any], ...] = (
        {"trainer": planned.somebody("Mallory")},
        {"event_details": planned.details(starts_at=far)},  # the accreditation has run out by then
    )
    for wrong in wrongs:
        with pytest.raises(sessions.NotAccredited):
            sessions.plan(**{**right, **wrong})
    assert not Event.objects.exists()
    made = sessions.plan(event_details=planned.details(), version=version, trainer=priya)
    assert (made.event.kind, made.event.state) == (EventKind.TRAINING, EventState.DRAFT)
    version.state = VersionState.RETIRED
    with pytest.raises(sessions.NotInUse):
        sessions.plan(event_details=planned.details(), version=version, trainer=priya)


def test_an_event_that_is_a_session_is_shown_and_counted_once() -> None:
    leeds = people.group()
    session = taught.session(leeds)
    page = Client().get("/groups/events/").content.decode()
    assert page.count("event-list__title") == 1
    assert selectors.to_come().count() == 1
    entries = icalendar.Calendar.from_ical(Client().get("/groups/leeds/events.ics").content).walk("VEVENT")
    assert [str(entry["summary"]) for entry in entries] == [session.event.title]
    assert "Course: See the signs, 60 minutes" in str(entries[0]["description"])
    assert Client().get("/training/sessions/").content.decode().count("event-list__title") == 1


def test_the_page_says_what_is_taught_what_is_needed_first_and_who_teaches_if_they_agree() -> None:
    session = taught.session()
    needed = factories.course("first-steps", title="First steps")
    factories.course_version(needed)
    session.version.course.prerequisites.add(needed)
    page = Client().get(session.get_absolute_url()).content.decode()
    assert all(words in page for words in ("See the signs", "60 minutes", "You need first", "First steps"))
    assert "Priya" not in page
    Session.objects.update(shows_trainer=True)
    assert "Priya Teacher" in Client().get(session.get_absolute_url()).content.decode()


def everything_public(session: Session) -> str:
    """What somebody without a place can read of it anywhere."""
    event, browser = session.event, Client()
    waiting = planned.booked(event, "Second")[0]
    asked = seats.ask(event=event, person=planned.somebody("Third"))
    pages = [
        event.get_absolute_url(),
        f"{event.get_absolute_url()}check-your-inbox/",
        f"{event.get_absolute_url()}event.ics",
        f"{event.get_absolute_url()}book/",
        *(booking.get_absolute_url() for booking in (waiting, asked)),
        "/groups/events/",
        "/groups/events/calendar.ics",
        "/groups/leeds/",
        "/groups/leeds/events.ics",
        "/groups/sitemap.xml",
        "/training/",
        "/training/sessions/",
        "/training/sitemap.xml",
        "/sitemap.xml",
        "/search/?q=signs",
        f"/training/{session.version.course.slug}/",
    ]
    near = browser.post("/training/sessions/", {"postcode": "LS1 4DY"})
    answers = [near, *(browser.get(address) for address in pages)]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return "\n".join(answer.content.decode() for answer in answers)


def test_how_to_take_part_is_told_to_those_with_a_place_alone() -> None:
    session = taught.session(people.group(), capacity=1, **JOINING)
    (booked,) = planned.booked(session.event, "Suzie")
    public = everything_public(session)
    assert SECRET not in public
    assert "secret-room" not in public
    own = Client().get(booked.get_absolute_url()).content.decode()
    calendar = Client().get(f"{booked.get_absolute_url()}event.ics").content.decode()
    assert SECRET in own
    assert "secret-room" in own
    assert "4711" in calendar
    telling.tell()
    sent = {row.kind: render(row).body for row in Delivery.objects.filter(kind__startswith="booking_")}
    assert SECRET in sent["booking_booked"]
    assert "Course: See the signs" in sent["booking_booked"]
    assert SECRET not in sent["booking_waiting"]
    Booking.objects.filter(pk=booked.pk).update(booked_at=timezone.now() - timedelta(days=9))
    Event.objects.update(starts_at=timezone.now() + timedelta(hours=3), ends_at=timezone.now() + timedelta(hours=4))
    assert reminders.remind() == 1
    assert SECRET in render(Delivery.objects.get(kind="event_reminder")).body


def test_another_course_or_another_way_in_is_told_to_who_has_a_place() -> None:
    session = taught.session()
    planned.booked(session.event, "Suzie")
    telling.tell()
    other = factories.course_version(factories.course("advanced", taught_by=session.version.course.taught_by))
    sessions.teach(event=session.event, version=other, trainer=session.trainer)  # type: ignore[arg-type]
    Event.objects.update(changed_at=timezone.now() - telling.QUIET)
    telling.tell()
    assert "Course: Advanced" in render(Delivery.objects.get(kind="event_changed")).body


def test_files_are_fetched_by_those_with_a_place_and_nobody_else(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    session = taught.session(capacity=1)
    handout = ContentFile(b"Look, listen, tell.", "handout.txt")
    made = materials.attach(session=session, title="Handout", file=handout, by=factories.morgan())
    booked, waiting = planned.booked(session.event, "Suzie", "Second")
    other = planned.booked(taught.session(starts_at=timezone.now() + timedelta(days=30)).event, "Other")[0]
    answer = Client().get(f"/training/materials/{booked.token}/{made.pk}/")
    assert b"".join(answer.streaming_content) == b"Look, listen, tell."  # type: ignore[attr-defined]
    assert "Handout" in Client().get(booked.get_absolute_url()).content.decode()
    for token in (waiting.token, other.token, "no-such-token"):
        assert Client().get(f"/training/materials/{token}/{made.pk}/").status_code == 404
    assert Client().get(made.document.url).status_code in {302, 403}
    assert "Handout" not in Client().get(session.get_absolute_url()).content.decode()


def test_closing_the_register_awards_those_who_came_and_again_only_what_came_in_late() -> None:
    session = taught.session(capacity=10)
    suzie, late, absent = planned.booked(session.event, "Suzie", "Late", "Absent")
    with pytest.raises(sessions.NotOver):
        sessions.close_register(session, None)
    session = taught.move_into_the_past(session)
    came(session, suzie)
    first = sessions.close_register(session, factories.morgan())
    assert [award.person for award in first.given] == [suzie.person]
    assert sessions.close_register(session, None).given == []
    came(session, late)
    assert [award.person for award in sessions.close_register(session, None).given] == [late.person]
    awards = Award.objects.filter(method=Method.SESSION)
    assert set(awards.values_list("key", flat=True)) == {
        f"session:{session.pk}:{each.person_id}" for each in (suzie, late)
    }
    assert {award.issued_on for award in awards} == {timezone.localdate(session.event.ends_at)}
    absent.refresh_from_db()
    assert absent.came is False
    assert selectors.attendance(session.event)[:2] == (3, 2)


def test_whoever_lacks_the_course_before_is_named_and_has_the_award_once_they_hold_it() -> None:
    session = taught.session()
    needed = factories.course("first-steps", title="First steps")
    version = factories.course_version(needed)
    session.version.course.prerequisites.add(needed)
    (suzie,) = planned.booked(session.event, "Suzie")
    session = taught.move_into_the_past(session)
    came(session, suzie)
    closed = sessions.close_register(session, None)
    assert closed.given == []
    assert [each.person for each in closed.missing] == [suzie.person]
    assert "First steps" in " ".join(closed.missing[0].reasons)
    factories.award(suzie.person, version, completed_on=timezone.localdate() - timedelta(days=3))
    assert len(sessions.close_register(session, None).given) == 1


def test_a_cancelled_session_has_no_register_to_close() -> None:
    session = taught.session()
    events.cancel(session.event, because="The hall has no heating.")
    with pytest.raises(sessions.NotOver):
        sessions.close_register(taught.move_into_the_past(session), None)


def test_an_event_with_marks_stays_a_session() -> None:
    session = taught.session()
    booked = planned.booked(session.event, "Suzie")
    came(session, *booked)
    with pytest.raises(sessions.Begun), transaction.atomic():
        sessions.stop_teaching(session)
    assert Session.objects.exists()


def test_with_a_draft_whose_words_staff_refuse_goes_that_it_was_a_session_with_its_files(
    settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    leeds = people.group()
    people.leading(leeds)
    made = sessions.plan(
        event_details=planned.details(),
        version=taught.awareness(),
        trainer=taught.accredited(),
        group=leeds,
        is_doubtful=True,
    )
    morgan = factories.morgan()
    handout = ContentFile(b"Look, listen, tell.", "handout.txt")
    file = materials.attach(session=made, title="Handout", file=handout, by=morgan).document.file
    assert file.storage.exists(file.name)
    with django_capture_on_commit_callbacks(execute=True):
        doubts.refuse(made.event, reason="It names somebody.", seen=doubts.stamp(made.event), by=morgan)
    assert (Event.objects.exists(), Session.objects.exists(), SiteDocument.objects.exists()) == (False, False, False)
    assert not file.storage.exists(file.name)


def test_an_event_that_is_a_session_no_more_keeps_no_files_of_it(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    session = taught.session()
    handout = ContentFile(b"Look, listen, tell.", "handout.txt")
    materials.attach(session=session, title="Handout", file=handout, by=factories.morgan())
    sessions.stop_teaching(session)
    assert not SiteDocument.objects.exists()


@pytest.fixture
def leeds() -> CommunityGroup:
    return people.group()


def test_a_leader_who_is_accredited_makes_a_session_of_an_event_and_an_event_of_it_again(leeds: CommunityGroup) -> None:
    charlie = people.leading(leeds)
    event = planned.event(leeds)
    address = f"/groups/leeds/lead/training/events/{event.pk}/"
    planning = f"/groups/leeds/lead/events/{event.pk}/"
    assert "This is a training session" not in charlie.get(planning).content.decode()
    assert charlie.post(address, {"version": taught.awareness().pk}).status_code == 422
    taught.accredited("charlie")
    assert "This is a training session" in charlie.get(planning).content.decode()
    assert charlie.post(address, {"version": ""}).status_code == 422
    assert charlie.post(address, {"version": taught.awareness().pk, "shows_trainer": "on"}).status_code == 303
    made = Session.objects.get()
    assert (made.event_id, made.trainer, made.shows_trainer) == (event.pk, people.person("charlie"), True)
    assert "See the signs" in charlie.get(planning).content.decode()
    assert "Charlie Leader" in Client().get(event.get_absolute_url()).content.decode()
    assert charlie.post(f"{address}stop/").status_code == 303
    assert not Session.objects.exists()
    assert Event.objects.get().kind == EventKind.TALK


def test_a_leader_who_moves_a_session_stays_within_the_accreditation_and_it_stays_training(
    leeds: CommunityGroup,
) -> None:
    charlie = people.leading(leeds)
    session = taught.session(leeds, trainer="charlie")
    address = f"/groups/leeds/lead/events/{session.event_id}/change/"
    form = {"title": "Moved", "kind": "meeting", "start": "19:00", "end": "20:30", "place": "Hall"}
    far, near = (timezone.localdate() + timedelta(days=days) for days in (500, 40))
    answer = charlie.post(address, {**form, "day": f"{far}"})
    assert answer.status_code == 422
    assert "not accredited" in answer.content.decode()
    assert charlie.post(address, {**form, "day": f"{near}"}).status_code == 303
    event = Event.objects.get()
    assert (event.title, event.kind, timezone.localdate(event.starts_at)) == ("Moved", EventKind.TRAINING, near)


def test_another_leader_and_another_group_are_not_found(leeds: CommunityGroup) -> None:
    session = taught.session(leeds)
    mallory = people.leading(people.group("York"), "mallory")
    for address in (
        f"/groups/leeds/lead/training/events/{session.event_id}/",
        f"/groups/york/lead/training/events/{session.event_id}/",
        f"/training/sessions/{session.pk}/",
    ):
        assert mallory.get(address).status_code == 404


def test_the_trainer_has_register_places_and_files_in_one_page(
    leeds: CommunityGroup, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    people.leading(leeds, "priya")
    session = taught.session(leeds)
    planned.booked(session.event, "Suzie")
    priya = Client()
    priya.force_login(people.person("priya").user)
    page = priya.get(f"/training/sessions/{session.pk}/").content.decode()
    assert all(words in page for words in ("Open the register", "Suzie", "1 place taken"))
    files = f"/training/sessions/{session.pk}/files/"
    wrong = priya.post(files, {"title": "Handout", "file": ContentFile(b"MZ", "virus.exe")})
    assert wrong.status_code == 422
    sent = priya.post(files, {"title": "Handout", "file": ContentFile(b"Look.", "handout.txt")})
    assert sent.status_code == 303
    made = session.materials.get()
    assert priya.post(f"{files}{made.pk}/").status_code == 303
    assert not session.materials.exists()


def planning_form(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=20)
    return {
        "title": "An evening to see the signs",
        "version": taught.awareness().pk,
        "trainer": taught.accredited().pk,
        "day": f"{day}",
        "start": "19:00",
        "end": "20:30",
        "place": "Example Hall, Leeds",
        "postcode": "",
        "capacity": "20",
        "joining": SECRET,
        **more,
    }


def test_staff_plan_publish_change_export_and_cancel_a_session() -> None:
    dele = Client()
    dele.force_login(factories.dele())
    assert dele.post("/admin/training-sessions/new/", planning_form()).status_code == 302
    session = Session.objects.full().get()
    page = f"/admin/training-sessions/{session.pk}/"
    dele.post(f"{page}publish/")
    changed = planning_form(place="Other hall", shows_trainer="on", trainer=session.trainer_id)
    assert dele.post(f"{page}change/", changed).status_code == 302
    session = Session.objects.full().get()
    assert (session.event.place, session.shows_trainer, session.event.joining) == ("Other hall", True, SECRET)
    assert all(words in dele.get(page).content.decode() for words in ("Other hall", SECRET, "Priya Teacher"))
    exported = dele.get("/admin/training-sessions/?export=csv")
    assert "Other hall" in b"".join(exported.streaming_content).decode()  # type: ignore[attr-defined]
    dele.post(f"{page}cancel/", {"because": "The hall has no heating."})
    assert Event.objects.get().state == EventState.CANCELLED


def test_staff_are_told_when_the_trainer_is_not_accredited_on_that_day() -> None:
    dele = Client()
    dele.force_login(factories.dele())
    far = timezone.localdate() + timedelta(days=500)
    answer = dele.post("/admin/training-sessions/new/", planning_form(day=f"{far}"))
    assert answer.status_code == 422
    assert "not accredited" in answer.content.decode()
    assert not Event.objects.exists()


def test_the_list_of_staff_finds_what_waits_for_its_register(django_assert_max_num_queries: Any) -> None:
    over = taught.move_into_the_past(taught.session(title="Over and open"))
    taught.session(title="Still to come")
    dele = Client()
    dele.force_login(factories.dele())
    dele.get("/admin/training-sessions/")
    with django_assert_max_num_queries(30):
        page = dele.get("/admin/training-sessions/?step=awaiting").content.decode()
    assert over.event.title in page
    assert "Still to come" not in page
