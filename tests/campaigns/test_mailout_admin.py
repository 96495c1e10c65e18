"""Morgan writes a mail-out on screens that say how it stands and what comes next; Charlie approves what they read."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from campaigns import mailout_checks
from campaigns.admin_forms.mailouts import Leaving
from campaigns.mailout_checks import Check
from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.selectors.mailout_harm import PAUSED
from campaigns.services import mailouts
from mail.models import Delivery
from mail.services import mailings
from people.enums import Access
from people.models import AccessRecord, User
from tests import factories
from tests.campaigns import mailed
from tests.campaigns.mailed import mailout, posted, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


@pytest.fixture(autouse=True)
def everything_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailout_checks, "check", lambda mailout, **asked: [])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(client: Client, path: str) -> str:
    answer = client.get(f"/admin/mail-outs/{path}")
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def approved(morgan: User, charlie: User, **fields: Any) -> Mailout:
    return mailed.approved(mailout(**fields), by=morgan, second=charlie)


def digest_on(page: str) -> str:
    found = re.search(r'name="digest" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_new_one_is_written_in_one_form_and_is_a_draft(morgan: User) -> None:
    client = signed_in(morgan)
    assert "Whom it is for" in shown(client, "new/")
    answer = client.post("/admin/mail-outs/new/", posted())
    made = Mailout.objects.get()
    assert answer.headers["Location"] == f"/admin/mail-outs/{made.pk}/"
    assert (made.state, made.created_by, made.body[0].value) == (MailoutState.DRAFT, morgan, "We met the minister")


def test_two_subjects_that_are_the_same_are_not_compared(morgan: User) -> None:
    answer = signed_in(morgan).post("/admin/mail-outs/new/", posted(second_subject="We met the minister"))
    assert "there is nothing to compare" in answer.content.decode()
    assert not Mailout.objects.exists()


def test_shares_and_days_that_make_no_sense_are_refused(morgan: User) -> None:
    wrong = posted(
        second_subject="Other", compared_percent="0", compared_hours="99", held_out_percent="51", rest_days="366"
    )
    said = signed_in(morgan).post("/admin/mail-outs/new/", wrong).content.decode()
    for sentence in ("1 to 100 per cent", "for 1 to 72 hours", "At most half", "At most a year"):
        assert sentence in said
    assert not Mailout.objects.exists()


def test_its_screen_says_in_a_sentence_how_it_stands_and_what_comes_next(morgan: User, charlie: User) -> None:
    mailed.supporters(2)
    made = mailout()
    client = signed_in(morgan)
    page = shown(client, f"{made.pk}/")
    assert "It is a draft. Nobody has got it." in page
    assert "That is <strong>2</strong> addresses, as things are now." in page
    assert "Hand in for approval" in page
    mailouts.submit(made, by=morgan)
    own, other = shown(client, f"{made.pk}/"), shown(signed_in(charlie), f"{made.pk}/")
    assert "so somebody else approves it" in own
    assert f"/admin/mail-outs/{made.pk}/approve/" not in own
    assert "Read it as its readers will" in other
    assert f"/admin/mail-outs/{made.pk}/approve/" in other


def test_a_draft_without_words_says_so(morgan: User) -> None:
    assert "Write its words" in shown(signed_in(morgan), f"{mailout(body=[]).pk}/")


def test_whoever_handed_it_in_is_turned_away_from_approving_it(morgan: User) -> None:
    dele = factories.dele()
    made = mailouts.submit(mailout(), by=dele)
    assert signed_in(dele).get(f"/admin/mail-outs/{made.pk}/approve/").status_code in (302, 403)
    assert state(made) == MailoutState.IN_REVIEW


def test_a_second_person_reads_words_audience_and_a_sample_and_approves_what_they_read(
    morgan: User, charlie: User
) -> None:
    mailed.supporter("suzie@example.org", name="Suzie Signer")
    made = mailouts.submit(mailout(), by=morgan)
    client = signed_in(charlie)
    page = shown(client, f"{made.pk}/approve/")
    assert "Everybody who agreed to" in page
    assert "Suzie Signer (suzie@example.org)" in page
    assert "We met the minister" in page
    assert AccessRecord.objects.filter(by=charlie, action=Access.VIEWED).exists(), "the sample is logged"
    assert client.post(f"/admin/mail-outs/{made.pk}/approve/", {"digest": digest_on(page)}).status_code == 302
    assert state(made) == MailoutState.APPROVED


def test_what_changed_since_it_was_read_is_not_approved(morgan: User, charlie: User) -> None:
    made = mailouts.submit(mailout(), by=morgan)
    client = signed_in(charlie)
    seen = digest_on(shown(client, f"{made.pk}/approve/"))
    Mailout.objects.update(subject="Something else")
    answer = client.post(f"/admin/mail-outs/{made.pk}/approve/", {"digest": seen})
    assert (answer.status_code, "Go back and read it again" in answer.content.decode()) == (422, True)
    assert client.post(f"/admin/mail-outs/{made.pk}/approve/", {}).status_code == 422, "nor without its digest"
    assert state(made) == MailoutState.IN_REVIEW


def test_it_is_sent_back_with_a_reason_that_its_screen_shows(morgan: User, charlie: User) -> None:
    made = mailouts.submit(mailout(), by=morgan)
    client = signed_in(charlie)
    assert client.post(f"/admin/mail-outs/{made.pk}/send-back/", {"because": ""}).status_code == 422
    assert client.post(f"/admin/mail-outs/{made.pk}/send-back/", {"because": "Too long."}).status_code == 302
    assert state(made) == MailoutState.DRAFT
    assert "Too long." in shown(signed_in(morgan), f"{made.pk}/")


def test_changing_its_words_takes_the_approval_back(morgan: User, charlie: User) -> None:
    made = approved(morgan, charlie)
    client = signed_in(morgan)
    assert "makes it a draft again" in shown(client, f"edit/{made.pk}/")
    answer = client.post(f"/admin/mail-outs/edit/{made.pk}/", posted(slug=made.slug, subject="Other words"))
    assert answer.status_code == 302
    assert state(made) == MailoutState.DRAFT


def test_what_is_on_its_way_is_not_edited(morgan: User, charlie: User) -> None:
    made = approved(morgan, charlie)
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.CANCELLED)
    client = signed_in(morgan)
    assert client.get(f"/admin/mail-outs/edit/{made.pk}/").status_code in (302, 403)
    answer = client.post(f"/admin/mail-outs/edit/{made.pk}/", posted(slug=made.slug, subject="Other words"))
    assert "so it stays as it is" in answer.content.decode()
    assert Mailout.objects.get().subject == "We met the minister"


@time_machine.travel("2026-11-23 12:00+00:00", tick=False)
def test_the_screen_that_sends_says_how_many_get_it_and_when_it_is_through(morgan: User, charlie: User) -> None:
    mailed.supporters(4)
    quiet = {"quiet_from": "20:00", "quiet_until": "08:00"}
    made = approved(
        morgan, charlie, second_subject="Another", compared_percent=50, held_out_percent=25, warms_up=True, **quiet
    )
    page = shown(signed_in(morgan), f"{made.pk}/send/")
    for sentence in (
        "That is 3 messages, as things are now.",
        "About 1 more are left out by chance",
        "After 4 hours",
        "the last leaves on 23 November 2026 at 12:00",
        "Its sender is new: at most 500 leave on the first day and twice as many on each after, so one day.",
        "Nothing leaves between 20:00 and 08:00, London time.",
    ):
        assert sentence in page, sentence


@time_machine.travel("2026-11-23 23:00+00:00", tick=False)
def test_at_night_it_says_that_the_first_leaves_in_the_morning(morgan: User, charlie: User) -> None:
    mailed.supporter("suzie@example.org")
    made = approved(morgan, charlie, quiet_from="20:00", quiet_until="08:00")
    page = shown(signed_in(morgan), f"{made.pk}/send/")
    assert "That is 1 message, as things are now." in page
    assert "the first leaves on 24 November 2026 at 08:00" in page


@time_machine.travel("2026-06-01 12:00+00:00", tick=False)
def test_a_time_is_one_on_the_wall_in_london(morgan: User, charlie: User) -> None:
    made, client = approved(morgan, charlie), signed_in(morgan)
    path = f"/admin/mail-outs/{made.pk}/send/"
    assert client.post(path, {"when": "at", "at": ""}).status_code == 422
    past = client.post(path, {"when": "at", "at": "2026-05-31 10:00"})
    assert "This time is over" in past.content.decode()
    assert client.post(path, {"when": "at", "at": "2026-06-02 10:00"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.send_at) == (MailoutState.SCHEDULED, timezone.now() + timedelta(hours=21))
    assert "It leaves on 2 June 2026 at 10:00, London time." in shown(client, f"{made.pk}/")
    assert client.post(f"/admin/mail-outs/{made.pk}/unschedule/").status_code == 302
    assert state(made) == MailoutState.APPROVED


def test_a_time_that_the_clocks_skip_is_refused_and_one_that_comes_twice_is_taken() -> None:
    skipped = Leaving({"when": "at", "at": "2027-03-28 01:30"})
    assert "there is no such time" in str(skipped.errors["at"])
    twice = Leaving({"when": "at", "at": "2027-10-31 01:30"})
    assert twice.is_valid()
    assert twice.cleaned_data["at"].tzinfo is None


def test_what_does_not_pass_holds_it_up_and_is_said(
    morgan: User, charlie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Check("alt", "Pictures", False, "One has no words for those who can't see it."),
        Check("spam", "Words of spam", False, "Leave out WINNER.", blocks=False),
        Check("dns", "Sender", None, "Nobody could say."),
        Check("weight", "Weight", True, "12 KB."),
        Check("afar", "Other sites", True, "Asked."),
    ]
    made, client = mailout(), signed_in(morgan)
    monkeypatch.setattr(mailout_checks, "check", lambda mailout, afar=False: found[: 5 if afar else 4])
    page = shown(client, f"{made.pk}/checks/")
    assert "2 things are to be looked at." in page
    for sentence in ("leave like this", "A hint", "Nobody could say.", "12 KB."):
        assert sentence in page
    assert "Asked." not in page
    assert "Asked." in client.post(f"/admin/mail-outs/{made.pk}/checks/").content.decode(), "other sites when pressed"
    answer = client.post(f"/admin/mail-outs/{made.pk}/submit/")
    assert "One has no words" in answer.content.decode()
    assert state(made) == MailoutState.DRAFT


def test_it_is_paused_goes_on_and_is_cancelled_by_those_who_send(morgan: User, charlie: User) -> None:
    made = approved(morgan, charlie)
    client = signed_in(morgan)
    assert "Cancel it for good" in shown(client, f"{made.pk}/cancel/")
    assert client.post(f"/admin/mail-outs/{made.pk}/pause/", {"because": "x"}).status_code == 422, "it does not leave"
    assert client.post(f"/admin/mail-outs/{made.pk}/cancel/", {"because": "We were wrong."}).status_code == 302
    page = shown(client, f"{made.pk}/")
    assert "It was cancelled. We were wrong. Nobody got it." in page
    assert signed_in(charlie).post(f"/admin/mail-outs/{made.pk}/copy/").status_code in (302, 403)
    assert Mailout.objects.count() == 1, "approvers write none"


def test_a_copy_is_a_draft_and_its_screen_comes_next(morgan: User) -> None:
    made = mailout()
    answer = signed_in(morgan).post(f"/admin/mail-outs/{made.pk}/copy/")
    copy = Mailout.objects.exclude(pk=made.pk).get()
    assert (answer.headers["Location"], copy.state) == (f"/admin/mail-outs/{copy.pk}/", MailoutState.DRAFT)


def test_a_test_goes_to_ones_own_address_alone(morgan: User) -> None:
    mailed.supporters(2)
    made = mailout()
    assert "to no other" in shown(signed_in(morgan), f"{made.pk}/test/")
    assert signed_in(morgan).post(f"/admin/mail-outs/{made.pk}/test/").status_code == 302
    assert [each.address.typed for each in Delivery.objects.filter(kind="mailout")] == [morgan.email]


def test_the_list_shows_states_as_tabs_and_says_what_one_is_where_there_is_none(morgan: User, charlie: User) -> None:
    client = signed_in(morgan)
    assert "No mail-out was written yet" in shown(client, "")
    mailout()
    approved(morgan, charlie, slug="second", title="Approved one")
    page = shown(client, "?state=approved")
    assert "Approved one" in page
    assert "November news" not in page
    assert re.search(r'aria-current="page">Approved <span class="mailout__number">1</span>', page)


def test_one_that_began_to_leave_is_not_deleted(morgan: User, charlie: User) -> None:
    made = approved(morgan, charlie)
    Mailout.objects.filter(pk=made.pk).update(mailing=mailings.create(kind="mailout", purpose="campaign_news"))
    signed_in(factories.dele()).post(f"/admin/mail-outs/delete/{made.pk}/")
    assert Mailout.objects.filter(pk=made.pk).exists()


def test_its_history_says_once_that_it_paused_by_itself(morgan: User, charlie: User) -> None:
    made = mailouts.schedule(approved(morgan, charlie), by=morgan)
    mailing = mailings.create(kind="mailout", purpose="campaign_news")
    Mailout.objects.filter(pk=made.pk).update(mailing=mailing, state=MailoutState.SENDING)
    mailouts.pause(made, because=f"{PAUSED}3 of 53 readers marked it as spam.")
    mailouts.resume(made, by=morgan)
    mailouts.pause(made, by=morgan, because="It went by itself: a mistake.")
    page = BeautifulSoup(shown(signed_in(morgan), f"{made.pk}/"), "html.parser")
    by_staff, _, by_itself = (each.get_text(" ", strip=True) for each in page.select(".desk__history li")[:3])
    assert by_itself.endswith(": Paused by itself: 3 of 53 readers marked it as spam.")
    assert by_staff.endswith(f": Paused, {morgan}. It went by itself: a mistake.")
