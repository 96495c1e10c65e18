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
from config.jobs.job import BULK, DAY, HOUR, MINUTE, SECOND, Job


def counts_wait() -> bool:
    return SignatureDelta.objects.filter(folded=False).exists()


def log_lines_wait() -> bool:
    return LogEntry.objects.waiting().exists()


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
    Job("make_packs", "Making hand-in packs", packs.make_all, 2 * SECOND, packs.wait, queue=BULK),
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
        "replay_rules",
        "Replaying rules against fraud",
        replaying.replay_next,
        2 * SECOND,
        replaying.wait,
        queue=BULK,
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
