"""Which jobs carry letters, and hear what came of them."""

from campaigns.letter_enums import LetterState
from campaigns.services import (
    answers,
    letter_asking,
    letter_digests,
    letter_following,
    letter_telling,
    letter_turns,
    letter_windows,
    print_runs,
    questionnaires,
)
from config.jobs.job import BULK, HOUR, MINUTE, SECOND, Job, all_of, is_any
from mail.enums import WAITING
from pages import generation


def letters_move() -> bool:
    found = [*letter_following.wait(), letter_turns.due(), letter_digests.waiting(), letter_telling.untold()]
    return is_any(letter_windows.late(), *found)


def carry_letters() -> None:
    all_of(
        letter_windows.put_off,
        letter_following.follow,
        letter_turns.take_turn,
        letter_digests.make,
        letter_telling.tell,
        generation.count,
    )


def letters_wait() -> bool:
    in_post_room = letter_following.letters(LetterState.QUEUED, state__in=WAITING)
    return is_any(letter_turns.held_until_over(), in_post_room, print_runs.misprinted(), print_runs.of_today())


def look_after_letters() -> None:
    all_of(letter_turns.release_over, letter_following.call_back, print_runs.call_back, print_runs.ask_daily)


def end_letters() -> None:
    all_of(letter_following.follow_late, letter_asking.expire)


def answers_wait() -> bool:
    return is_any(questionnaires.due().order_by(), answers.to_pass_on().order_by())


def hear_of_letters() -> None:
    all_of(questionnaires.ask, answers.pass_on_waiting)


JOBS = [
    Job(
        "carry_letters",
        "Carrying letters to their recipients, and telling their writers",
        carry_letters,
        10 * SECOND,
        letters_move,
        queue=BULK,
        asks=10 * SECOND,
    ),
    Job(
        "look_after_letters",
        "Looking whether letters that wait may leave, and whether others may not",
        look_after_letters,
        MINUTE,
        letters_wait,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "end_letters",
        "Looking for letters that came back late, and ending those that waited too long",
        end_letters,
        HOUR,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "hear_of_letters",
        "Asking writers what came of their letters, and passing on answers of earlier days",
        hear_of_letters,
        HOUR,
        answers_wait,
        queue=BULK,
        asks=10 * MINUTE,
    ),
]
