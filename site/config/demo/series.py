"""Series in the demonstration: one that welcomes, and runs, and one that is a draft still.

Nothing of the one that runs is due while somebody looks at the demonstration. Whoever agreed since it began got what
was due by now, and the next message to anybody comes after some weeks.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from campaigns.mailout_clock import quiet_until
from campaigns.mailout_enums import SeriesStart, SeriesState
from campaigns.models import Petition, Series, SeriesStep
from campaigns.models.mailout import EVENING, MORNING
from campaigns.selectors import series as selectors
from campaigns.services import series as lives
from campaigns.services import series_steps
from config.demo import dice, mailouts_figures, mailouts_readers
from config.demo import series_words as words
from config.demo.mailouts_readers import PETITION
from config.demo.mailouts_written import body, in_the_morning
from config.demo.series_words import Message
from mail.enums import State
from mail.models import Delivery, Mailing
from people.enums import Purpose
from people.models import Consent, User

SINCE = 37  # days: of those who agreed at the beginning, some did so after that
CLICKS = 9  # at most, of a link on its first day
CREATED = "wagtail.create"
APART = timedelta(minutes=20)  # the lines in its log
NOTICED = timedelta(minutes=30)  # at most an hour passes before the site looks again
ARRIVES_AFTER = timedelta(minutes=2)


def make(*, author: User, approver: User) -> Series:
    """Both; the one that runs with what left of it at first."""
    draft(author)
    begins_at = in_the_morning(SINCE)
    agreed = Consent.objects.live().filter(purpose=Purpose.CAMPAIGN_NEWS, confirmed_at__gte=begins_at)
    first = list(agreed.select_related("person__address").order_by("pk"))
    made = write(words.WELCOME, words.WELCOME_MESSAGES, author, start=SeriesStart.AGREED)
    lives.step(made, "submit", by=author, state=SeriesState.IN_REVIEW, submitted_by=author)
    lives.approve_what_was_read(made, by=approver, digest=lives.digest(made))
    Series.objects.filter(pk=made.pk).update(begins_at=begins_at)
    lives.mailings_of(made).update(created_at=begins_at)
    date_back(made, begins_at)
    made.refresh_from_db()
    welcome, help_, _ = steps_of(made)
    for step in (welcome, help_):
        send(step, first)
    return made


def draft(author: User) -> None:
    petition = Petition.objects.get(slug=PETITION)
    fields = {"start": SeriesStart.SIGNED, "purpose": Purpose.PETITION_UPDATES, "petition": petition}
    made = write(words.FOLLOW_UP, words.FOLLOW_UP_MESSAGES, author, **fields)
    date_back(made, timezone.now() - timedelta(days=1))


def write(title: str, messages: Iterable[Message], author: User, **fields: object) -> Series:
    made = lives.save(Series(title=title, **fields), by=author, changed=())
    log(made, CREATED, user=author, content_changed=True)
    for each in messages:
        step = SeriesStep(
            series=made, wait_days=each.wait_days, subject=each.subject, preheader=each.preheader, body=body(each)
        )
        lives.save_step(step, by=author)
    return made


def date_back(made: Series, last: datetime) -> None:
    """Its lines in the log, which end with the approval, or with the last change to a draft."""
    lines = sorted(ModelLogEntry.objects.for_instance(made).order_by("-pk"), key=lambda line: line.action == CREATED)
    for place, line in enumerate(lines):
        line.timestamp = last - place * APART
    ModelLogEntry.objects.bulk_update(lines, ["timestamp"])
    Series.objects.filter(pk=made.pk).update(created_at=last - len(lines) * APART)


def steps_of(made: Series) -> list[SeriesStep]:
    return list(made.steps.select_related("series", "mailing"))


def go_on(made: Series) -> None:
    """What left of it since: the last message to those who came first, and the first two to some who came lately."""
    welcome, help_, month = steps_of(made)
    begins_at = made.begins_at or timezone.now()
    still = selectors.may_get(month).filter(confirmed_at__gte=begins_at).select_related("person__address")
    came_back(send(month, still))
    lately = mailouts_readers.agree_lately()
    for step in (welcome, help_):
        send(step, lately)
    for step in (help_, month):
        at = Delivery.objects.filter(mailing=step.mailing).order_by("due_at")[0].due_at
        mailouts_figures.count(step.links.all(), timezone.localdate(at), most=CLICKS, days=3)


def send(step: SeriesStep, agreed: Iterable[Consent]) -> list[Delivery]:
    """To those who agreed, each on the day that was theirs."""
    mailing = Mailing.objects.get(step=step)
    rows = [message(step, mailing, consent) for consent in agreed]
    Delivery.objects.bulk_create(rows)
    for row in rows:
        row.created_at = row.due_at
    Delivery.objects.bulk_update(rows, ["created_at"], batch_size=500)
    return rows


def message(step: SeriesStep, mailing: Mailing, consent: Consent) -> Delivery:
    address = consent.person.address
    made = series_steps.message(mailing, address.pk, consent.pk, address.canonical)
    made.due_at = when(consent.confirmed_at or consent.given_at, step.wait_days)
    made.state, made.attempts, made.finished_at = State.DELIVERED, 1, made.due_at + ARRIVES_AFTER
    return made


def when(agreed_at: datetime, wait_days: int) -> datetime:
    """Soon after they agreed, or so many days later in the morning; never at night."""
    if not wait_days:
        noticed = agreed_at + NOTICED
        return quiet_until(noticed, EVENING, MORNING) or noticed
    day = timezone.localtime(agreed_at) + timedelta(days=wait_days)
    return day.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)


def came_back(rows: list[Delivery]) -> None:
    """One of them: a mailbox that is gone."""
    gone = dice.one_of(rows, "gone")
    Delivery.objects.filter(pk=gone.pk).update(state=State.BOUNCED)
    mailouts_readers.come_back([gone])
