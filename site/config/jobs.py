"""Which jobs run how often, and how each asks whether it has anything to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from campaigns.letter_enums import LetterState
from campaigns.models import LogEntry, PetitionNews, SignatureDelta
from campaigns.services import (
    answers,
    challenges,
    checking,
    counting,
    deciding,
    letter_actions,
    letter_asking,
    letter_digests,
    letter_following,
    letter_telling,
    letter_turns,
    letter_windows,
    life,
    log,
    news,
    packs,
    print_runs,
    questionnaires,
    reminding,
    replaying,
    tallying,
)
from config import housekeeping
from groups.models import GroupMessage
from groups.services import health, importing, posting, questions, reminders, renewals, seats, telling
from mail.enums import WAITING
from mail.models import Delivery
from mail.services import drain, events, windows
from pages import generation
from pages.models import Fact
from people.services import retention
from training.models import Indicator
from training.services import attempts, certificate_batches, digests, feedback, item_statistics, updates
from training.services import health as trained_leads
from training.services import importing as training_lists
from training.services import reminders as training_reminders

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
BULK = "bulk"  # the queue of what may take long, with a worker of its own: it never holds up a confirmation


@dataclass(frozen=True)
class Job:
    """Something that says "look now": what there is to do is read from our rows, so a lost or second call is harmless.

    A worker has `lease` to do it; then it is taken for dead. `asks` is how often `is_due` is asked.
    """

    name: str
    title: str
    do: Callable[[], Any]
    every: timedelta
    is_due: Callable[[], bool] = lambda: True  # asked first, so that an idle site writes nothing
    queue: str = "default"
    lease: timedelta = timedelta(minutes=10)
    asks: timedelta = timedelta(0)

    def period(self) -> int:
        return int(timezone.now().timestamp() // self.every.total_seconds())


def publish_scheduled() -> None:
    """Publish and expire the pages, facts and signs whose editors named a time."""
    call_command("publish_scheduled", verbosity=0)


def is_any(first: QuerySet[Any], *others: QuerySet[Any]) -> bool:
    """In one query, which ends at the first row: it is asked every second."""
    return first.union(*others, all=True).exists()


def all_of(*steps: Callable[[], Any]) -> None:
    """One after another. One that fails holds up no other, and the run ends with its error."""
    failed: Exception | None = None
    for step in steps:
        try:
            step()
        except Exception as error:
            failed = failed or error
    if failed is not None:
        raise failed


def mail_waits() -> bool:
    rows = Delivery.objects
    return is_any(windows.of_class(rows.due(), bulk=False), rows.abandoned(), rows.put_off_by_clock())


def bulk_mail_waits() -> bool:
    return windows.of_class(Delivery.objects.due(), bulk=True).exists()


def counts_wait() -> bool:
    return SignatureDelta.objects.filter(folded=False).exists()


def log_lines_wait() -> bool:
    return LogEntry.objects.waiting().exists()


def reminders_wait() -> bool:
    return is_any(reminding.due().order_by(), letter_asking.to_remind().order_by())


def remind_to_confirm() -> None:
    all_of(reminding.remind, letter_asking.remind)


def pages_wait() -> bool:
    now = timezone.now()
    to_publish = Revision.objects.filter(approved_go_live_at__lte=now)
    expiring: list[type[DraftStateMixin]] = [Page, Fact, Indicator]
    return is_any(to_publish, *(model._default_manager.filter(live=True, expire_at__lte=now) for model in expiring))


def batches_wait() -> bool:
    to_print = (each.order_by() for each in (print_runs.waiting(), print_runs.outdated()))
    return is_any(importing.under_way(), training_lists.under_way(), certificate_batches.under_way(), *to_print)


def carry_on_batches() -> None:
    all_of(importing.go_on_with_all, training_lists.go_on_with_all, certificate_batches.make_all, print_runs.make_all)


def news_waits() -> bool:
    return is_any(PetitionNews.objects.to_queue(), GroupMessage.objects.sending())


def queue_news() -> None:
    all_of(news.queue_news, posting.queue)


def words_of_training_wait() -> bool:
    return is_any(feedback.due(), feedback.due_walk_ins(), updates.untold())


def write_of_training() -> None:
    all_of(feedback.ask, updates.tell)


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


def is_anything_over() -> bool:
    return is_any(life.overdue().order_by(), letter_actions.overdue().order_by(), challenges.over().order_by())


def close_what_is_over() -> None:
    all_of(life.close_overdue, letter_actions.close_overdue, challenges.end_overdue)


def answers_wait() -> bool:
    return is_any(questionnaires.due().order_by(), answers.to_pass_on().order_by())


def hear_of_letters() -> None:
    all_of(questionnaires.ask, answers.pass_on_waiting)


JOBS = [
    Job("send_due", "Sending what one person asked for", partial(drain.send_due, bulk=False), SECOND, mail_waits),
    Job(
        "send_bulk",
        "Sending what goes to many",
        partial(drain.send_due, bulk=True),
        SECOND,
        bulk_mail_waits,
        queue=BULK,
    ),
    Job(
        "process_events",
        "Taking in what mail providers tell",
        partial(events.process, seconds=1),  # a flood of it shares the worker with confirmations
        SECOND,
        events.wait,
    ),
    Job("fold_counts", "Counting signatures", counting.fold, timedelta(seconds=10), counts_wait),
    Job("grow_logs", "Adding to the public logs", log.grow, timedelta(seconds=10), log_lines_wait),
    Job("sign_logs", "Signing the public logs", log.sign_heads, timedelta(days=1), asks=MINUTE),
    Job(
        "remind_signers",
        "Reminding those who have not confirmed their signature or letter",
        remind_to_confirm,
        timedelta(hours=1),
        reminders_wait,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "close_petitions",
        "Closing petitions and letter actions after their last day, and asking for no proof of work where that is over",
        close_what_is_over,
        MINUTE,
        is_anything_over,
        asks=MINUTE,
    ),
    Job(
        "reach_milestones",
        "Noting the numbers that petitions reach",
        news.reach_milestones,
        MINUTE,
        news.is_any_reached,
        asks=MINUTE,
    ),
    Job(
        "queue_news",
        "Queueing news of petitions, and what is written to groups",
        queue_news,
        5 * SECOND,
        news_waits,
        queue=BULK,
        asks=5 * SECOND,
    ),
    Job(
        "decide_signatures",
        "Deciding about many signatures",
        deciding.go_on_with_all,
        5 * SECOND,
        deciding.batches_wait,
        queue=BULK,
        asks=5 * SECOND,
    ),
    Job("make_packs", "Making hand-in packs", packs.make_all, 2 * SECOND, packs.wait, queue=BULK),
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
        timedelta(hours=1),
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "hear_of_letters",
        "Asking writers what came of their letters, and passing on answers of earlier days",
        hear_of_letters,
        timedelta(hours=1),
        answers_wait,
        queue=BULK,
        asks=10 * MINUTE,
    ),
    Job(
        "count_attempts",
        "Counting what the rules against fraud found",
        tallying.count,
        10 * MINUTE,
        tallying.wait,
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "replay_rules",
        "Replaying rules against fraud",
        replaying.replay_next,
        2 * SECOND,
        replaying.wait,
        queue=BULK,
    ),
    Job(
        "expire_offers",
        "Offering places that nobody took up to the next who wait",
        seats.expire_offers,
        MINUTE,
        seats.is_any_overdue,
        asks=MINUTE,
    ),
    Job(
        "tell_of_bookings",
        "Telling people what became of their places at events",
        telling.tell,
        5 * SECOND,
        telling.wait,
        asks=5 * SECOND,
    ),
    Job(
        "remind_of_events",
        "Reminding people of tomorrow's events",
        reminders.remind,
        10 * MINUTE,
        reminders.wait,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "write_of_training",
        "Asking how training sessions were, and telling what has changed in courses",
        write_of_training,
        MINUTE,
        words_of_training_wait,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "carry_on_batches",
        "Carrying on with files of groups, lists of people trained, batches of certificates and letters to print",
        carry_on_batches,
        5 * SECOND,
        batches_wait,
        queue=BULK,
        asks=5 * SECOND,
    ),
    Job(
        "end_quizzes",
        "Marking quizzes that ran out of time",
        attempts.end_overdue,
        MINUTE,
        attempts.any_overdue,
        asks=MINUTE,
    ),
    Job(
        "note_taught_facts",
        "Noting in which words courses teach safety-critical facts",
        updates.note,
        timedelta(hours=1),
        updates.wait,
        queue=BULK,
        asks=MINUTE,
    ),
    Job(
        "reckon_questions",
        "Reckoning how good the questions of quizzes are",
        item_statistics.reckon,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "remind_of_training",
        "Telling people that their training runs out",
        training_reminders.remind,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "tell_leaders_of_training",
        "Telling leaders once a month how their people are trained",
        digests.tell,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "derive_trained_leads",
        "Looking how long the safeguarding leads of groups are trained",
        trained_leads.derive,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job("publish_scheduled", "Publishing at the times named", publish_scheduled, MINUTE, pages_wait, asks=MINUTE),
    Job(
        "ask_renewals",
        "Asking groups once a year whether they go on",
        renewals.ask,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "look_after_questions",
        "Reminding applicants of our questions, and ending what nobody answers",
        questions.look_after,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "derive_health",
        "Looking how groups fare, and warning them",
        health.derive,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "prune",
        "Forgetting what is over",
        housekeeping.prune,
        timedelta(hours=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "check_counts",
        "Comparing every total with the signatures",
        checking.insist,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=1),
        asks=MINUTE,
    ),
    Job(
        "retention",
        "Forgetting what was kept long enough",
        retention.carry_out,
        timedelta(days=1),
        queue=BULK,
        lease=timedelta(hours=3),
        asks=MINUTE,
    ),
]


def find(name: str) -> Job | None:
    return next((job for job in JOBS if job.name == name), None)
