"""What groups agree to, on the screens of staff: one writes, another publishes."""

import time
from typing import Any

import pytest
from django.test import Client

from groups.models import Agreement
from groups.selectors import agreements as selectors
from groups.selectors.agreements import Part
from groups.services import agreements
from people.models import User
from tests import factories
from tests.groups import applications, people

pytestmark = pytest.mark.django_db
LIST = "/admin/group-agreements/"


@pytest.fixture
def coordinator() -> User:
    return factories.member_of("Group coordinators")


@pytest.fixture
def approver() -> User:
    return factories.member_of("Approvers")


@pytest.fixture
def writing(coordinator: User) -> Client:
    return of(coordinator)


@pytest.fixture
def publishing(approver: User) -> Client:
    return of(approver)


def of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def page(agreement: Agreement, step: str = "") -> str:
    return f"{LIST}{agreement.pk}/{step}"


def seen(browser: Client, agreement: Agreement) -> str:
    """The stamp that the form of publishing carries."""
    stamp: str = browser.get(page(agreement, "publish/")).context["form"].initial["seen"]
    return stamp


def test_one_writes_a_version_and_another_publishes_it_once_they_say_they_read_it(
    writing: Client, publishing: Client
) -> None:
    applications.agreement(1)
    people.group()
    people.group("York")
    assert (
        writing.post(f"{LIST}new/", {"text": "We keep children safe.", "what_changed": "Children."}).status_code == 302
    )
    draft = Agreement.objects.get(version=2)
    assert draft.published_at is None
    assert "2 groups have to agree to it within 30 days" in html(publishing.get(page(draft, "publish/")))
    unsure = publishing.post(page(draft, "publish/"), {"seen": seen(publishing, draft)})
    assert (unsure.status_code, "Tick it to publish" in html(unsure)) == (422, True)
    publishing.post(page(draft, "publish/"), {"seen": seen(publishing, draft), "sure": "on"})
    assert Agreement.objects.current() == draft
    assert "Of 2 approved groups 0 agreed to it" in html(publishing.get(page(draft)))


def test_nobody_publishes_what_they_wrote_or_changed_last(coordinator: User, approver: User) -> None:
    dele = factories.dele()
    both = of(dele)
    draft = agreements.draft(text="We keep people safe.", by=coordinator)
    both.post(page(draft, "change/"), {"text": "We keep everybody safe."})
    answer = both.post(page(draft, "publish/"), {"sure": "on"})
    assert (answer.status_code, "somebody else has to publish it" in html(answer)) == (422, True)
    assert "/publish/" not in html(both.get(page(draft)))
    with pytest.raises(agreements.SamePerson):
        agreements.publish(draft, by=dele)
    agreements.publish(draft, by=approver)
    assert Agreement.objects.current() == draft


def test_what_changed_since_it_was_read_is_not_published(coordinator: User, publishing: Client) -> None:
    draft = agreements.draft(text="We keep people safe.", by=coordinator)
    read = seen(publishing, draft)
    agreements.change(draft, text="We do as we like.", what_changed="", by=coordinator)
    answer = publishing.post(page(draft, "publish/"), {"sure": "on", "seen": read})
    assert (answer.status_code, "read it again" in html(answer)) == (422, True)
    assert Agreement.objects.current() is None


def test_a_published_version_and_a_second_draft_are_refused(writing: Client, coordinator: User, approver: User) -> None:
    draft = agreements.draft(text="We keep people safe.", by=coordinator)
    twice = writing.post(f"{LIST}new/", {"text": "Others."})
    assert (twice.status_code, "There is a draft already" in html(twice)) == (422, True)
    agreements.publish(draft, by=approver)
    late = writing.post(page(draft, "change/"), {"text": "Others."})
    assert (late.status_code, "its words stay" in html(late)) == (422, True)
    assert Agreement.objects.get().text == "We keep people safe."


def test_the_next_version_begins_from_the_words_of_the_newest_and_shows_what_differs(
    writing: Client, coordinator: User
) -> None:
    applications.agreement(1)
    assert "We keep people safe." in html(writing.get(f"{LIST}new/"))
    draft = agreements.draft(text="We keep children <safe>.\n\nAlways.", what_changed="Children.", by=coordinator)
    shown = html(writing.get(page(draft)))
    assert "<del>people safe.</del><ins>children &lt;safe&gt;. Always.</ins>" in shown
    assert "Drafted" in shown


def test_differences_leave_what_stays_as_it_is() -> None:
    old, new = Agreement(text="One two three."), Agreement(text="One three. Four.")
    assert selectors.differences(old, new) == [
        Part("kept", "One "),
        Part("out", "two three."),
        Part("added", "three. Four."),
    ]
    assert selectors.differences(old, old) == [Part("kept", "One two three.")]


def test_the_differences_of_two_long_texts_take_no_time_that_matters() -> None:
    lines = "".join(f"Rule {number}: we keep the people of the group safe.\n" for number in range(390))
    for text in (lines, lines.replace("\n", " ")):
        changed = text.replace("Rule 200: we", "Rule 200: all")
        began = time.monotonic()
        parts = selectors.differences(Agreement(text=text), Agreement(text=changed))
        assert time.monotonic() - began < 2
        assert "".join(part.text for part in parts if part.kind != "out") == changed
        assert "".join(part.text for part in parts if part.kind != "added") == text


def test_roles_see_what_is_theirs(writing: Client, publishing: Client, coordinator: User) -> None:
    draft = agreements.draft(text="We keep people safe.", by=coordinator)
    assert writing.get(page(draft, "publish/")).status_code == 302
    assert publishing.get(page(draft, "change/")).status_code == 302
    assert publishing.get(f"{LIST}new/").status_code == 302
    assert publishing.get("/admin/community-groups/").status_code == 302
    stranger = of(factories.member_of("Editors"))
    assert stranger.get(page(draft)).status_code == 302
