"""The demonstration shows mail-outs in most parts of their life, and sends nobody any."""

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns import mailout_checks, mailout_digest
from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout, MailoutLink, MailoutReply, Segment, Series, SupporterImport
from campaigns.selectors import mailout_report
from campaigns.services import mailout_sending
from config.demo import loader, mailouts
from mail.enums import OPEN, MailingState, State
from mail.models import Delivery, Mailing, Suppression
from people.enums import Purpose
from people.models import Address, Consent, User
from people.services import retention
from tests import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.fixture
def demonstration() -> None:
    demo.load()


def in_state(state: MailoutState) -> list[Mailout]:
    return list(Mailout.objects.filter(state=state).order_by("started_at"))


def days_of_clicks(link: MailoutLink) -> int:
    return link.clicks.values("day").distinct().count()


def test_two_are_finished_and_one_is_in_each_state_before() -> None:
    assert len(in_state(MailoutState.FINISHED)) == 2
    before = ("draft", "in_review", "scheduled", "cancelled", "paused")
    assert {state: len(in_state(MailoutState(state))) for state in before} == dict.fromkeys(before, 1)
    [waiting] = in_state(MailoutState.IN_REVIEW)
    assert (waiting.submitted_by is not None, waiting.approved_by) == (True, None)


def test_the_finished_ones_have_clicks_by_link_readers_who_left_and_messages_that_came_back() -> None:
    for made in in_state(MailoutState.FINISHED):
        fared = mailout_report.fared(made)
        assert (made.number or 0) > 500
        assert fared.progress.number == made.number == fared.progress.done
        assert (fared.progress.came_back, fared.unsubscribed) == (mailouts.CAME_BACK, mailouts.LEFT_US)
        assert fared.progress.states[State.COMPLAINED] == 1
        assert made.links.count() >= 2
        assert all(days_of_clicks(link) == mailouts.CLICKED_FOR for link in made.links.all())
        assert made.mailing is not None
        assert made.mailing.state == MailingState.FINISHED
        assert made.approved_by not in (None, made.submitted_by)


def test_whoever_left_after_the_first_got_no_second() -> None:
    first, second = in_state(MailoutState.FINISHED)
    lost = mailouts.CAME_BACK + mailouts.LEFT_US + 1
    assert second.number == (first.number or 0) - lost
    assert Suppression.objects.in_force().count() >= 2 * (mailouts.CAME_BACK + 1)


def test_what_is_scheduled_is_what_was_approved_and_lies_ahead() -> None:
    [made] = in_state(MailoutState.SCHEDULED)
    assert made.send_at is not None
    assert made.send_at > timezone.now()
    assert made.approved_digest == mailout_digest.digest(made)


def test_nothing_in_their_words_or_links_holds_one_up() -> None:
    for made in Mailout.objects.all():
        found = mailout_checks.by_outcome(mailout_checks.of_message(made))
        assert not [check for check in found["failed"] if check.blocks], made.slug


def test_nothing_leaves_by_itself_and_nothing_is_too_old() -> None:
    assert (mailout_sending.begin_due(), mailout_sending.fill_on()) == (0, 0)
    [paused] = in_state(MailoutState.PAUSED)
    open_ones = Delivery.objects.filter(state__in=OPEN)
    assert open_ones.exists()
    assert not open_ones.exclude(mailing=paused.mailing, state=State.QUEUED).exists()
    assert not [name for name in retention.overdue() if "mail" in name or "deliver" in name or "repl" in name]


def test_time_runs_forwards_and_nobody_is_real() -> None:
    assert not Delivery.objects.filter(basis__confirmed_at__gt=F("created_at")).exists()
    assert not Consent.objects.filter(purpose=Purpose.CAMPAIGN_NEWS, withdrawn_at__gt=timezone.now()).exists()
    assert not Mailout.objects.filter(created_at__gt=F("started_at")).exists()
    readers = Address.objects.filter(deliveries__mailing__isnull=False)
    assert not readers.exclude(canonical__endswith="@example.org").exists()


def test_loading_them_twice_changes_nothing() -> None:
    models = (Mailout, Mailing, Delivery, Consent, Segment, Series, SupporterImport, MailoutReply, ModelLogEntry)
    before = [model.objects.count() for model in models]
    call_command("demo", verbosity=0)
    mailouts.make(author=User.objects.earliest("pk"), approver=User.objects.latest("pk"))
    assert [model.objects.count() for model in models] == before


def test_the_archive_and_the_pages_of_staff_are_alive(client: Client) -> None:
    finished = in_state(MailoutState.FINISHED)
    paths = ["/emails/", *(made.get_absolute_url() for made in finished)]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    listed = client.get("/emails/").content.decode()
    assert all(made.get_absolute_url() in listed for made in finished)
    client.force_login(User.objects.get(email=loader.DELE))
    shown = [reverse("mailouts:index"), *(reverse("mailouts:page", args=[made.pk]) for made in Mailout.objects.all())]
    shown += [reverse("mailouts:watch", args=[made.pk]) for made in finished]
    assert {path: client.get(path).status_code for path in shown} == dict.fromkeys(shown, 200)
