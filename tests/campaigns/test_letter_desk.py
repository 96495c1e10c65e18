"""What staff see and decide about letters that don't go on by themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from campaigns.letter_enums import Channel, HeldBecause, LetterState, PrintRunState
from campaigns.models import Election, Letter, LetterAction, LetterAnswer, PrintFile, PrintRun
from campaigns.selectors import letter_desk as desk
from campaigns.services import letter_desk, letter_moves, print_runs
from mail.enums import State
from mail.models import Delivery
from mail.services import deliveries
from people.models import AccessRecord, User
from people.services import people
from places.models import Constituency, GovernmentOffice
from tests import factories
from tests.access import whitehall
from tests.access.whitehall import a_letter, an_action, held, left
from tests.campaigns.written import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.member_of("Campaign staff")


@pytest.fixture
def staff(client: Client, morgan: User) -> Client:
    client.force_login(morgan)
    return client


@pytest.fixture
def action() -> LetterAction:
    return an_action()


def state(letter: Letter) -> str:
    return Letter.objects.values_list("state", flat=True).get(pk=letter.pk)


def with_message(letter: Letter, delivery_state: State, **fields: Any) -> Delivery:
    """In the post room, to the address that its recipient has now."""
    assert letter.office
    address = people.meet(email=letter.office.email, name="").address
    made = deliveries.queue(kind="letter", address_id=address.pk, context={"letter": letter.pk})
    Delivery.objects.filter(pk=made.pk).update(state=delivery_state, finished_at=timezone.now())
    Letter.objects.filter(pk=letter.pk).update(delivery=made, **fields)
    letter.refresh_from_db()
    return made


def test_queues_count_what_waits_and_why_in_one_query(action: LetterAction, django_assert_num_queries: Any) -> None:
    held(a_letter(action, 0))
    left(a_letter(action, 1), LetterState.BOUNCED)
    left(a_letter(action, 2), LetterState.UNCERTAIN)
    letter_moves.move([a_letter(action, 3).pk], "hold", because=HeldBecause.VACANT)
    a_letter(action, 4)
    with django_assert_num_queries(1):
        assert desk.counts() == {"held": 1, "until_over": 1, "bounced": 1, "uncertain": 1, "leaving": 1}


def test_the_desk_lists_a_queue_with_reasons_and_asks_no_more_for_many(
    staff: Client, action: LetterAction, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        held(a_letter(action, number))
    a_letter(action, 4)
    with django_assert_max_num_queries(30):
        page = staff.get("/admin/letters/?queue=held").content.decode()
    assert "Priya Person" in page
    assert "It may be abusive or hold a threat" in page
    assert "Sam Sample" not in page
    assert "in words that are all my own" not in page, "no list shows what people wrote"


def test_reading_a_letter_is_written_down_and_shows_its_text_and_who_would_get_it(
    staff: Client, action: LetterAction, morgan: User
) -> None:
    letter = held(a_letter(action))
    page = staff.get(f"/admin/letters/{letter.pk}/").content.decode()
    assert "in words that are all my own" in page
    assert "write-to-them@example.org" in page
    seen = AccessRecord.objects.get()
    assert (seen.by, seen.person, seen.reason) == (morgan, letter.person, f"Letter {letter.pk}")


def test_whoever_may_only_see_the_list_reads_no_letter(client: Client, action: LetterAction) -> None:
    reader = factories.user("reader")
    names = ("access_admin", "view_letter")
    reader.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(reader)
    assert client.get("/admin/letters/").status_code == 200
    assert client.get(f"/admin/letters/{a_letter(action).pk}/").status_code == 302
    assert not AccessRecord.objects.exists()


def test_what_is_released_leaves_and_is_not_held_again(action: LetterAction, morgan: User) -> None:
    letter = held(a_letter(action))
    assert letter_desk.release([letter.pk], by=morgan) == letter_desk.Decided(1, 0)
    letter.refresh_from_db()
    assert (letter.state, letter.looked_at) == (LetterState.CONFIRMED, True)
    assert letter_desk.release([letter.pk], by=morgan) == letter_desk.Decided(0, 1), "pressed twice"


def test_staff_release_nothing_that_waits_for_its_recipient(action: LetterAction, morgan: User) -> None:
    letter = a_letter(action)
    letter_moves.move([letter.pk], "hold", because=HeldBecause.VACANT)
    assert letter_desk.release([letter.pk], by=morgan).done == 0
    assert state(letter) == LetterState.HELD


def test_what_is_refused_says_why_to_staff_and_its_writer_is_told(action: LetterAction, morgan: User) -> None:
    letter = held(a_letter(action))
    letter_desk.refuse([letter.pk], by=morgan, reason="abuse", note="Threatens.")
    step = letter.steps.get(move="refuse")
    assert (step.note, step.by, step.to_tell) == ("It is abusive or holds a threat. Threatens.", morgan, True)


def test_a_letter_that_is_held_takes_its_waiting_message_along(action: LetterAction, morgan: User) -> None:
    letter = a_letter(action)
    letter_moves.move([letter.pk], "queue", channel=Channel.EMAIL)
    message = with_message(letter, State.QUEUED)
    assert letter_desk.hold([letter.pk], by=morgan, note="We ask first.").done == 1
    message.refresh_from_db()
    letter.refresh_from_db()
    assert (message.state, letter.held_because) == (State.CANCELLED, HeldBecause.STAFF)


def test_one_that_is_being_sent_this_moment_is_not_held(action: LetterAction, morgan: User) -> None:
    letter = a_letter(action)
    letter_moves.move([letter.pk], "queue", channel=Channel.EMAIL)
    message = with_message(letter, State.QUEUED)
    soon = timezone.now() + timedelta(minutes=1)
    Delivery.objects.filter(pk=message.pk).update(state=State.SENDING, lease_until=soon)
    assert letter_desk.hold([letter.pk], by=morgan, note="Too late.") == letter_desk.Decided(0, 1)
    assert state(letter) == LetterState.QUEUED


def test_what_came_back_is_sent_again_only_to_another_address(action: LetterAction, morgan: User) -> None:
    letter = left(a_letter(action), LetterState.BOUNCED)
    old = with_message(letter, State.BOUNCED)
    assert letter_desk.send_again([letter.pk], by=morgan).done == 0, "it would come back again"
    GovernmentOffice.objects.update(email="corrected@example.org")
    assert letter_desk.send_again([letter.pk], by=morgan).done == 1
    letter.refresh_from_db()
    assert (letter.state, letter.round, letter.delivery) == (LetterState.CONFIRMED, 2, None)
    assert Delivery.objects.get(pk=old.pk).state == State.BOUNCED


def test_what_came_back_goes_by_post_though_there_is_an_email_address(action: LetterAction, morgan: User) -> None:
    letter = left(a_letter(action), LetterState.BOUNCED)
    with_message(letter, State.BOUNCED)
    assert letter_desk.send_by_post([letter.pk], by=morgan).done == 1
    [run] = print_runs.ask(by=morgan)
    letter.refresh_from_db()
    assert (letter.print_run, letter.channel, letter.state) == (run, Channel.POST, LetterState.QUEUED)


def test_nothing_goes_by_post_where_no_postal_address_is_known(action: LetterAction, morgan: User) -> None:
    letter = left(a_letter(action), LetterState.BOUNCED)
    GovernmentOffice.objects.update(address="", postcode="")
    assert letter_desk.send_by_post([letter.pk], by=morgan).done == 0
    assert state(letter) == LetterState.BOUNCED


def test_what_perhaps_left_is_marked_as_sent_with_its_message(action: LetterAction, morgan: User) -> None:
    letter = left(a_letter(action), LetterState.UNCERTAIN)
    message = with_message(letter, State.UNCERTAIN)
    since = letter.since
    assert letter_desk.was_sent([letter.pk], by=morgan).done == 1
    message.refresh_from_db()
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, message.state) == (LetterState.SENT, since, State.ACCEPTED)


def test_a_digest_that_perhaps_left_is_marked_as_a_whole(action: LetterAction, morgan: User) -> None:
    one, other = (left(a_letter(action, number), LetterState.UNCERTAIN) for number in range(2))
    message = with_message(one, State.UNCERTAIN, in_digest=True)
    Letter.objects.filter(pk=other.pk).update(delivery=message, in_digest=True)
    assert letter_desk.was_sent([one.pk], by=morgan).done == 2
    assert {state(one), state(other)} == {LetterState.IN_DIGEST}


def test_what_can_not_be_sent_is_given_back(action: LetterAction, morgan: User) -> None:
    letter = left(a_letter(action), LetterState.BOUNCED)
    letter_desk.give_back([letter.pk], by=morgan)
    assert (state(letter), letter.steps.get(move="expire").to_tell) == (LetterState.EXPIRED, True)


def test_many_are_decided_about_after_a_screen_that_counts_them(staff: Client, action: LetterAction) -> None:
    ours = [held(a_letter(action, number)) for number in range(3)]
    other = a_letter(action, 4)
    asked = {"deed": "release", "queue": "held", "ticked": [letter.pk for letter in [*ours, other]]}
    page = staff.post("/admin/letters/choose/", asked).content.decode()
    assert "3 letters" in page
    assert "1 more was chosen" in page
    assert {state(letter) for letter in ours} == {LetterState.HELD}, "looking does nothing"
    pks = ",".join(str(letter.pk) for letter in ours)
    answer = staff.post("/admin/letters/decide/", {"deed": "release", "queue": "held", "pks": pks, "note": ""})
    assert answer.headers["Location"] == "/admin/letters/?queue=held"
    assert {state(letter) for letter in ours} == {LetterState.CONFIRMED}


def test_all_in_a_list_can_be_chosen_at_once_and_nothing_else(staff: Client, action: LetterAction) -> None:
    for number in range(3):
        held(a_letter(action, number))
    elsewhere = held(a_letter(an_action("elsewhere"), 3))
    asked = {"deed": "release", "queue": "held", "all": "1", "list": f"queue=held&action={action.pk}"}
    page = staff.post("/admin/letters/choose/", asked).content.decode()
    assert "3 letters" in page
    assert f"/admin/letters/{elsewhere.pk}/" not in page


def test_more_than_can_be_looked_at_are_cut_and_that_is_said(
    staff: Client, action: LetterAction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.admin_views.letter_deeds.MOST", 2)
    for number in range(3):
        held(a_letter(action, number))
    asked = {"deed": "release", "queue": "held", "all": "1", "list": "queue=held"}
    page = staff.post("/admin/letters/choose/", asked).content.decode()
    assert "at most 2 are done at once" in page
    monkeypatch.setattr("campaigns.services.letter_desk.MOST", 2)
    with pytest.raises(letter_desk.NotPossible):
        letter_desk.release([1, 2, 3], by=factories.morgan())


@pytest.mark.parametrize("data", [{}, {"deed": "no-such"}, {"deed": "release", "ticked": ["x", "²", "9" * 30]}])
def test_nothing_is_asked_where_nothing_was_chosen(data: dict[str, Any], staff: Client) -> None:
    assert staff.post("/admin/letters/choose/", data).headers["Location"] == "/admin/letters/"
    assert staff.post("/admin/letters/decide/", data).headers["Location"] == "/admin/letters/"


def test_a_refusal_needs_its_reason(staff: Client, action: LetterAction) -> None:
    letter = held(a_letter(action))
    answer = staff.post("/admin/letters/decide/", {"deed": "refuse", "pks": str(letter.pk)})
    assert (answer.status_code, state(letter)) == (422, LetterState.HELD)


def test_a_letter_is_found_by_what_somebody_says_and_the_search_is_written_down(
    staff: Client, action: LetterAction
) -> None:
    a_letter(action)
    a_letter(action, 1)
    for words in ("suzie s", "suzie.writes@example.org"):
        page = staff.post("/admin/letters/find/", {"words": words}).content.decode()
        assert "Suzie Signer" in page
        assert "Priya" not in page
    assert AccessRecord.objects.filter(action="searched", reason="Letters").count() == 2
    assert "None was found." in staff.post("/admin/letters/find/", {"words": "nobody here"}).content.decode()


def test_the_preview_says_whose_letters_would_go_to_somebody_else_now(
    action: LetterAction, django_assert_max_num_queries: Any
) -> None:
    office = action.offices.get()
    GovernmentOffice.objects.filter(pk=office.pk).update(holder="The first")
    letter_moves.move([a_letter(action).pk], "queue", channel=Channel.EMAIL, sent_to="The first")
    a_letter(action, 1)
    with django_assert_max_num_queries(5):
        [before] = desk.targets()
    assert (before.waiting, before.queued, before.holder, before.has_changed) == (2, 1, "The first", False)
    GovernmentOffice.objects.filter(pk=office.pk).update(holder="The second", holder_since=timezone.localdate())
    [after] = desk.targets()
    assert (after.holder, after.sent_to, after.has_changed, after.held) == ("The second", "The first", True, "")


def test_the_preview_says_to_whom_nothing_can_leave_and_why(staff: Client, action: LetterAction) -> None:
    a_letter(action)
    GovernmentOffice.objects.update(is_vacant=True)
    page = staff.get("/admin/letters/recipients/").content.decode()
    assert "Nobody holds the post or the seat now" in page
    assert "Offices of open actions that nothing can be sent to" in page


def test_letters_to_mps_are_held_while_parliament_is_dissolved_and_the_preview_says_so(staff: Client) -> None:
    seat = Constituency.objects.get(slug="leeds-south")
    factories.representative(seat)
    confirmed(factories.letter_action(), seat)
    [target] = desk.targets()
    assert (target.held, target.holder) == ("", "Alex Sample")
    today = timezone.localdate()
    Election.objects.create(announced_on=today, dissolved_on=today, polling_on=today + timedelta(days=30))
    [target] = desk.targets()
    assert target.held == "Parliament is dissolved: there are no MPs"
    assert "Parliament has been dissolved since" in staff.get("/admin/letters/recipients/").content.decode()


def test_a_print_run_is_asked_for_watched_taken_away_and_marked_as_posted(staff: Client, action: LetterAction) -> None:
    letter = a_letter(action)
    Letter.objects.filter(pk=letter.pk).update(channel=Channel.POST)
    GovernmentOffice.objects.update(email="")
    assert "1 letter waits to be printed." in staff.get("/admin/print-runs/").content.decode()
    address = staff.post("/admin/print-runs/new/").headers["Location"]
    run = PrintRun.objects.get()
    assert address == f"/admin/print-runs/{run.pk}/"
    assert staff.get(address).headers["Refresh"] == "4"
    PrintRun.objects.update(state=PrintRunState.READY, ready_at=timezone.now())
    PrintFile.objects.create(run=run, content=b"%PDF-1.7 of everybody")
    assert "Refresh" not in staff.get(address).headers
    file = staff.post(f"{address}file/")
    assert (file.content, file.headers["Content-Type"]) == (b"%PDF-1.7 of everybody", "application/pdf")
    assert AccessRecord.objects.get().reason.startswith(f"print run {run.pk}")
    assert staff.post(f"{address}posted/", {"on": "2999-01-01"}).status_code == 422
    assert staff.post(f"{address}posted/", {"on": timezone.localdate().isoformat()}).status_code == 302
    assert (state(letter), PrintRun.objects.get().state) == (LetterState.SENT, PrintRunState.POSTED)


def test_a_run_from_which_a_letter_was_taken_warns(staff: Client, action: LetterAction) -> None:
    run = PrintRun.objects.create(state=PrintRunState.READY, number=1, ready_at=timezone.now())
    page = staff.get(f"/admin/print-runs/{run.pk}/").content.decode()
    assert "A letter was taken out of this run" in page


def test_an_answer_is_read_dealt_with_asked_about_published_and_taken_down(staff: Client, morgan: User) -> None:
    answer = whitehall.an_answer()
    assert "We have read" not in staff.get("/admin/letter-answers/").content.decode(), "a list shows no text"
    page = f"/admin/letter-answers/{answer.pk}/"
    assert "We have read what you write." in staff.get(page).content.decode()
    assert AccessRecord.objects.get().person == answer.letter.person
    staff.post("/admin/letter-answers/seen/", {"ticked": str(answer.pk)})
    assert LetterAnswer.objects.get().seen_at
    refused = staff.post(f"{page}ask/", {"text": "Dear Suzie Signer, we have read it."})
    assert (refused.status_code, "Suzie" in refused.content.decode()) == (422, True)
    assert staff.post(f"{page}ask/", {"text": "We have read it."}).status_code == 302
    assert staff.post(f"{page}publish/").status_code == 422, "nobody agreed yet"
    LetterAnswer.objects.update(publication="allowed")
    staff.post(f"{page}publish/")
    shown = LetterAnswer.objects.get()
    assert (shown.publication, shown.published_by) == ("published", morgan)
    staff.post(f"{page}take-down/")
    assert LetterAnswer.objects.get().publication == "private"


def test_the_home_of_the_admin_counts_what_waits_at_the_desk(staff: Client, action: LetterAction) -> None:
    held(a_letter(action))
    left(a_letter(action, 1), LetterState.BOUNCED)
    whitehall.an_answer(left(a_letter(action, 2), LetterState.SENT))
    home = staff.get("/admin/").content.decode()
    for sentence in ("1 letter is held for you to read.", "1 letter came back.", "1 answer to a letter is new."):
        assert sentence in home
    assert "Whitehall desk" in home, "the menu leads there"


def test_a_list_of_letters_leaves_without_texts_and_says_who_took_it(staff: Client, action: LetterAction) -> None:
    a_letter(action)
    text = b"".join(staff.get("/admin/letters/?export=csv")).decode()
    assert "Suzie Signer" in text
    assert "in words that are all my own" not in text
    assert "Taken by campaign-staff@example.org" in text
    assert AccessRecord.objects.get().action == "exported"
