"""What staff see of a petition at a glance."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.enums import SignatureState
from campaigns.models import HourTotal, Milestone, Petition, PetitionTotal, Signature
from campaigns.selectors import dashboard
from campaigns.services import counting
from config.models import ScheduledRun
from mail.enums import SuppressionReason
from mail.services import suppressions
from tests import factories
from tests.people.deeds import confirmed, signed

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15  # whatever is in it: a question each, none a row


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def who(number: int) -> dict[str, str]:
    return {"name": f"Signer {number}", "email": f"signer-{number}@example.org", "postcode": "LS1 4DY"}


def fill(petition: Petition, number: int) -> None:
    for each in range(number):
        confirmed(petition, who(each))
        Milestone.objects.create(petition=petition, number=each + 1)
    counting.fold()


def test_it_says_how_many_came_in_each_hour_and_how_many_confirm(petition: Petition) -> None:
    fill(petition, 3)
    signed(petition, who(10))
    seen = dashboard.of(petition)
    assert len(seen["hours"]) == 48
    assert (seen["hours"][-1][1], seen["last_day"]) == (3, 3)
    assert (seen["rate"].asked, seen["rate"].confirmed, seen["rate"].rate) == (4, 3, 75)
    assert seen["countries"] == [("United Kingdom", 3)]


def test_an_hour_in_which_more_were_taken_out_than_came_is_drawn_too(client: Client, petition: Petition) -> None:
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    HourTotal.objects.create(petition=petition, hour=hour, change=-7)
    client.force_login(factories.morgan())
    assert "\N{MINUS SIGN}7" in client.get(f"/admin/petitions/{petition.pk}/").content.decode()


def test_it_says_what_is_held_since_when_and_whose_mail_came_back(petition: Petition) -> None:
    held = signed(petition, who(1))
    Signature.objects.update(state=SignatureState.HELD)
    back = signed(petition, who(2))
    suppressions.suppress(
        address_id=back.address_id, canonical=back.address.canonical, reason=SuppressionReason.HARD_BOUNCE
    )
    seen = dashboard.of(petition)
    assert (seen["held"].number, seen["held"].oldest) == (1, held.created_at)
    assert seen["came_back"] == 1
    assert seen["rate"].asked == 1, "nobody asked the one that is held"


def test_it_costs_the_same_for_one_and_for_many(petition: Petition, django_assert_max_num_queries: Any) -> None:
    for number in (1, 6):
        Milestone.objects.all().delete()
        fill(petition, number)
        with django_assert_max_num_queries(MOST_QUERIES):
            dashboard.of(Petition.objects.with_total().get(pk=petition.pk))


def test_the_screen_of_a_petition_with_nothing_in_it_is_whole(client: Client, petition: Petition) -> None:
    client.force_login(factories.morgan())
    page = client.get(f"/admin/petitions/{petition.pk}/").content.decode()
    assert "No signature counts yet." in page
    assert "nobody yet" in page


def test_the_list_shows_how_each_petition_goes_in_one_query(
    client: Client, petition: Petition, django_assert_num_queries: Any
) -> None:
    other = factories.petition(slug="other", title="Another")
    fill(petition, 2)
    Signature.objects.filter(pk=signed(other, who(5)).pk).update(state=SignatureState.HELD)
    with django_assert_num_queries(1):
        found = dashboard.overview().values_list("slug", "counted", "last_day", "held", "comments")
        rows = {slug: numbers for slug, *numbers in found}
    assert rows == {petition.slug: [2, 2, 0, 0], "other": [0, 0, 1, 0]}
    client.force_login(factories.morgan())
    assert "Another" in client.get("/admin/petitions/").content.decode()


def test_milestones_are_written_on_one_screen_and_one_that_was_reached_stays(
    client: Client, petition: Petition
) -> None:
    client.force_login(factories.morgan())
    address = f"/admin/petitions/{petition.pk}/milestones/"
    empty = {"milestones-TOTAL_FORMS": "1", "milestones-INITIAL_FORMS": "0"}
    assert client.post(address, {**empty, "milestones-0-number": "0"}).status_code == 422
    client.post(address, {**empty, "milestones-0-number": "100", "milestones-0-message": "A hundred!"})
    made = Milestone.objects.get()
    PetitionTotal.objects.create(pk=petition.pk, counted=100)
    Milestone.objects.update(reached_at=timezone.now())
    of_form = {"milestones-TOTAL_FORMS": "1", "milestones-INITIAL_FORMS": "1", "milestones-0-id": str(made.pk)}
    client.post(address, {**of_form, "milestones-0-number": "5", "milestones-0-DELETE": "on"})
    assert Milestone.objects.get().number == 100


def test_it_says_when_all_counts_were_last_checked_and_whether_that_failed(client: Client, petition: Petition) -> None:
    client.force_login(factories.morgan())
    address = f"/admin/petitions/{petition.pk}/"
    assert "has not run yet" in client.get(address).content.decode()
    run = ScheduledRun.objects.create(job="check_counts", period=1, finished_at=timezone.now())
    ScheduledRun.objects.create(job="check_counts", period=2)
    assert "everything agreed" in client.get(address).content.decode()
    ScheduledRun.objects.filter(pk=run.pk).update(error="CountsDiffer")
    assert "The check of all counts failed" in client.get(address).content.decode()
