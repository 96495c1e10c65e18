"""Messages that perhaps left: staff settle those ticked, or all of them, and say how they know."""

import threading
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.mailout_enums import MailoutState, SeriesState
from campaigns.models import Mailout, Series
from campaigns.selectors import mailout_doubts as selectors
from campaigns.services import mailout_doubts
from mail.enums import MailingState, State
from mail.models import Delivery, Mailing
from mail.services import mailings
from people.models import User
from tests import factories
from tests.campaigns import serial
from tests.campaigns.mailed import mailout
from tests.mail.queueing import in_mailing

pytestmark = pytest.mark.django_db
WHY = "Looked at the provider's log"


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def staff(client: Client, morgan: User) -> Client:
    client.force_login(morgan)
    return client


def in_doubt(number: int, *, state: MailoutState = MailoutState.SENDING, **fields: Any) -> Mailout:
    """A mail-out of which so many messages perhaps left."""
    mailing = mailings.create(kind="mailout", purpose="campaign_news")
    Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.RUNNING)
    own = {"approved_digest": "x", "mailing": mailing, "number": number, "started_at": timezone.now(), "state": state}
    made = mailout(**{**own, **fields})
    for each in range(number):
        in_mailing(mailing, f"reader-{each}@example.org", state=State.UNCERTAIN)
    return made


def doubtful(series: Series) -> list[Delivery]:
    """One message of each of its steps, which perhaps left."""
    sent = [(step.mailing, f"in-series-{step.pk}@example.org") for step in series.steps.all()]
    return [in_mailing(mailing, to, state=State.UNCERTAIN) for mailing, to in sent if mailing is not None]


def states(of: Mailout | Series) -> list[str]:
    steps = Mailing.objects.filter(step__series=of) if isinstance(of, Series) else [of.mailing]
    return list(Delivery.objects.filter(mailing__in=steps).order_by("pk").values_list("state", flat=True))


def sent(**fields: Any) -> dict[str, Any]:
    own = {"which": "ticked", "because": WHY, "was": "sent", "seen": "3", "seen_at": timezone.now().isoformat()}
    return {**own, **fields}


def settle(client: Client, made: Mailout | Series, **fields: Any) -> Any:
    path = f"series/{made.pk}/settle/" if isinstance(made, Series) else f"mail-outs/{made.pk}/watch/settle/"
    return client.post(f"/admin/{path}", sent(**fields), follow=True)


def words(answer: Any) -> str:
    return unescape(" ".join(answer.content.decode().split()))


def lines(of: Mailout | Series) -> list[tuple[str, Any]]:
    entries = ModelLogEntry.objects.for_instance(of).order_by("pk")
    return [(entry.action, entry.data) for entry in entries]


def keys() -> list[int]:
    return list(Delivery.objects.order_by("pk").values_list("pk", flat=True))


def test_they_are_listed_by_number_and_domain_without_an_address(staff: Client) -> None:
    made = in_doubt(2)
    page = words(staff.get(f"/admin/mail-outs/{made.pk}/watch/"))
    assert str(Delivery.objects.earliest("pk").message_id) in page
    assert "To a mailbox at example.org." in page
    assert "All 2 of them" in page
    assert "reader-0" not in page


def test_the_ticked_ones_are_settled_and_the_others_stay_in_doubt(staff: Client) -> None:
    made = in_doubt(3)
    answer = settle(staff, made, ticked=keys()[:2])
    assert states(made) == [State.ACCEPTED, State.ACCEPTED, State.UNCERTAIN]
    assert "2 messages are marked as sent. 1 message is still in doubt." in words(answer)


def test_the_ticked_ones_are_sent_again_at_once(staff: Client) -> None:
    made = in_doubt(2)
    answer = settle(staff, made, ticked=keys()[1:], was="again")
    assert states(made) == [State.UNCERTAIN, State.QUEUED]
    assert "1 message is sent again." in words(answer)


def test_all_of_them_are_settled_slice_by_slice(staff: Client, morgan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailout_doubts, "SLICE", 2)
    monkeypatch.setattr(selectors, "MOST_LISTED", 1)
    made = in_doubt(3)
    page = words(staff.get(f"/admin/mail-outs/{made.pk}/watch/"))
    assert "The first 1 of 3." in page
    answer = settle(staff, made, which="all")
    assert states(made) == [State.ACCEPTED] * 3
    assert "3 messages are marked as sent." in words(answer)
    told = [{"number": number, "because": WHY} for number in (2, 1)]
    assert lines(made) == [("mailout.were_sent", each) for each in told]


def test_more_than_can_be_settled_at_once_are_settled_by_pressing_again(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailout_doubts, "MOST", 2)
    made = in_doubt(3)
    answer = settle(staff, made, which="all")
    assert "2 messages are marked as sent. 1 message is still in doubt." in words(answer)
    settle(staff, made, which="all", seen="1")
    assert states(made) == [State.ACCEPTED] * 3


def test_sending_all_of_them_again_is_asked_once_more(staff: Client) -> None:
    made = in_doubt(3)
    asked = settle(staff, made, which="all", was="again")
    assert "Whoever did get theirs gets it twice." in words(asked)
    assert "Send all 3 again" in words(asked)
    assert states(made) == [State.UNCERTAIN] * 3
    form = asked.context["form"]
    answer = settle(staff, made, **{field.name: field.value() for field in form})
    assert "3 messages are sent again." in words(answer)
    assert states(made) == [State.QUEUED] * 3
    assert lines(made) == [("mailout.send_again", {"number": 3, "because": WHY})]


def test_without_a_reason_nothing_is_settled_and_the_ticks_stay(staff: Client) -> None:
    made = in_doubt(3)
    first, second, _ = keys()
    answer = settle(staff, made, ticked=[second], because=" ")
    assert answer.status_code == 422
    page = words(answer)
    assert "Say how you know whether they were sent." in page
    assert f'value="{second}" checked' in page
    assert f'value="{first}" checked' not in page
    assert states(made) == [State.UNCERTAIN] * 3


def test_with_nothing_ticked_the_form_comes_back_with_the_reason(staff: Client) -> None:
    made = in_doubt(3)
    answer = settle(staff, made)
    assert answer.status_code == 422
    assert "Nothing is ticked." in words(answer)
    assert f'value="{WHY}"' in words(answer)
    assert states(made) == [State.UNCERTAIN] * 3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"because": "suzie@example.org told us"}, "Say it without an email address"),
        ({"because": "x" * 201}, "at most 200 characters"),
        ({"was": ""}, "Press the button that says whether they were sent."),
        ({"seen_at": "yesterday", "which": "all"}, "Nothing is settled yet. Look at the list as it is now"),
    ],
)
def test_what_can_t_be_taken_settles_nothing(fields: dict[str, str], said: str, staff: Client) -> None:
    made = in_doubt(1)
    answer = settle(staff, made, ticked=keys(), **fields)
    assert answer.status_code == 422
    assert said in words(answer)
    assert states(made) == [State.UNCERTAIN]
    assert lines(made) == []


def test_what_somebody_else_settled_meanwhile_is_said(staff: Client) -> None:
    made = in_doubt(3)
    settle(staff, made, ticked=keys()[:1])
    late = settle(staff, made, ticked=keys()[:2], was="again")
    assert "1 message is sent again. 1 message had been settled by somebody else." in words(late)
    assert states(made) == [State.ACCEPTED, State.QUEUED, State.UNCERTAIN]
    last = settle(staff, made, which="all")
    assert "1 message is marked as sent. 2 messages had been settled by somebody else." in words(last)
    assert "Nothing was changed." in words(settle(staff, made, which="all"))
    assert states(made) == [State.ACCEPTED, State.QUEUED, State.ACCEPTED]


def test_what_came_to_be_in_doubt_since_the_list_was_shown_is_not_settled_with_it(staff: Client) -> None:
    made = in_doubt(2)
    Delivery.objects.filter(pk=keys()[1]).update(finished_at=timezone.now() + timedelta(minutes=1))
    answer = settle(staff, made, which="all", seen="1")
    assert states(made) == [State.ACCEPTED, State.UNCERTAIN]
    assert "1 message is marked as sent. 1 message is still in doubt." in words(answer)


def test_a_message_of_another_mailout_is_not_settled_here(staff: Client) -> None:
    made, other = in_doubt(1), in_doubt(0, slug="other")
    assert "Nothing was changed." in words(settle(staff, other, ticked=keys()))
    assert states(made) == [State.UNCERTAIN]


def test_a_draft_has_none_in_doubt() -> None:
    in_mailing(mailings.create(kind="mailout", purpose="campaign_news"), "suzie@example.org")
    Delivery.objects.update(state=State.UNCERTAIN, mailing=None)
    assert not selectors.in_doubt(mailout()).exists()


def test_what_is_said_not_to_have_left_of_a_cancelled_one_is_not_promised_to_be_sent_again(staff: Client) -> None:
    made = in_doubt(2, state=MailoutState.CANCELLED)
    page = words(staff.get(f"/admin/mail-outs/{made.pk}/watch/"))
    assert "send them again" not in page
    mailing = made.mailing
    assert mailing
    mailings.cancel(mailing, because="A mistake.")
    answer = settle(staff, made, which="all", was="again", seen="2")
    assert "2 messages are marked as not sent." in words(answer)
    mailings.settle_cancelled()
    assert states(made) == [State.CANCELLED] * 2


def test_whoever_may_not_send_sees_the_list_and_settles_nothing(client: Client) -> None:
    made = in_doubt(1)
    client.force_login(factories.member_of("Approvers"))
    page = words(client.get(f"/admin/mail-outs/{made.pk}/watch/"))
    assert str(Delivery.objects.get().message_id) in page
    assert "They were sent" not in page
    answer = client.post(f"/admin/mail-outs/{made.pk}/watch/settle/", sent(ticked=keys()))
    assert answer.status_code in (302, 403)
    assert states(made) == [State.UNCERTAIN]


def test_the_history_says_who_settled_how_many_and_why(staff: Client, morgan: User) -> None:
    made = in_doubt(3)
    settle(staff, made, ticked=keys()[:2])
    page = words(staff.get(f"/admin/mail-outs/{made.pk}/"))
    assert f"Perhaps sent, settled as sent (2), {morgan}. {WHY}" in page
    assert "reader-0" not in page
    own = ModelLogEntry.objects.filter(action="mail.was_sent", user=morgan)
    assert {int(entry.object_id) for entry in own} == set(keys()[:2])


def test_those_of_a_series_are_settled_on_its_own_page(staff: Client, morgan: User) -> None:
    series, made = serial.running("agreed", 0, 3), in_doubt(1)
    rows = doubtful(series)
    page = words(staff.get(f"/admin/series/{series.pk}/"))
    assert str(rows[0].message_id) in page
    assert "All 2 of them" in page
    answer = settle(staff, series, ticked=[row.pk for row in rows[:1]], was="again", seen="2")
    assert "1 message is sent again. 1 message is still in doubt." in words(answer)
    settle(staff, series, which="all", seen="1")
    assert states(series) == [State.QUEUED, State.ACCEPTED]
    assert states(made) == [State.UNCERTAIN]
    assert [action for action, _ in lines(series)] == ["series.send_again", "series.were_sent"]
    assert f"Perhaps sent, settled as sent (1), {morgan}. {WHY}" in words(staff.get(f"/admin/series/{series.pk}/"))


def test_without_a_reason_the_series_comes_back_with_the_ticks(staff: Client) -> None:
    series = serial.running()
    [row] = doubtful(series)
    answer = settle(staff, series, ticked=[row.pk], because="")
    assert answer.status_code == 422
    assert "Say how you know whether they were sent." in words(answer)
    assert f'value="{row.pk}" checked' in words(answer)


def test_a_series_that_ended_promises_no_second_copy(staff: Client) -> None:
    series = serial.running(state=SeriesState.ENDED)
    assert doubtful(series)
    assert "send them again" not in words(staff.get(f"/admin/series/{series.pk}/"))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_settle_all_of_them_at_once_settle_each_once(morgan: User) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite takes one writer")
    made, at = in_doubt(6), timezone.now()
    found: list[mailout_doubts.Settled] = []
    start = threading.Barrier(2)

    def press(sent: bool) -> None:
        start.wait()
        found.append(mailout_doubts.settle_all(made, seen=6, seen_at=at, sent=sent, because=WHY, by=morgan))
        connection.close()

    both = [threading.Thread(target=press, args=(sent,)) for sent in (True, False)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sum(each.done for each in found) == 6
    assert sum(each.before for each in found) == 6
    assert sum(data["number"] for _, data in lines(made)) == 6
    assert ModelLogEntry.objects.filter(action__in=("mail.was_sent", "mail.send_again")).count() == 6
