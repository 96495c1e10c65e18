"""Pausing a series by itself, by the same bounds as mail-outs: where too much of it came back or was complained of."""

from contextlib import suppress

from campaigns.models import Series
from campaigns.selectors import mailout_harm, series_harm
from campaigns.selectors import series as selectors
from campaigns.services import series as lives
from campaigns.services.life import WrongState


def look_after() -> int:
    """Returns how many were paused."""
    return sum(pause_by_itself(series) for series in selectors.running().order_by("pk"))


def pause_by_itself(series: Series) -> bool:
    """Also where a mail-out would be stopped for good: a series goes on for years, so staff say whether it ends."""
    stop = mailout_harm.judge(series_harm.of(series), mailout_harm.NONE)
    if stop is None:
        return False
    with suppress(WrongState):  # staff were quicker
        lives.pause(series, by=None, because=stop.because)
    return True
