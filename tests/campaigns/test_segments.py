"""Segments, and the form in which staff put conditions together: it needs no script."""

from typing import Any

import pytest
from django.test import Client

from campaigns import audiences
from campaigns.admin_forms.audience import AudienceField
from campaigns.models import Segment
from people.enums import Access
from people.models import AccessRecord
from tests import factories
from tests.campaigns import agreed

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
