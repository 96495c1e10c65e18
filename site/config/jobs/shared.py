"""Which jobs do the like for several parts of the site at once: each asks the database one question less."""

from campaigns.models import PetitionNews
from campaigns.services import (
    challenges,
    letter_actions,
    letter_asking,
    life,
    news,
    print_runs,
    reminding,
    supporter_imports,
)
from config.jobs.job import BULK, HOUR, MINUTE, SECOND, Job, all_of, is_any
from groups.models import GroupMessage
from groups.services import importing, posting
from training.services import certificate_batches
from training.services import importing as training_lists


def reminders_wait() -> bool:
    return is_any(reminding.due().order_by(), letter_asking.to_remind().order_by())


def remind_to_confirm() -> None:
    all_of(reminding.remind, letter_asking.remind)


def is_anything_over() -> bool:
    return is_any(life.overdue().order_by(), letter_actions.overdue().order_by(), challenges.over().order_by())


def close_what_is_over() -> None:
    all_of(life.close_overdue, letter_actions.close_overdue, challenges.end_overdue)


def news_waits() -> bool:
    return is_any(PetitionNews.objects.to_queue(), GroupMessage.objects.sending())


def queue_news() -> None:
    all_of(news.queue_news, posting.queue)


def batches_wait() -> bool:
    to_print = (each.order_by() for each in (print_runs.waiting(), print_runs.outdated()))
    lists = (importing.under_way(), training_lists.under_way(), supporter_imports.under_way())
    return is_any(certificate_batches.under_way(), *lists, *to_print)


def carry_on_batches() -> None:
    lists = (importing.go_on_with_all, training_lists.go_on_with_all, supporter_imports.go_on_with_all)
    all_of(*lists, certificate_batches.make_all, print_runs.make_all)


JOBS = [
    Job(
        "remind_signers",
        "Reminding those who have not confirmed their signature or letter",
        remind_to_confirm,
        HOUR,
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
        "queue_news",
        "Queueing news of petitions, and what is written to groups",
        queue_news,
        5 * SECOND,
        news_waits,
        queue=BULK,
        asks=5 * SECOND,
    ),
    Job(
        "carry_on_batches",
        "Carrying on with files of groups, lists of people, batches of certificates and letters to print",
        carry_on_batches,
        5 * SECOND,
        batches_wait,
        queue=BULK,
        asks=5 * SECOND,
    ),
]
