"""How fast a mail-out leaves and when it is through: what staff are told beforehand, and no law for the sending."""

from datetime import datetime, time, timedelta

from campaigns.mailout_clock import LONDON, quiet_until
from campaigns.models import Mailout
from mail import streams

USUAL = 50.0  # messages a second that any provider for many takes, where no limit of ours says less
MOST_DAYS = 366


def per_second() -> float:
    """As the tightest limit of the provider for mail to many allows."""
    limits = streams.limits_of(streams.get(streams.BULK).provider_name)
    return min([USUAL, *(limit.quota / limit.seconds for limit in limits)])


def begins_at(mailout: Mailout, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    return quiet_until(moment, mailout.quiet_from, mailout.quiet_until) or moment


def following(moment: datetime, clock: time) -> datetime:
    """When clocks in London show this next."""
    day = moment.astimezone(LONDON).date()
    found = datetime.combine(day, clock, LONDON)
    return found if found > moment else datetime.combine(day + timedelta(days=1), clock, LONDON)


def ends_at(mailout: Mailout, *, number: int, start: datetime, rate: float) -> datetime | None:
    """When so many messages are through at this rate, which rests in quiet hours; None where that is too far off."""
    if rate <= 0:
        return None
    left, moment = float(number), start
    for _ in range(MOST_DAYS):
        moment = begins_at(mailout, moment)
        if mailout.quiet_from == mailout.quiet_until:
            return moment + timedelta(seconds=left / rate)
        night = following(moment, mailout.quiet_from)
        room = (night - moment).total_seconds() * rate
        if left <= room:
            return moment + timedelta(seconds=left / rate)
        left, moment = left - room, night
    return None
