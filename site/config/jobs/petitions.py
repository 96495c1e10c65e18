"""Which jobs count signatures, judge them and tell of petitions."""

from datetime import timedelta

from campaigns.models import LogEntry, SignatureDelta
from campaigns.services import (
    checking,
    counting,
    deciding,
    log,
    news,
    packs,
    replaying,
    tallying,
)
from config.jobs.job import BULK, DAY, HOUR, MINUTE, SECOND, Job, all_of, is_any


def counts_wait() -> bool:
    return SignatureDelta.objects.filter(folded=False).exists()


def log_lines_wait() -> bool:
    return LogEntry.objects.waiting().exists()


def packs_or_replays_wait() -> bool:
    return is_any(packs.waiting().order_by(), replaying.waiting().order_by())


def make_packs_and_replays() -> None:
    all_of(packs.make_all, replaying.replay_next)


JOBS = [
    Job("fold_counts", "Counting signatures", counting.fold, timedelta(seconds=10), counts_wait),
    Job("grow_logs", "Adding to the public logs", log.grow, timedelta(seconds=10), log_lines_wait),
    Job("sign_logs", "Signing the public logs", log.sign_heads, DAY, asks=MINUTE),
    Job(
        "reach_milestones",
        "Noting the numbers that petitions reach",
        news.reach_milestones,
        MINUTE,
        news.is_any_reached,
        asks=MINUTE,
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
    Job(
        "make_packs_and_replays",
        "Making hand-in packs, and replaying rules against fraud",
        make_packs_and_replays,
        2 * SECOND,
        packs_or_replays_wait,
        queue=BULK,
    ),
    Job(
        "count_attempts",
        "Counting what the rules against fraud found",
        tallying.count,
        10 * MINUTE,
        tallying.wait,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
    Job(
        "check_counts",
        "Comparing every total with the signatures",
        checking.insist,
        DAY,
        queue=BULK,
        lease=HOUR,
        asks=MINUTE,
    ),
]
