"""The screens on which staff make two groups one: likely pairs, field by field, and undoing it."""

from typing import Any

import pytest
from django.test import Client

from groups.enums import GroupState
from groups.models import MergeBatch, NotDuplicate
from groups.services import deciding
from people.models import User
from tests import factories
from tests.groups.people import group

pytestmark = pytest.mark.django_db
LISTED = "/admin/group-duplicates/"


@pytest.fixture
def coordinator(client: Client) -> User:
    user = factories.member_of("Group coordinators")
    client.force_login(user)
    return user


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_staff_merge_two_that_look_alike_and_undo_it(client: Client, coordinator: User) -> None:
    kept = group("Leeds", name="Leeds Lantern", about="We meet.")
    gone = group("Otley", name="Leeds Lanterns", about="We pray.")
    assert f'href="{LISTED}{kept.pk}/with/{gone.pk}/"' in html(client.get(LISTED))
    page = f"{LISTED}{kept.pk}/with/{gone.pk}/"
    shown = html(client.get(page))
    assert "We meet." in shown
    assert "We pray." in shown
    answer = client.post(page, {"about": "gone", "name": "kept", "reason": "The same people."}, follow=True)
    assert "The two are one" in html(answer)
    kept.refresh_from_db()
    assert (kept.name, kept.about) == ("Leeds Lantern", "We pray.")
    batch = MergeBatch.objects.get()
    assert f"{LISTED}merges/{batch.pk}/undo/" in html(client.get(f"{LISTED}merges/"))
    assert "What came since the merge stays" in html(client.get(f"{LISTED}merges/{batch.pk}/undo/"))
    client.post(f"{LISTED}merges/{batch.pk}/undo/")
    kept.refresh_from_db()
    assert kept.about == "We meet."
    assert "None looks like another" not in html(client.get(LISTED))


def test_two_that_were_told_apart_are_not_suggested_again(client: Client, coordinator: User) -> None:
    one, other = group("Leeds", name="Leeds Lantern"), group("Otley", name="Leeds Lanterns")
    group("York", name="York Minster Watch")
    shown = html(client.get(LISTED))
    assert f"/not-a-duplicate-of/{other.pk}/" in shown
    assert "York Minster Watch" not in shown
    deciding.not_a_duplicate(group=one, other=other, by_user=coordinator)
    assert NotDuplicate.objects.count() == 1
    assert "None looks like another" in html(client.get(LISTED))


def test_any_two_groups_can_be_named_to_be_made_one(client: Client, coordinator: User) -> None:
    leeds, york = group(), group("York")
    page = html(client.get(f"/admin/community-groups/{leeds.pk}/"))
    assert f'href="{LISTED}?kept=leeds#others"' in page
    assert 'value="leeds"' in html(client.get(f"{LISTED}?kept=leeds"))
    assert "No group has this address" in html(client.get(f"{LISTED}?kept=leeds&gone=nowhere"))
    assert "same group twice" in html(client.get(f"{LISTED}?kept=leeds&gone=leeds"))
    assert client.get(f"{LISTED}?kept=leeds&gone=york").headers["Location"] == f"{LISTED}{leeds.pk}/with/{york.pk}/"


def test_a_merge_that_is_not_possible_says_why(client: Client, coordinator: User) -> None:
    kept, gone = group("Leeds", state=GroupState.DRAFT), group("Otley")
    answer = client.post(f"{LISTED}{kept.pk}/with/{gone.pk}/", {"reason": "One."})
    assert answer.status_code == 422
    assert "must be approved, or closed" in html(answer)
