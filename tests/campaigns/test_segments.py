"""Segments, and the form in which staff put conditions together: it needs no script."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from campaigns import audiences
from campaigns.admin_forms.audience import AudienceField
from campaigns.models import Mailout, Segment
from campaigns.selectors import segments
from campaigns.services import mailouts
from people.enums import Access
from people.models import AccessRecord, User
from tests import factories
from tests.campaigns import agreed
from tests.campaigns.mailed import posted

pytestmark = pytest.mark.django_db
ADD, LOOK = "/admin/segments/new/", "/admin/segments/look/"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(factories.member_of("Campaign staff"))
    return client


def row(place: str, kind: str, **told: Any) -> dict[str, Any]:
    return {f"conditions-{place}-is": kind} | {f"conditions-{place}-{name}": value for name, value in told.items()}


def sent(**fields: Any) -> dict[str, Any]:
    return {"name": "Signers", "conditions-join": "all", **fields}


def test_staff_keep_conditions_under_a_name(staff: Client) -> None:
    petition = factories.petition()
    answer = staff.post(ADD, sent(**row("0-0", "signed", petition=petition.pk, **{"not": "1"})))
    assert answer.status_code == 302
    segment = Segment.objects.get()
    term = {"is": "signed", "petition": petition.pk, "not": True}
    assert segment.conditions == {"join": "all", "groups": [{"join": "all", "conditions": [term]}]}
    assert segment.reveals_opinion
    assert "has not signed the petition" in staff.get("/admin/segments/").content.decode()


def test_a_button_adds_a_condition_and_saves_nothing(staff: Client) -> None:
    answer = staff.post(ADD, sent(**{"conditions-0-new": "near", "conditions-0-add": "1"}))
    page = answer.content.decode()
    assert not Segment.objects.exists()
    assert 'name="conditions-0-0-postcode"' in page
    assert 'name="conditions-1-new"' in page


def test_a_button_takes_one_out_and_what_was_typed_in_the_others_stays(staff: Client) -> None:
    typed = {**row("0-0", "near", postcode="LS1 4DY", km="20"), **row("0-1", "region", region="wales")}
    answer = staff.post(ADD, sent(**typed, **{"conditions-0-0-remove": "1"}))
    page = answer.content.decode()
    assert not Segment.objects.exists()
    assert "LS1 4DY" not in page
    assert 'name="conditions-0-0-region"' in page
    assert '<option value="wales" selected>' in page


def test_what_is_not_filled_in_is_not_saved_and_says_why(staff: Client) -> None:
    answer = staff.post(ADD, sent(**row("0-0", "signed", petition="")))
    assert not Segment.objects.exists()
    assert "Signed a petition: Choose one." in answer.content.decode()


def test_a_condition_chosen_but_not_added_is_not_passed_over(staff: Client) -> None:
    staff.post(ADD, sent(**{"conditions-0-new": "near"}))
    assert not Segment.objects.exists()


def test_a_segment_shows_its_conditions_filled_in(staff: Client) -> None:
    course = factories.course()
    told = {"groups": [{"conditions": [{"is": "training", "course": course.pk, "standing": "lapsing", "days": 30}]}]}
    segment = Segment.objects.create(name="Lapsing", conditions=audiences.parse(told).as_json())
    page = staff.get(f"/admin/segments/edit/{segment.pk}/").content.decode()
    assert f'<option value="{course.pk}" selected>' in page
    assert '<option value="lapsing" selected>' in page
    assert 'value="30"' in page


def test_a_mailout_may_begin_with_the_conditions_of_a_segment() -> None:
    kept = {"join": "all", "groups": [{"join": "any", "conditions": [{"is": "region", "region": "wales"}]}]}
    segment = Segment.objects.create(name="Wales", conditions=kept)
    field: Any = AudienceField(required=False)
    typed = {"conditions-join": "all", "conditions-segment": str(segment.pk), "conditions-begin": "1"}
    rows = field.widget.value_from_datadict(typed, {}, "conditions")
    shown = field.widget.render("conditions", rows)
    assert '<option value="wales" selected>' in shown
    assert field.has_changed({}, rows)
    assert not field.has_changed(kept, {"join": "all", "groups": kept["groups"]})


def test_the_count_comes_with_the_sentence_and_the_mark(staff: Client) -> None:
    petition = factories.petition()
    agreed.signed(agreed.to("Suzie"), petition)
    agreed.to("Dele")
    asked = {**row("0-0", "signed", petition=petition.pk), "audience": "conditions", "purpose": "campaign_news"}
    says = staff.post(LOOK, {**asked, "rest_days": "7", "counts_only": "1"}).json()["says"]
    assert says[0] == "1 address, as things are now."
    assert "signed the petition" in says[1]
    assert "last 7 days" in says[1]
    assert "political opinions" in says[2]


def test_what_reveals_opinions_is_refused_for_a_purpose_that_does_not_cover_it(staff: Client) -> None:
    petition = factories.petition()
    agreed.signed(agreed.to("Suzie", "fundraising"), petition)
    asked = {**row("0-0", "signed", petition=petition.pk), "audience": "conditions", "purpose": "fundraising"}
    page = staff.post(LOOK, {**asked, "sample": "1"}).content.decode()
    assert "political opinions" in page
    assert "suzie@example.org" not in page
    assert not AccessRecord.objects.exists()


def test_people_are_shown_once_asked_for_and_that_is_written_down(staff: Client) -> None:
    person = agreed.to("Suzie")
    asked = {"conditions-join": "all", "audience": "conditions", "purpose": "campaign_news"}
    assert "suzie@example.org" not in staff.post(LOOK, asked).content.decode()
    assert not AccessRecord.objects.exists()
    assert "suzie@example.org" in staff.post(LOOK, {**asked, "sample": "1"}).content.decode()
    assert AccessRecord.objects.get().person == person
    assert AccessRecord.objects.get().action == Access.VIEWED


def test_an_audience_is_looked_at_by_post_and_by_staff_of_campaigns_alone(staff: Client) -> None:
    assert staff.get(LOOK).status_code == 405
    other = Client()
    other.force_login(factories.member_of("Trainers"))
    assert other.post(LOOK, {"audience": "conditions", "sample": "1"}).status_code in (302, 403)
    assert not AccessRecord.objects.exists()


def test_conditions_that_are_wrong_are_said_and_count_nobody(staff: Client) -> None:
    asked = {**row("0-0", "near", postcode="nowhere", km="5"), "audience": "conditions", "counts_only": "1"}
    says = staff.post(LOOK, asked).json()["says"]
    assert len(says) == 1
    assert "address" not in says[0]


def test_a_program_may_send_conditions_as_json_and_nonsense_is_refused(staff: Client) -> None:
    kept = '{"groups": [{"conditions": [{"is": "region", "region": "wales"}]}]}'
    assert staff.post(ADD, {"name": "Wales", "conditions": kept}).status_code == 302
    for number, wrong in enumerate(("[", "[]", '{"groups": 3}', '{"groups": [{"conditions": [{"is": "rich"}]}]}')):
        assert staff.post(ADD, {"name": f"Wrong {number}", "conditions": wrong}).status_code == 200
    assert Segment.objects.get().conditions["groups"][0]["conditions"][0]["region"] == "wales"


WALES: dict[str, Any] = {
    "join": "all",
    "groups": [{"join": "any", "conditions": [{"is": "region", "region": "wales"}]}],
}
LONDON = {"join": "all", "groups": [{"join": "any", "conditions": [{"is": "region", "region": "london"}]}]}
IN_FORM = {"conditions-join": "all", "conditions-0-join": "any", **row("0-0", "region", region="wales")}
NEW = "/admin/mail-outs/new/"


def of_wales() -> Segment:
    return Segment.objects.create(name="All of Wales", conditions=WALES)


def mail(**fields: Any) -> dict[str, Any]:
    """The form of a mail-out, with the conditions as rows."""
    sent = {**posted(**fields), "title": "To Wales", "slug": "to-wales"}
    del sent["conditions"]
    return sent


def words(answer: Any) -> str:
    return unescape(" ".join(answer.content.decode().split()))


def taken_in(answer: Any) -> dict[str, str]:
    """What the form carries on."""
    found = re.search(r'name="conditions-taken" value="([^"]+)"', words(answer))
    assert found
    return {"conditions-taken": found[1]}


def take(client: Client, segment: Segment, path: str = NEW) -> dict[str, str]:
    pressed = {"conditions-join": "all", "conditions-segment": str(segment.pk), "conditions-begin": "1"}
    return taken_in(client.post(path, mail(**pressed)))


def made_from(client: Client, segment: Segment) -> Mailout:
    assert client.post(NEW, mail(**IN_FORM, **take(client, segment))).status_code == 302
    return Mailout.objects.get()


def page_of(client: Client, made: Mailout) -> str:
    return words(client.get(f"/admin/mail-outs/{made.pk}/"))


def test_a_mailout_keeps_from_which_segment_its_conditions_were_taken_and_when(staff: Client) -> None:
    segment = of_wales()
    with time_machine.travel(datetime(2026, 12, 3, 12, tzinfo=UTC), tick=False) as clock:
        staff.force_login(User.objects.get())
        token = take(staff, segment)
        assert not Mailout.objects.exists()
        clock.shift(60)
        assert staff.post(NEW, mail(**IN_FORM, **token)).status_code == 302
        made = Mailout.objects.get()
        page = page_of(staff, made)
    assert (made.segment, made.conditions, made.segment_conditions) == (segment, WALES, WALES)
    assert made.segment_taken_at == datetime(2026, 12, 3, 12, tzinfo=UTC)
    assert (
        f'From the segment <a href="/admin/segments/edit/{segment.pk}/">“All of Wales”</a>, taken 3 December 2026.'
        in page
    )
    assert "changed since" not in page


def test_it_is_carried_on_while_the_form_is_edited(staff: Client) -> None:
    segment = of_wales()
    token = take(staff, segment)
    more = staff.post(NEW, mail(**IN_FORM, **token, **{"conditions-0-new": "near", "conditions-0-add": "1"}))
    assert "These began as the conditions of the segment “All of Wales”." in words(more)
    assert taken_in(more) == token
    wrong = staff.post(NEW, mail(**IN_FORM, **taken_in(more), rest_days="900"))
    assert staff.post(NEW, mail(**IN_FORM, **taken_in(wrong))).status_code == 302
    assert Mailout.objects.get().segment == segment


def test_what_changed_since_is_said_of_the_mailout_and_of_the_segment(staff: Client) -> None:
    segment = of_wales()
    made = made_from(staff, segment)
    Segment.objects.filter(pk=segment.pk).update(name="Wales")
    assert "changed since" not in page_of(staff, made), "a name alone"
    Mailout.objects.filter(pk=made.pk).update(conditions=LONDON)
    page = page_of(staff, made)
    assert "<strong>changed since</strong>" in page
    assert "The segment itself" not in page
    Segment.objects.filter(pk=segment.pk).update(conditions={})
    assert "The segment itself was changed since then" in page_of(staff, made)


def test_the_conditions_are_kept_as_they_were_taken_also_where_the_segment_changes_before_it_is_saved(
    staff: Client,
) -> None:
    segment = of_wales()
    token = take(staff, segment)
    Segment.objects.filter(pk=segment.pk).update(conditions=LONDON)
    staff.post(NEW, mail(**IN_FORM, **token))
    made = Mailout.objects.get()
    assert made.segment_conditions == WALES
    page = page_of(staff, made)
    assert "The segment itself was changed since then" in page
    assert "<strong>changed since</strong>" not in page


def test_what_the_form_did_not_write_itself_is_not_kept(staff: Client) -> None:
    token = take(staff, of_wales())["conditions-taken"]
    assert staff.post(NEW, mail(**IN_FORM, **{"conditions-taken": f"x{token}"})).status_code == 302
    made = Mailout.objects.get()
    assert (made.segment, made.segment_taken_at, made.segment_conditions) == (None, None, None)
    assert "From " not in page_of(staff, made).partition("Whom it is for")[2].partition("What it is")[0]


def test_a_segment_that_is_deleted_before_the_form_is_saved_is_not_kept(staff: Client) -> None:
    segment = of_wales()
    token = take(staff, segment)
    segment.delete()
    assert staff.post(NEW, mail(**IN_FORM, **token)).status_code == 302
    assert Mailout.objects.get().segment_taken_at is None


def test_an_approval_outlives_that_its_segment_was_noted(staff: Client) -> None:
    segment, second = of_wales(), factories.member_of("Approvers")
    made_from(staff, segment)
    Mailout.objects.update(segment=None, segment_taken_at=None, segment_conditions=None)
    made = Mailout.objects.get()
    before = mailouts.digest(made)
    approved = {"state": "approved", "approved_digest": before, "approved_by": second, "approved_at": timezone.now()}
    Mailout.objects.update(**approved)
    edit = f"/admin/mail-outs/edit/{made.pk}/"
    same = {**IN_FORM, "body-0-id": made.body[0].id}
    assert staff.post(edit, mail(**same, **take(staff, segment, edit))).status_code == 302
    made.refresh_from_db()
    assert (made.segment, made.state) == (segment, "approved")
    assert mailouts.digest(made) == before


def test_a_later_edit_keeps_the_record_and_another_segment_takes_its_place(staff: Client) -> None:
    segment, other = of_wales(), Segment.objects.create(name="London", conditions=LONDON)
    made = made_from(staff, segment)
    edit = f"/admin/mail-outs/edit/{made.pk}/"
    staff.post(edit, mail(**IN_FORM, subject="Another subject"))
    made.refresh_from_db()
    assert (made.subject, made.segment) == ("Another subject", segment)
    london = {"conditions-join": "all", "conditions-0-join": "any", **row("0-0", "region", region="london")}
    staff.post(edit, mail(**london, **take(staff, other, edit)))
    made.refresh_from_db()
    assert (made.segment, made.conditions, made.segment_conditions) == (other, LONDON, LONDON)


def test_a_copy_says_from_which_segment_too(staff: Client) -> None:
    made = made_from(staff, of_wales())
    copied = mailouts.copy(made, by=User.objects.get())
    assert (copied.segment, copied.segment_taken_at) == (made.segment, made.segment_taken_at)
    assert "“All of Wales”" in page_of(staff, copied)


def test_the_mailout_outlives_its_segment(staff: Client) -> None:
    segment = of_wales()
    made = made_from(staff, segment)
    staff.post(f"/admin/segments/delete/{segment.pk}/")
    assert not Segment.objects.exists()
    made.refresh_from_db()
    assert (made.segment, made.conditions) == (None, WALES)
    assert "From a segment that was deleted, taken" in page_of(staff, made)


def test_whoever_may_not_change_segments_gets_no_way_to_one(staff: Client) -> None:
    made = made_from(staff, of_wales())
    other = Client()
    other.force_login(factories.member_of("Approvers"))
    page = page_of(other, made)
    assert "From the segment “All of Wales”, taken" in page
    assert "/admin/segments/edit/" not in page


def test_a_segment_says_which_mailouts_were_made_from_it(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    segment, unused = of_wales(), Segment.objects.create(name="Unused")
    made = made_from(staff, segment)
    page = words(staff.get(f"/admin/segments/edit/{segment.pk}/"))
    assert f'<a href="/admin/mail-outs/{made.pk}/">To Wales</a> (Draft, taken' in page
    assert "None yet." in words(staff.get(f"/admin/segments/edit/{unused.pk}/"))
    found = words(staff.get("/admin/segments/"))
    assert re.search(r"All of Wales.*?<td[^>]*> ?1 ?</td>.*Unused.*?<td[^>]*> ?0 ?</td>", found)
    monkeypatch.setattr(segments, "MOST_LISTED", 1)
    mailouts.copy(made, by=User.objects.get())
    assert "The newest 1 of 2." in words(staff.get(f"/admin/segments/edit/{segment.pk}/"))
