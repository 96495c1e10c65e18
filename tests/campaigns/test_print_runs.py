"""Letters by post: gathered, printed in the background, posted by staff, and none against its writer's will."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from campaigns import letter_paper
from campaigns.letter_enums import Channel, HeldBecause, LetterState, PrintRunState
from campaigns.letter_paper import Paper
from campaigns.models import Letter, LetterAction, PrintFile, PrintRun
from campaigns.services import letter_following, letter_telling, letter_turns, letters, print_runs
from config import jobs
from people.models import User
from places.models import GovernmentOffice
from tests import factories
from tests.campaigns.letters_leaving import NOON, from_writer, moves, state, take_turn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=True) as clock:
        yield clock


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(address="1 Example Square\nLondon", postcode="SW1A 1AA", holder="Alex Holder")


@pytest.fixture
def action(office: GovernmentOffice) -> LetterAction:
    return factories.letter_action(office)


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[list[Paper]]:
    """What was given to print, instead of printing it."""
    seen: list[list[Paper]] = []

    def note(given: list[Paper], *, run_name: str, day: Any, on_progress: Any) -> bytes:
        seen.append(list(given))
        on_progress(len(given))
        return f"%PDF of {len(given)}".encode()

    monkeypatch.setattr(letter_paper, "make_letters", note)
    return seen


def waiting(action: LetterAction, number: int) -> list[Letter]:
    made = [from_writer(each, action) for each in range(number)]
    take_turn()
    return made


def ready(by: User) -> PrintRun:
    [run] = print_runs.ask(by=by)
    print_runs.make_all()
    run.refresh_from_db()
    assert run.state == PrintRunState.READY
    return run


def test_a_run_is_made_in_the_background_and_posted_and_writers_are_told(
    action: LetterAction, morgan: User, papers: list[list[Paper]]
) -> None:
    letters_ = waiting(action, 3)
    run = ready(morgan)
    assert (run.number, run.done, PrintFile.objects.get(run=run).content) == (3, 3, b"%PDF of 3")
    assert {state(each) for each in letters_} == {LetterState.QUEUED}
    assert print_runs.mark_posted(run, by=morgan, on=timezone.localdate(), seen=print_runs.stamp(run)) == 3
    assert {(state(each), each.channel, each.sent_to) for each in letters_} == {("sent", Channel.POST, "Alex Holder")}
    assert letter_telling.tell() == 3
    with pytest.raises(print_runs.NotPossible, match="marked as posted before"):
        print_runs.mark_posted(run, by=morgan, on=timezone.localdate())


def test_the_page_has_the_recipient_as_they_are_then(
    action: LetterAction, morgan: User, papers: list[list[Paper]]
) -> None:
    [letter] = waiting(action, 1)
    ready(morgan)
    [[paper]] = papers
    assert paper.recipient_lines == (
        "Alex Holder",
        "Secretary of State for Examples",
        "1 Example Square",
        "London",
        "SW1A 1AA",
    )
    assert (paper.salutation, paper.name, paper.town) == ("Dear Secretary of State", "Writer 0", "Leeds")
    assert paper.reference == f"L{letter.pk:06d}"
    assert " ".join(paper.paragraphs) == letter.body


def test_a_real_file_is_a_pdf(action: LetterAction, morgan: User) -> None:
    waiting(action, 2)
    run = ready(morgan)
    assert bytes(run.file.content).startswith(b"%PDF")


def test_the_runs_of_the_day_are_made_in_the_morning_once(action: LetterAction, clock: Any) -> None:
    waiting(action, 2)
    assert print_runs.ask_daily() == 0
    clock.move_to(NOON + timedelta(hours=19, minutes=1))  # a minute past seven, the next day
    assert print_runs.ask_daily() == 1
    from_writer(5, action)
    take_turn()
    assert print_runs.ask_daily() == 0
    run = PrintRun.objects.get()
    assert (run.number, run.asked_by) == (2, None)


def test_where_nothing_waits_nothing_is_printed(morgan: User) -> None:
    with pytest.raises(print_runs.NotPossible, match="No letter waits"):
        print_runs.ask(by=morgan)


def test_more_than_a_run_holds_are_several_runs(
    action: LetterAction, morgan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_paper, "MOST", 2)
    waiting(action, 5)
    assert [run.number for run in print_runs.ask(by=morgan)] == [2, 2, 1]
    assert Letter.objects.filter(print_run__isnull=False).count() == 5


def test_one_withdrawn_from_a_ready_run_takes_the_file_along_and_is_never_posted(
    action: LetterAction, morgan: User, papers: list[list[Paper]]
) -> None:
    gone, *others = waiting(action, 3)
    run = ready(morgan)
    printed = print_runs.stamp(run)
    assert letters.withdraw(person_id=gone.person_id, letter_id=gone.pk)
    with pytest.raises(print_runs.NotPossible, match=f"take out L{gone.pk:06d}"):
        print_runs.mark_posted(run, by=morgan, on=timezone.localdate(), seen=printed)
    assert print_runs.outdated().exists()
    assert print_runs.make_all() == 1
    run.refresh_from_db()
    assert (run.state, run.number, [paper.name for paper in papers[-1]]) == ("ready", 2, ["Writer 1", "Writer 2"])
    with pytest.raises(print_runs.NotPossible, match=f"take out L{gone.pk:06d}"):
        print_runs.mark_posted(run, by=morgan, on=timezone.localdate(), seen=printed)
    assert print_runs.mark_posted(run, by=morgan, on=timezone.localdate(), seen=print_runs.stamp(run)) == 2
    assert state(gone) == LetterState.WITHDRAWN
    assert {state(each) for each in others} == {LetterState.SENT}


def test_one_withdrawn_while_its_run_is_made_is_not_in_the_file(
    action: LetterAction, morgan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, _ = waiting(action, 2)
    print_runs.ask(by=morgan)
    names: list[list[str]] = []

    def withdraw_meanwhile(given: list[Paper], **_: Any) -> bytes:
        letters.withdraw(person_id=gone.person_id, letter_id=gone.pk)
        names.append([paper.name for paper in given])
        return b"%PDF"

    monkeypatch.setattr(letter_paper, "make_letters", withdraw_meanwhile)
    print_runs.make_all()
    assert not PrintFile.objects.exists()
    print_runs.make_all()
    assert names == [["Writer 0", "Writer 1"], ["Writer 1"]]
    assert PrintRun.objects.get().number == 1


def test_a_run_that_loses_its_last_letter_is_given_up(
    action: LetterAction, morgan: User, papers: list[list[Paper]]
) -> None:
    [gone] = waiting(action, 1)
    run = ready(morgan)
    letters.withdraw(person_id=gone.person_id, letter_id=gone.pk)
    print_runs.make_all()
    run.refresh_from_db()
    assert (run.state, run.error, PrintFile.objects.exists()) == ("failed", "No letter is left in it.", False)


def test_what_is_printed_for_somebody_who_left_is_called_back(
    action: LetterAction, morgan: User, papers: list[list[Paper]]
) -> None:
    [letter] = waiting(action, 1)
    ready(morgan)
    GovernmentOffice.objects.update(holder="Kit Successor")
    assert print_runs.call_back() == 1
    assert moves(letter)[-1] == "recall"
    take_turn()
    ready(morgan)
    assert papers[-1][0].recipient_lines[0] == "Kit Successor"
    GovernmentOffice.objects.update(is_vacant=True)
    assert print_runs.call_back() == 1
    letter_turns.take_turn()
    assert (state(letter), letter.held_because) == (LetterState.HELD, HeldBecause.VACANT)


def test_one_whose_office_got_an_email_meanwhile_goes_there(action: LetterAction, morgan: User) -> None:
    [letter] = waiting(action, 1)
    GovernmentOffice.objects.update(email="minister@example.org")
    with pytest.raises(print_runs.NotPossible):
        print_runs.ask(by=morgan)
    take_turn()
    assert (state(letter), letter.channel) == (LetterState.QUEUED, Channel.EMAIL)


def test_what_a_killed_maker_left_is_taken_up_once_its_lease_is_over_and_given_up_after_three(
    action: LetterAction, morgan: User
) -> None:
    waiting(action, 1)
    [run] = print_runs.ask(by=morgan)
    for _ in range(print_runs.TRIES):
        assert print_runs.take() == run
        assert print_runs.take() is None
        PrintRun.objects.update(taken_at=timezone.now() - print_runs.LEASE - timedelta(seconds=1))
    assert print_runs.take() is None
    run.refresh_from_db()
    assert (run.state, run.error) == (PrintRunState.FAILED, "Its makers ended before it was done.")


def test_a_run_that_failed_is_made_once_staff_ask_again_so_that_none_of_its_letters_is_lost(
    action: LetterAction, papers: list[list[Paper]], client: Client
) -> None:
    staff = factories.member_of("Campaign staff")
    client.force_login(staff)
    [letter] = waiting(action, 1)
    [run] = print_runs.ask(by=staff)
    PrintRun.objects.update(state=PrintRunState.FAILED, error="It could not be made.", tries=print_runs.TRIES)
    print_runs.make_all()
    assert not papers
    page = f"/admin/print-runs/{run.pk}/"
    assert "Try again" in client.get(page).content.decode()
    assert client.post(f"{page}again/").status_code == 302
    print_runs.make_all()
    run.refresh_from_db()
    assert (run.state, state(letter), len(papers)) == (PrintRunState.READY, LetterState.QUEUED, 1)
    assert "Try again" not in client.get(page).content.decode()
    with pytest.raises(print_runs.NotPossible, match="did not fail"):
        print_runs.try_again(run)


def test_a_maker_that_was_overtaken_writes_nothing(
    action: LetterAction, morgan: User, papers: list[list[Paper]]
) -> None:
    waiting(action, 1)
    print_runs.ask(by=morgan)
    slow = print_runs.take()
    PrintRun.objects.update(taken_at=timezone.now() - print_runs.LEASE - timedelta(seconds=1))
    fast = print_runs.take()
    assert slow is not None
    assert fast is not None
    print_runs.make(slow)
    assert not PrintFile.objects.exists()
    print_runs.make(fast)
    assert PrintFile.objects.exists()


def test_the_day_of_posting_is_not_in_the_future_and_counts_from_then(
    action: LetterAction, morgan: User, papers: list[list[Paper]], clock: Any
) -> None:
    [letter] = waiting(action, 1)
    run = ready(morgan)
    with pytest.raises(print_runs.NotPossible, match="still to come"):
        print_runs.mark_posted(run, by=morgan, on=timezone.localdate() + timedelta(1))
    with pytest.raises(print_runs.NotPossible, match="not yet asked for"):
        print_runs.mark_posted(run, by=morgan, on=timezone.localdate() - timedelta(3))
    clock.shift(timedelta(3))
    print_runs.mark_posted(run, by=morgan, on=timezone.localdate() - timedelta(3))
    letter_following.follow()
    assert state(letter) == LetterState.DELIVERED
    assert letter.sent_at is not None
    assert timezone.localdate(letter.sent_at) == timezone.localdate() - timedelta(3)


def test_the_job_prints_what_waits(action: LetterAction, morgan: User, papers: list[list[Paper]]) -> None:
    waiting(action, 1)
    job = jobs.find("carry_on_batches")
    assert job is not None
    assert not job.is_due()
    print_runs.ask(by=morgan)
    assert job.is_due()
    job.do()
    assert PrintRun.objects.get().state == PrintRunState.READY
    assert not job.is_due()
