"""Requests at the same moment, each with a connection of its own; and a process that is killed between two steps."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from django.db import connection

from mail.models import Delivery
from tests.training import quizzing
from training.enums import AttemptState
from training.models import Attempt, Award, TrainedChange
from training.services import attempts, awards, updates

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything"),
]
PATIENCE, MANY = 60, 8


def at_once(deeds: Sequence[Callable[[], object]], but: type[Exception] | tuple[type[Exception], ...] = ()) -> int:
    """All of them begin together; returns how many raised one of the exceptions that they may raise."""
    start, failed, refused = threading.Barrier(len(deeds)), [], []

    def run(deed: Callable[[], object]) -> None:
        try:
            start.wait(PATIENCE)
            deed()
        except but as error:
            refused.append(error)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    assert failed == []
    return len(refused)


def test_beginning_at_once_begins_one_attempt() -> None:
    version, suzie = quizzing.version(), quizzing.somebody()
    at_once([partial(attempts.begin, person=suzie, version=version) for _ in range(MANY)])
    assert Attempt.objects.get().is_open


def test_sending_it_in_at_once_marks_it_once_and_gives_one_award() -> None:
    attempt = quizzing.begun()
    right, wrong = quizzing.right_answers(attempt), quizzing.right_answers(attempt, critical_wrong=1)
    deeds = [partial(attempts.submit, token=attempt.token, chosen=right) for _ in range(MANY)]
    assert at_once(deeds, but=attempts.Over) == MANY - 1
    assert Attempt.objects.get().state == AttemptState.PASSED
    assert at_once([partial(attempts.submit, token=attempt.token, chosen=wrong)], but=attempts.Over) == 1
    assert (Award.objects.count(), Delivery.objects.filter(kind="certificate_ready").count()) == (1, 1)


def test_answers_more_time_and_the_end_at_once_leave_one_whole_result() -> None:
    attempt = quizzing.begun()
    right = quizzing.right_answers(attempt)
    deeds: list[Callable[[], object]] = [partial(attempts.submit, token=attempt.token, chosen=right)]
    deeds += [partial(attempts.answer, token=attempt.token, chosen={pk: options[0]}) for pk, options in attempt.asked]
    deeds += [partial(attempts.extend, token=attempt.token, seen=0) for _ in range(3)]
    at_once(deeds, but=attempts.Over)
    attempt.refresh_from_db()
    assert not attempt.is_open
    assert attempt.extended <= 1
    counted = attempt.answers.filter(option__is_right=True).count()
    assert attempt.right == counted == 15


def test_killed_while_the_award_is_written_everything_is_as_before_and_can_be_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attempt = quizzing.begun()
    first = dict(list(quizzing.right_answers(attempt).items())[:3])
    attempts.answer(token=attempt.token, chosen=first)

    def killed(**ignored: object) -> None:
        raise KeyboardInterrupt

    give = awards.give
    monkeypatch.setattr(awards, "give", killed)
    with pytest.raises(KeyboardInterrupt):
        attempts.submit(token=attempt.token, chosen=quizzing.right_answers(attempt))
    attempt.refresh_from_db()
    assert attempt.is_open
    assert quizzing.kept(attempt) == first
    assert not Award.objects.exists()
    assert not TrainedChange.objects.exists()
    monkeypatch.setattr(awards, "give", give)
    attempts.submit(token=attempt.token, chosen=quizzing.right_answers(attempt))
    assert Award.objects.count() == 1


def test_telling_holders_at_once_tells_each_once() -> None:
    fact = quizzing.critical_fact()
    quizzing.course_with_fact(fact)
    holders = quizzing.holders_of(5)
    update = quizzing.asked_about(fact)
    at_once([updates.tell for _ in range(4)])
    told = Delivery.objects.filter(kind="update_asked").values_list("address", flat=True)
    assert sorted(told) == sorted(person.address_id for person in holders)
    assert update.holders.count() == len(holders)
