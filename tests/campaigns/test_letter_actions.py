"""Morgan writes a letter action, Dele approves it; other words send it to a second person again."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry

from campaigns.letter_enums import LetterActionState, LetterTo
from campaigns.models import LetterAction
from campaigns.services import letter_actions, life, sketches
from campaigns.services.letter_actions import NotWhole, Point
from pages.models import SiteDocument
from people.models import User
from places.models import GovernmentOffice
from tests import factories
from tests.campaigns.written import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def dele() -> User:
    return factories.dele()


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(email="minister@example.org")


def draft(*offices: GovernmentOffice, **fields: Any) -> LetterAction:
    return factories.letter_action(*offices, **{"state": LetterActionState.DRAFT, "opened_at": None, **fields})


def state(action: LetterAction) -> str:
    return LetterAction.objects.values_list("state", flat=True).get(pk=action.pk)


def posted(action: LetterAction, *points: tuple[object, str, str], **fields: Any) -> dict[str, Any]:
    """The form of this action as it stands, with these points and changes."""
    kept = list(action.points.all()) if action.pk else []
    rows = points or [(point.order, point.title, point.text) for point in kept]
    data: dict[str, Any] = {
        "title": action.title,
        "slug": action.slug,
        "to": action.to,
        "offices": [office.pk for office in action.offices.all()] if action.pk else [],
        "purpose": action.purpose,
        "least_words": action.least_words,
        "most_words": action.most_words,
        "points-TOTAL_FORMS": str(len(rows)),
        "points-INITIAL_FORMS": str(min(len(kept), len(rows))),
    }
    for at, (order, title, text) in enumerate(rows):
        data |= {f"points-{at}-order": order, f"points-{at}-title": title, f"points-{at}-text": text}
        if at < len(kept):
            data[f"points-{at}-id"] = kept[at].pk
    return data | fields


def test_it_lives_from_draft_to_closed_and_each_step_is_in_the_log(
    office: GovernmentOffice, morgan: User, dele: User
) -> None:
    action = draft(office)
    letter_actions.submit(action, by=morgan)
    letter_actions.approve(action, by=dele)
    assert state(action) == LetterActionState.IN_REVIEW, "approved is not yet open"
    letter_actions.open(action, by=morgan)
    letter_actions.pause(action, by=morgan, because="The minister resigned.")
    assert not LetterAction.objects.open().exists()
    letter_actions.resume(action, by=morgan)
    letter_actions.close(action, by=morgan)
    action.refresh_from_db()
    assert (action.state, bool(action.opened_at), bool(action.closed_at)) == (LetterActionState.CLOSED, True, True)
    steps = [entry.action.partition(".")[2] for entry in registry.get_logs_for_instance(action).order_by("pk")]
    assert steps == ["submit", "approve", "open", "pause", "resume", "close"]


def test_nobody_approves_what_they_handed_in(office: GovernmentOffice, dele: User) -> None:
    action = letter_actions.submit(draft(office), by=dele)
    with pytest.raises(life.SamePerson):
        letter_actions.approve(action, by=dele)
    assert state(action) == LetterActionState.IN_REVIEW


def test_what_nobody_could_write_for_is_not_handed_in(office: GovernmentOffice, morgan: User) -> None:
    without_points = draft(office)
    without_points.points.all().delete()
    with pytest.raises(NotWhole, match="talking point"):
        letter_actions.submit(without_points, by=morgan)
    GovernmentOffice.objects.update(valid_to=timezone.localdate())
    with pytest.raises(NotWhole, match="office that still exists"):
        letter_actions.submit(draft(office, slug="abolished"), by=morgan)
    letter_actions.submit(draft(slug="own-mp"), by=morgan)


def test_other_words_send_what_is_open_to_a_second_person_again_and_other_background_does_not(
    client: Client, office: GovernmentOffice, morgan: User, dele: User
) -> None:
    action = draft(office)
    letter_actions.submit(action, by=dele)
    letter_actions.open(letter_actions.approve(action, by=factories.member_of("Approvers")), by=morgan)
    client.force_login(morgan)
    address = f"/admin/letter-actions/edit/{action.pk}/"
    assert client.post(address, posted(action, background="More about it.")).status_code == 302
    action.refresh_from_db()
    assert (action.background, action.is_open) == ("More about it.", True)
    assert client.post(address, posted(action, purpose="Something else.")).status_code == 302
    action.refresh_from_db()
    assert (action.state, action.approved_by) == (LetterActionState.IN_REVIEW, None)
    assert action.submitted_by == morgan, "whoever changed it doesn't approve it"


@pytest.mark.parametrize(
    "points",
    [[(1, "A year", "Other words."), (2, "A home", "A safe home is where recovery begins.")], [(1, "One", "I.")]],
)
def test_other_points_do_so_too(
    points: list[Any], client: Client, office: GovernmentOffice, morgan: User, dele: User
) -> None:
    action = factories.letter_action(office, submitted_by=morgan, approved_by=dele)
    client.force_login(morgan)
    given = posted(action, *points)
    if len(points) == 1:
        given |= {"points-TOTAL_FORMS": "2", "points-INITIAL_FORMS": "2", "points-1-DELETE": "on"}
        given |= {"points-1-id": action.points.latest("pk").pk, "points-1-title": "x", "points-1-text": "x"}
    assert client.post(f"/admin/letter-actions/edit/{action.pk}/", given).status_code == 302
    assert list(action.points.values_list("title", "text")) == [(title, text) for _, title, text in points]
    assert state(action) == LetterActionState.IN_REVIEW


def test_points_keep_their_keys_and_stand_in_the_order_that_staff_say(
    client: Client, office: GovernmentOffice, morgan: User
) -> None:
    action = draft(office)
    year, home = action.points.all()
    client.force_login(morgan)
    rows = [(5, year.title, year.text), (3, home.title, home.text), ("", "Last", "And this."), (4, "Between", "Words.")]
    assert client.post(f"/admin/letter-actions/edit/{action.pk}/", posted(action, *rows)).status_code == 302
    assert [point.title for point in action.points.all()] == ["A home", "Between", "A year", "Last"]
    assert {year.pk, home.pk} < set(action.points.values_list("pk", flat=True))


def test_a_new_one_is_written_with_its_points_in_one_form(
    client: Client, office: GovernmentOffice, morgan: User
) -> None:
    client.force_login(morgan)
    page = client.get("/admin/letter-actions/new/").content.decode()
    assert 'name="points-0-title"' in page
    new = LetterAction(title="New", slug="new", to=LetterTo.OFFICES, purpose="To ask.")
    given = posted(new, (1, "One", "I ask."), offices=[office.pk])
    assert client.post("/admin/letter-actions/new/", given).status_code == 302
    made = LetterAction.objects.get()
    assert (made.state, list(made.offices.all()), made.points.get().title) == ("draft", [office], "One")


def test_a_form_that_is_wrong_keeps_nothing(client: Client, office: GovernmentOffice, morgan: User) -> None:
    client.force_login(morgan)
    new = LetterAction(title="New", slug="new", to=LetterTo.OWN_MP, purpose="To ask.", most_words=50)
    page = client.post("/admin/letter-actions/new/", posted(new, (1, "", "I ask."), offices=[office.pk]))
    said = page.content.decode()
    assert "goes to no office" in said
    assert "must be longer than the shortest" in said
    assert not LetterAction.objects.exists()


def test_whom_it_is_addressed_to_stays_once_somebody_wrote(
    client: Client, office: GovernmentOffice, morgan: User
) -> None:
    action = factories.letter_action(office)
    confirmed(action)
    client.force_login(morgan)
    page = client.post(f"/admin/letter-actions/edit/{action.pk}/", posted(action, to=LetterTo.OWN_MP, offices=[]))
    assert "People have written already" in page.content.decode()
    action.to = LetterTo.OWN_MP
    with pytest.raises(life.Frozen):
        letter_actions.save(action, by=morgan, changed={"to"}, offices=[], briefings=[], points=[])


def test_words_of_one_that_is_closed_stay(client: Client, office: GovernmentOffice, morgan: User) -> None:
    action = factories.letter_action(office, state=LetterActionState.CLOSED)
    client.force_login(morgan)
    page = client.post(f"/admin/letter-actions/edit/{action.pk}/", posted(action, purpose="Something else."))
    assert "It is closed: its words stay" in page.content.decode()
    action.refresh_from_db()
    assert action.purpose == "To have support for survivors last for a year."


def test_briefings_are_few_enough_for_a_mail_server(client: Client, office: GovernmentOffice, morgan: User) -> None:
    action = draft(office)
    small = SiteDocument.objects.create(title="Small", file=ContentFile(b"%PDF", "small.pdf"))
    large = SiteDocument.objects.create(title="Large", file=ContentFile(b"x" * (5 * 1024 * 1024 + 1), "large.pdf"))
    client.force_login(morgan)
    address = f"/admin/letter-actions/edit/{action.pk}/"
    page = client.post(address, posted(action, briefings=[small.pk, large.pk]))
    assert "with 5 MB in all" in page.content.decode()
    client.post(address, posted(action, briefings=[small.pk]))
    assert list(action.briefings.all()) == [small]


def test_what_changed_since_it_was_read_is_not_approved(client: Client, office: GovernmentOffice, morgan: User) -> None:
    action = letter_actions.submit(draft(office), by=morgan)
    client.force_login(factories.member_of("Approvers"))
    address = f"/admin/letter-actions/{action.pk}/approve/"
    page = client.get(address).content.decode()
    assert "A safe home is where recovery begins." in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    action.background = "We have changed our mind."
    action.save()
    refused = client.post(address, {"now": "on", "seen": seen[1]})
    assert (refused.status_code, "changed since you opened" in refused.content.decode()) == (422, True)
    assert client.post(address, {"now": "on", "seen": letter_actions.stamp(action)}).status_code == 302
    assert state(action) == LetterActionState.OPEN


def test_who_handed_it_in_sees_no_way_to_approve_it(client: Client, office: GovernmentOffice, dele: User) -> None:
    action = letter_actions.submit(draft(office), by=dele)
    client.force_login(dele)
    page = client.get(f"/admin/letter-actions/{action.pk}/").content.decode()
    assert "You handed it in" in page
    assert f"/admin/letter-actions/{action.pk}/approve/" not in page


def test_after_its_last_day_it_is_closed_once_as_of_the_end_of_that_day(office: GovernmentOffice) -> None:
    with time_machine.travel("2026-05-04T12:00:00+01:00", tick=False):
        over = factories.letter_action(office, closes_on=date(2026, 5, 1))
        today = factories.letter_action(office, slug="today", closes_on=date(2026, 5, 4))
        assert [letter_actions.close_overdue(), letter_actions.close_overdue()] == [1, 0]
    over.refresh_from_db()
    assert over.closed_at is not None
    assert timezone.localtime(over.closed_at).isoformat() == "2026-05-02T00:00:00+01:00"
    assert (over.state, state(today)) == (LetterActionState.CLOSED, LetterActionState.OPEN)


def test_one_whose_last_day_is_over_is_not_opened(office: GovernmentOffice, morgan: User, dele: User) -> None:
    action = letter_actions.submit(draft(office, closes_on=timezone.localdate() - timedelta(days=1)), by=morgan)
    with pytest.raises(life.LastDayOver):
        letter_actions.open(letter_actions.approve(action, by=dele), by=morgan)


def test_one_that_people_wrote_for_is_not_deleted(client: Client, office: GovernmentOffice, dele: User) -> None:
    action = factories.letter_action(office)
    confirmed(action)
    client.force_login(dele)
    client.post(f"/admin/letter-actions/delete/{action.pk}/")
    assert LetterAction.objects.filter(pk=action.pk).exists()


def test_the_home_of_the_admin_says_what_waits_for_whom(client: Client, office: GovernmentOffice, morgan: User) -> None:
    action = letter_actions.submit(draft(office), by=morgan)
    sentence = f"The letter action &quot;{action.title}&quot; waits for your approval."
    client.force_login(factories.member_of("Approvers"))
    assert sentence in client.get("/admin/").content.decode()
    client.force_login(morgan)
    assert sentence not in client.get("/admin/").content.decode()


def test_a_point_without_a_key_is_new(office: GovernmentOffice, morgan: User) -> None:
    action = draft(office)
    kept = action.points.first()
    assert kept is not None
    points = [Point(kept.pk, "A year", "Changed."), Point(None, "New", "I ask.")]
    letter_actions.save(action, by=morgan, changed=(), offices=[office], briefings=[], points=points)
    assert list(action.points.values_list("title", "text")) == [("A year", "Changed."), ("New", "I ask.")]


def test_what_is_written_is_compared_with_the_points_as_they_are_now(office: GovernmentOffice, morgan: User) -> None:
    action, words = draft(office), "Nobody should be moved on before they have found a home that is safe."
    assert sketches.overlap(words, action=action).with_template == 0
    points = [Point(None, "A home", words)]
    letter_actions.save(action, by=morgan, changed=(), offices=[office], briefings=[], points=points)
    assert sketches.overlap(words, action=action).with_template == 1


def test_staff_see_a_draft_as_readers_will_and_nobody_else_does(
    client: Client, office: GovernmentOffice, morgan: User
) -> None:
    action = draft(office, background="What is behind it.")
    assert client.get(action.get_absolute_url()).status_code == 404
    assert client.get(f"/admin/letter-actions/{action.pk}/look/").status_code == 302
    client.force_login(morgan)
    page = f"/admin/letter-actions/{action.pk}/"
    assert f"{page}look/" in client.get(page).content.decode()
    seen = client.get(f"{page}look/")
    assert "What is behind it." in seen.content.decode()
    assert ("no-store" in seen.headers["Cache-Control"], "X-Accel-Expires" in seen.headers) == (True, False)
    assert client.get(action.get_absolute_url()).status_code == 404, "looking at it publishes nothing"
