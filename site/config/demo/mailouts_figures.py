"""How often the links of the demonstration's messages were followed, and what people did afterwards: sums alone."""

from collections.abc import Iterable
from datetime import date, timedelta

from campaigns.mailout_enums import AfterMailout
from campaigns.models import Mailout, MailoutAction, MailoutClicks, MailoutLink
from config.demo import dice

DAYS = 5  # on which somebody clicked
OF_FIRST_SUBJECT = 18  # one of so many clicks on a day is on the subject that lost, and few got it
DONE = {AfterMailout.WROTE: 6, AfterMailout.SIGNED: 9, AfterMailout.SIGNED_UP: 40}  # one for so many clicks


def on_day(link: MailoutLink, day: int, *, most: int) -> int:
    """Many on the day itself, and fewer each day."""
    return dice.between(most * 4 // 7, most, link.url, link.mailout_id, day) // (day + 1) ** 2


def count(links: Iterable[MailoutLink], first: date, *, most: int, days: int = DAYS, compared: bool = False) -> None:
    rows = []
    for link in links:
        for day in range(days):
            number, on = on_day(link, day, most=most), first + timedelta(days=day)
            first_subject = number // OF_FIRST_SUBJECT if compared else number
            sums = {"a": first_subject, "b": number - first_subject}
            rows += [MailoutClicks(link=link, variant=each, day=on, number=sums[each]) for each in sums if sums[each]]
    MailoutClicks.objects.bulk_create(rows)


def when_chosen(made: Mailout, first: date) -> dict[str, int]:
    """The clicks on each subject while they were compared. That day has more: the others got theirs after it."""
    of_day = MailoutClicks.objects.filter(link__mailout=made, day=first, variant="a")
    number = sum(of_day.values_list("number", flat=True)) * 3 // 4
    return {"a": number, "b": 2 * number}


def act(made: Mailout) -> None:
    """Of those who clicked, some wrote, signed, or signed up."""
    clicks = MailoutClicks.objects.filter(link__mailout=made).values_list("day", "number")
    by_day: dict[date, int] = {}
    for day, number in clicks:
        by_day[day] = by_day.get(day, 0) + number
    MailoutAction.objects.bulk_create(
        MailoutAction(mailout=made, kind=kind, day=day, number=number // share)
        for kind, share in DONE.items()
        for day, number in by_day.items()
        if number >= share
    )
