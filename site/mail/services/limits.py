"""The rate law: how many may pass in any window of time, over any number of processes. Each limit is a row.

A bucket that holds b and fills by r a second lets at most b + r * window pass in a window, wherever it begins. Of whole
messages that is within the quota where it is less than quota + 1.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from mail import kinds, streams
from mail.models import Mailing, TokenBucket
from mail.streams import Limit, Stream

Limits: TypeAlias = dict[str, Limit]  # by the key of their buckets
AT_ONCE = 20  # a bucket holds one part in so many of its quota, so most of the quota is left to fill it
WITHIN = 0.999  # keeps the sum below quota + 1, so that it holds for windows that include both their ends
AHEAD = 1.0  # seconds that a worker waits for a token rather than turning to something else


def of_provider(stream: Stream) -> Limits:
    """Those of its provider; where streams that share one name different quotas for a window, the least."""
    found: Limits = {}
    for limit in streams.limits_of(stream.provider_name):
        key = f"provider:{stream.provider_name}:{limit.seconds:g}"
        found[key] = min(limit, found.get(key, limit))
    return found


def of_domain(domain: str) -> Limits:
    given = [Limit(*limit) for limit in settings.MAIL_DOMAIN_LIMITS.get(domain, ())]
    return {f"domain:{domain}:{limit.seconds:g}": limit for limit in given}


def of_mailing(mailing: Mailing) -> Limits:
    """What its kind says besides: a new sender's quota, for example."""
    asked = kinds.get(mailing.kind).limits
    return asked(mailing) if asked else {}


def take(limits: Limits, *, wanted: int = 1, bulk: bool = False) -> int:
    """Let up to `wanted` pass under all of the limits; returns how many. Bulk leaves half of each burst to others."""
    return take_from(limits, wanted=wanted, bulk=bulk) if limits else wanted


@transaction.atomic
def take_from(limits: Limits, *, wanted: int, bulk: bool) -> int:
    make_missing(limits)
    # Locked in the order of their keys, so that no two wait for each other; the time is asked under the lock.
    buckets = list(TokenBucket.objects.filter(key__in=limits).order_by("key").select_for_update())
    now = clock()
    levels = {bucket.key: level(bucket, limits[bucket.key], now) for bucket in buckets}
    granted = min(wanted, *(spare(levels[key], limit, bulk=bulk) for key, limit in limits.items()))
    for bucket in buckets:
        if granted or bucket.refilled_at > now:  # the latter: the clock went back, so it fills from now on
            bucket.tokens, bucket.refilled_at = levels[bucket.key] - granted, now
            bucket.save(update_fields=["tokens", "refilled_at"])
    return granted


@transaction.atomic
def give_back(limits: Limits, *, number: int = 1) -> None:
    """What was taken and not used. Call it in the transaction that took: later it could let too many pass."""
    for key in sorted(limits):
        TokenBucket.objects.filter(key=key).update(tokens=F("tokens") + number)


def room(limits: Limits, *, bulk: bool) -> dict[str, int]:
    """How many may pass under each within the next second, as it looks now; only `take` decides."""
    return {key: spare(tokens + rate(limits[key]) * AHEAD, limits[key], bulk=bulk) for key, tokens in look(limits)}


def wait(limits: Limits, *, bulk: bool) -> float:
    """Seconds until one may pass under all of them, where nobody else takes any."""
    lacking = [(1 + kept_back(limits[key], bulk=bulk) - tokens) / rate(limits[key]) for key, tokens in look(limits)]
    return max(0.0, *lacking) if lacking else 0.0


def look(limits: Limits) -> Iterable[tuple[str, float]]:
    if not limits:
        return []
    make_missing(limits)
    now = clock()
    buckets = TokenBucket.objects.filter(key__in=limits)
    return [(bucket.key, level(bucket, limits[bucket.key], now)) for bucket in buckets]


def make_missing(limits: Limits) -> None:
    """New buckets are full. Made before any is locked, in the order of their keys."""
    known = set(TokenBucket.objects.filter(key__in=limits).values_list("key", flat=True))
    missing = [TokenBucket(key=key, tokens=burst(limits[key])) for key in sorted(limits.keys() - known)]
    TokenBucket.objects.bulk_create(missing, ignore_conflicts=True)


def burst(limit: Limit) -> int:
    return max(1, limit.quota // AT_ONCE)


def rate(limit: Limit) -> float:
    """Tokens a second."""
    return WITHIN * (limit.quota + 1 - burst(limit)) / limit.seconds


def level(bucket: TokenBucket, limit: Limit, now: datetime) -> float:
    """What it holds now. A clock that went back adds nothing; one that went forward adds a burst at most."""
    passed = max(0.0, (now - bucket.refilled_at).total_seconds())
    return min(float(burst(limit)), bucket.tokens + passed * rate(limit))


def spare(tokens: float, limit: Limit, *, bulk: bool) -> int:
    return max(0, int(tokens - kept_back(limit, bulk=bulk)))


def kept_back(limit: Limit, *, bulk: bool) -> int:
    return burst(limit) // 2 if bulk else 0


def clock() -> datetime:
    """The same for all machines, and not that of the transaction, which may have waited for a lock."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now


@transaction.atomic
def allow(key: str, quota: int, seconds: float) -> bool:
    """Whether a form may be used once more: at most `quota` times in any window of so many seconds, and no fewer.

    Exact over any number of processes. Counts where the caller's transaction commits, and holds a lock until then, so
    call it with its keys in one order everywhere. Only uses that were allowed count.
    """
    bucket, _ = TokenBucket.objects.select_for_update().get_or_create(key=key)
    now = clock().timestamp()
    recent = [min(at, now) for at in bucket.taken if at > now - seconds]  # min: the clock may have gone back
    allowed = len(recent) < quota
    bucket.taken, bucket.refilled_at = [*recent, now] if allowed else recent, clock()
    bucket.save(update_fields=["taken", "refilled_at"])
    return allowed
