"""How a mail-out fares: sums that agree with its rows, without anybody's name, and what people did afterwards."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from campaigns import mailout_pace, mailout_way_in
from campaigns.mailout_enums import AfterMailout, MailoutState
from campaigns.models import Mailout, MailoutAction, MailoutClicks, MailoutLink
from campaigns.selectors import mailout_report
from campaigns.services import letter_drafts, mailout_actions
from mail.enums import MailingState, State
from mail.models import Delivery, Mailing
from mail.services import mailings
from people.enums import Ended
from people.models import AccessRecord, Consent, User
from people.services import consents
from tests import factories
from tests.campaigns.mailed import mailout
from tests.groups import planned
from tests.mail.queueing import in_mailing

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def staff(client: Client, morgan: User) -> Client:
    cache.clear()
    client.force_login(morgan)
    return client


def leaving(*states: State, state: MailoutState = MailoutState.SENDING, **fields: Any) -> Mailout:
    """A mail-out whose messages are in these states."""
    mailing = mailings.create(kind="mailout", purpose="campaign_news")
    started = fields.pop("started_at", timezone.now() - timedelta(minutes=10))
    own = {"approved_digest": "x", "mailing": mailing, "number": len(states), "started_at": started, "state": state}
    made = mailout(**{**own, **fields})
    for number, each in enumerate(states):
        message(made, f"reader-{number}@example.org", each)
    mailing_state = MailingState.FINISHED if state == MailoutState.FINISHED else MailingState.RUNNING
    Mailing.objects.filter(pk=mailing.pk).update(state=mailing_state)
    return made


def message(made: Mailout, to: str, state: State, **fields: Any) -> Delivery:
    assert made.mailing
    ended = None if state in (State.QUEUED, State.RETRY, State.UNCERTAIN) else timezone.now()
    return in_mailing(made.mailing, to, state=state, finished_at=ended, **fields)


def clicked(made: Mailout, url: str, *, variant: str = "a", number: int = 1) -> MailoutLink:
    link, _ = MailoutLink.objects.get_or_create(mailout=made, url=url, defaults={"label": f"To {url}"})
    MailoutClicks.objects.create(link=link, variant=variant, day=timezone.localdate(), number=number)
    return link


def shown(client: Client, path: str) -> str:
    answer = client.get(f"/admin/mail-outs/{path}")
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_its_sums_are_those_of_its_messages() -> None:
    made = leaving(*State)
    found = mailout_report.progress(made)
    assert found.number == len(State) == sum(number for _, number in found.rows)
    assert (found.left, found.to_go, found.uncertain) == (4, 4, 1)
    assert found.done + found.to_go + found.uncertain == found.number
    assert (found.came_back, found.complained, found.refused, found.stopped) == (1, 1, 1, 1)


def test_a_whole_hundred_per_cent_is_said_of_what_is_through_alone() -> None:
    nearly = mailout_report.Progress(1000, {State.DELIVERED: 999, State.QUEUED: 1})
    assert nearly.per_cent == 99
    assert mailout_report.Progress(0, {}).per_cent == 0


def test_the_screen_shows_the_state_the_waiting_and_a_link_to_refresh(staff: Client) -> None:
    made = leaving(State.DELIVERED, State.ACCEPTED, State.QUEUED)
    page = shown(staff, f"{made.pk}/watch/")
    assert "It is being sent: 2 of 3 messages have left." in page
    assert f'href="/admin/mail-outs/{made.pk}/watch/">Show the figures of now' in page
    assert 'http-equiv="refresh"' not in page
    assert f'data-from="/admin/mail-outs/{made.pk}/watch/figures.json"' in page


def test_what_the_screen_asks_for_agrees_with_the_table(staff: Client) -> None:
    made = leaving(State.DELIVERED, State.QUEUED)
    path = f"/admin/mail-outs/{made.pk}/watch/figures.json"
    answer = staff.get(path)
    assert "no-store" in answer.headers["Cache-Control"]
    found = answer.json()
    assert (found["state"], found["done"], found["number"]) == ("sending", 1, 2)
    assert found["says"]["left"] == "1"
    Delivery.objects.update(state=State.DELIVERED)
    assert staff.get(path).json()["done"] == 2


def test_a_finished_one_asks_for_nothing_any_more(staff: Client) -> None:
    made = leaving(State.DELIVERED, state=MailoutState.FINISHED, finished_at=timezone.now())
    page = shown(staff, f"{made.pk}/watch/")
    assert "It was finished on" in page
    assert "data-from" not in page


def test_the_rate_is_that_of_the_last_half_minute(staff: Client) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        made = leaving(*[State.QUEUED] * 4, started_at=AT)
        path = f"/admin/mail-outs/{made.pk}/watch/figures.json"
        assert staff.get(path).json()["says"]["rate"] == "not known yet"
        clock.shift(10)
        Delivery.objects.filter(pk__in=Delivery.objects.order_by("pk").values("pk")[:2]).update(state=State.DELIVERED)
        says = staff.get(path).json()["says"]
        assert says["rate"] == "12 a minute"
        assert says["ends"] == "about 23 November 2026 at 12:00"


def test_bounces_are_counted_by_domain(staff: Client) -> None:
    made = leaving(State.BOUNCED, State.REJECTED, State.DELIVERED)
    message(made, "somebody@mail.example.org", State.BOUNCED)
    assert mailout_report.bounces(made) == [("example.org", 2), ("mail.example.org", 1)]
    assert "mail.example.org" in shown(staff, f"{made.pk}/watch/")


def test_clicks_are_summed_by_link_and_subject() -> None:
    made = leaving(second_subject="Another")
    clicked(made, "https://example.org/a", number=2)
    clicked(made, "https://example.org/b", number=1)
    clicked(made, "https://example.org/b", variant="b", number=4)
    found = [(link.url[-1], link.first, link.second, link.clicks) for link in mailout_report.clicks(made)]
    assert found == [("b", 1, 4, 5), ("a", 2, 0, 2)]
    assert mailout_report.sum_of_clicks(made) == 7


def test_the_two_subjects_are_compared_with_what_the_others_got_of_the_chosen_one() -> None:
    made = leaving(second_subject="Another")
    for number, context in enumerate(({"variant": "a"}, {"variant": "b"}, {}, {})):
        message(made, f"compared-{number}@example.org", State.DELIVERED, context=context)
    Mailing.objects.update(chosen="b")
    clicked(made, "https://example.org/", variant="b", number=3)
    found = [(row.variant, row.left, row.clicks, row.rate) for row in mailout_report.subjects(reloaded(made))]
    assert found == [("a", 1, 0, "0.0"), ("b", 3, 3, "100.0")]
    assert mailout_report.subjects(leaving(slug="plain")) == []


def reloaded(made: Mailout) -> Mailout:
    return Mailout.objects.select_related("mailing").get(pk=made.pk)


def test_who_leaves_by_its_messages_is_counted_and_nobody_else() -> None:
    with time_machine.travel(AT, tick=False) as clock:
        made = leaving(*[State.DELIVERED] * 4)
        clock.shift(60)
        people = [each.person for each in Consent.objects.order_by("pk").select_related("person")]
        consents.withdraw(person=people[0], how=Ended.ONE_CLICK)
        consents.withdraw(person=people[1], how=Ended.STAFF)
        later = leaving(slug="later", started_at=timezone.now())
        message(later, "reader-2@example.org", State.DELIVERED)
        clock.shift(60)
        consents.withdraw(person=people[2], how=Ended.LINK)
    assert (mailout_report.unsubscribed(made), mailout_report.unsubscribed(later)) == (1, 1)


def test_it_is_compared_with_earlier_ones_of_its_purpose(staff: Client) -> None:
    earlier = leaving(
        *[State.DELIVERED] * 3,
        State.BOUNCED,
        state=MailoutState.FINISHED,
        slug="october",
        title="October",
        started_at=timezone.now() - timedelta(days=30),
    )
    clicked(earlier, "https://example.org/", number=1)
    mailout(slug="a-draft", title="A draft")
    made = leaving(State.DELIVERED, state=MailoutState.FINISHED)
    found = mailout_report.earlier(made)
    assert [each.mailout.title for each in found] == ["October"]
    assert found[0].cells == ["4", "25.0", "25.0 %", "0.0 %", "0.0 %"]
    assert "October" in shown(staff, f"{made.pk}/watch/")
    assert "It is the first that went out for its purpose." in shown(staff, f"{earlier.pk}/watch/")


def test_its_figures_are_taken_away_without_names_and_that_is_logged(staff: Client, morgan: User) -> None:
    made = leaving(State.DELIVERED, State.BOUNCED)
    clicked(made, "=HYPERLINK(1)", number=3)
    mailout_actions.count(mailout_id=made.pk, kind=AfterMailout.SIGNED)
    answer = staff.post(f"/admin/mail-outs/{made.pk}/csv/")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    for line in ("Addresses,,,2", "State,Delivered,,1", "'=HYPERLINK(1)", "Done afterwards,Signed a petition,,1"):
        assert line in text
    assert "reader-" not in text
    book = staff.post(f"/admin/mail-outs/{made.pk}/xlsx/")
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content)))["Mail-out"]  # type: ignore[attr-defined]
    assert [cell.value for cell in sheet[1]] == ["What", "Of what", "Subject", "Number"]
    assert AccessRecord.objects.filter(by=morgan, reason__startswith="figures of a mail-out").count() == 2
    assert staff.get(f"/admin/mail-outs/{made.pk}/csv/").status_code == 405


def test_empty_ones_say_so(staff: Client) -> None:
    page = shown(staff, f"{leaving().pk}/watch/")
    for sentence in (
        "No message was written down yet.",
        "It has no link that is counted.",
        "Nobody who came by its links",
        "Nothing came back.",
        "It is the first",
    ):
        assert sentence in page


def test_a_signature_by_its_link_is_counted_once_and_names_nobody(client: Client) -> None:
    petition, made = factories.petition(), leaving()
    page = client.get(f"{petition.get_absolute_url()}?via=m{made.pk}").content.decode()
    assert f'href="{petition.url_sign}?via=m{made.pk}#sign"' in page
    given = {"name": "Suzie Signer", "email": "suzie@example.org", "postcode": "LS1 4DY"}
    before = f"http://testserver{petition.url_sign}?via=m{made.pk}"
    assert client.post(petition.url_sign, given, headers={"Referer": before}).status_code == 303
    assert mailout_report.actions(made) == [("Signed a petition", 1)]
    assert {field.name for field in MailoutAction._meta.fields} == {"id", "mailout", "kind", "day", "number"}


def test_a_place_at_an_event_that_was_asked_for_afterwards_is_counted(client: Client) -> None:
    event, made = planned.event(), leaving()
    page = f"{event.get_absolute_url()}?via=m{made.pk}"
    assert f"/groups/events/{event.slug}/book/" in client.get(page).content.decode()
    before, given = f"http://testserver{page}", {"name": "Suzie Signer", "email": "suzie@example.org"}
    assert client.post(f"/groups/events/{event.slug}/book/", given, headers={"Referer": before}).status_code == 303
    assert mailout_report.actions(made) == [("Asked for a place at an event or course", 1)]


def test_a_place_is_counted_too_that_was_asked_for_once_the_form_was_put_right(client: Client) -> None:
    event, made = planned.event(), leaving()
    book = f"/groups/events/{event.slug}/book/?via=m{made.pk}"
    assert f'action="{book}"' in client.get(f"{event.get_absolute_url()}?via=m{made.pk}").content.decode()
    refused = client.post(book, {"name": "Suzie Signer", "email": "suzie"})
    assert (refused.status_code, mailout_report.actions(made)) == (422, [])
    assert f'action="{book}"' in refused.content.decode()
    assert client.post(book, {"name": "Suzie Signer", "email": "suzie@example.org"}).status_code == 303
    assert mailout_report.actions(made) == [("Asked for a place at an event or course", 1)]


@pytest.mark.parametrize(
    "before", ["", "http://elsewhere.example.org/?via=m{}", "http://testserver/?via=x{}", "http://["]
)
def test_whoever_came_otherwise_is_not_counted(before: str, client: Client) -> None:
    petition, made = factories.petition(), leaving()
    given = {"name": "Suzie Signer", "email": "suzie@example.org", "postcode": "LS1 4DY"}
    client.post(petition.url_sign, given, headers={"Referer": before.format(made.pk)})
    assert not MailoutAction.objects.exists()


def test_a_form_that_was_refused_is_not_counted(client: Client) -> None:
    petition, made = factories.petition(), leaving()
    before = f"http://testserver{petition.url_sign}?via=m{made.pk}"
    assert client.post(petition.url_sign, {"name": ""}, headers={"Referer": before}).status_code == 422
    assert not MailoutAction.objects.exists()


def test_nothing_is_counted_for_one_that_never_left() -> None:
    assert not mailout_actions.count(mailout_id=mailout().pk, kind=AfterMailout.SIGNED)
    assert not mailout_actions.count(mailout_id=10**18 - 1, kind=AfterMailout.SIGNED)
    assert not MailoutAction.objects.exists()


def test_a_letter_remembers_by_which_mailout_its_writer_came(client: Client) -> None:
    action, made = factories.letter_action(factories.office(email="minister@example.org")), leaving()
    page = client.get(f"{action.get_absolute_url()}?via=m{made.pk}").content.decode()
    assert f"/write/?via=m{made.pk}" in page
    chosen = {"points": [action.points.earliest("pk").pk], "language": "en"}
    answer = client.post(f"{action.get_absolute_url()}write/?via=m{made.pk}", chosen)
    assert answer.status_code == 303
    opened = letter_drafts.open_with(answer.headers["Location"].rstrip("/").rpartition("/")[2])
    assert opened
    assert opened.content.via == made.pk


def test_a_number_that_is_none_is_read_as_none() -> None:
    assert [mailout_way_in.number(each) for each in ("m1", "m0", "m", "1", "m-1", "m" + "9" * 19)] == [1] + [None] * 5


def test_the_end_lies_after_the_night() -> None:
    made = mailout(quiet_from="20:00", quiet_until="08:00")
    made.refresh_from_db()
    start = datetime(2026, 11, 23, 19, 59, tzinfo=UTC)
    assert mailout_pace.ends_at(made, number=60, start=start, rate=1) == datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert mailout_pace.ends_at(made, number=120, start=start, rate=1) == datetime(2026, 11, 24, 8, 1, tzinfo=UTC)
    assert mailout_pace.ends_at(made, number=1, start=start, rate=0) is None
    assert mailout_pace.ends_at(made, number=10**9, start=start, rate=0.001) is None


def test_the_night_between_summer_and_winter_ends_by_the_clock() -> None:
    made = mailout(quiet_from="20:00", quiet_until="08:00")
    made.refresh_from_db()
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)  # 23:00 in London; the clocks go back that night
    assert mailout_pace.begins_at(made, start) == datetime(2026, 10, 25, 8, tzinfo=UTC)


def test_the_pace_is_that_of_the_tightest_limit(settings: Any) -> None:
    streams = {**settings.MAIL_STREAMS}
    streams["bulk"] = {**streams["bulk"], "limits": [[14, 1.0], [36_000, 3600.0]]}
    settings.MAIL_STREAMS = streams
    assert mailout_pace.per_second() == 10
