"""Morgan writes a series on screens that say who gets what and when; Charlie approves what they read."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from campaigns.mailout_enums import SeriesState
from campaigns.models import Series, SeriesStep
from campaigns.services import mailout_watching, series_steps
from campaigns.services import series as lives
from config import jobs
from mail.models import Delivery
from people.models import AccessRecord, User
from tests import factories
from tests.campaigns.serial import agreed, got, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(client: Client, path: str) -> str:
    answer = client.get(f"/admin/series/{path}")
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def message(**fields: Any) -> dict[str, Any]:
    own = {
        "wait_days": "3",
        "subject": "How it went on",
        "conditions": "{}",
        "body-count": "1",
        "body-0-type": "heading",
        "body-0-value": "It went well",
        "body-0-id": "",
        "body-0-order": "0",
        "body-0-deleted": "",
    }
    return {**own, **fields}


def started(**fields: Any) -> dict[str, Any]:
    return {"title": "Welcome", "purpose": "campaign_news", "start": "agreed", **fields}


def test_from_a_draft_to_its_first_message(morgan: User, charlie: User) -> None:
    writer, reader = signed_in(morgan), signed_in(charlie)
    assert writer.post("/admin/series/new/", started()).status_code == 302
    series = Series.objects.get()
    assert "It has no message yet." in shown(writer, f"{series.pk}/")
    assert writer.post(f"/admin/series/{series.pk}/messages/new/", message(wait_days="0")).status_code == 302
    assert "How it went on" in shown(writer, f"{series.pk}/")
    writer.post(f"/admin/series/{series.pk}/submit/")
    assert "somebody else approves it" in shown(writer, f"{series.pk}/")
    page = shown(reader, f"{series.pk}/approve/")
    assert "It went well" in page
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert found
    assert reader.post(f"/admin/series/{series.pk}/approve/", {"digest": found[1]}).status_code == 302
    series.refresh_from_db()
    assert series.state == SeriesState.RUNNING
    agreed("suzie")
    job = jobs.find("follow_series")
    assert job is not None
    assert job.is_due()
    job.do()
    assert got(series.steps.get()) == ["suzie"]
    assert "Approved: it runs" in shown(writer, f"{series.pk}/")


def test_what_changed_since_it_was_opened_is_refused(morgan: User, charlie: User) -> None:
    series = lives.submit(written(morgan), by=morgan)
    refused = signed_in(charlie).post(f"/admin/series/{series.pk}/approve/", {"digest": "0" * 64})
    assert (refused.status_code, "something else than what was read" in refused.content.decode()) == (422, True)
    series.refresh_from_db()
    assert series.state == SeriesState.IN_REVIEW


def test_whoever_wrote_it_finds_no_way_to_approve_it(morgan: User) -> None:
    both = factories.user("writes-and-reads", groups=("Campaign staff", "Approvers"))
    series = lives.submit(written(both), by=morgan)
    client = signed_in(both)
    assert "/approve/" not in shown(client, f"{series.pk}/")
    assert client.get(f"/admin/series/{series.pk}/approve/").status_code in (302, 403)


def test_editing_a_message_stops_the_series_and_says_so_beforehand(morgan: User, charlie: User) -> None:
    series = lives.submit(written(morgan), by=morgan)
    lives.approve(series, by=charlie, digest=lives.digest(series))
    step, client = SeriesStep.objects.get(), signed_in(morgan)
    assert "stops the series" in shown(client, f"{series.pk}/messages/{step.pk}/edit/")
    answer = client.post(f"/admin/series/{series.pk}/messages/{step.pk}/edit/", message())
    assert answer.status_code == 302
    series.refresh_from_db()
    step.refresh_from_db()
    assert (series.state, step.subject, step.wait_days) == (SeriesState.DRAFT, "How it went on", 3)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"wait_days": "900"}, "At most two years"),
        ({"conditions": '{"groups": [{"conditions": [{"is": "telepathy"}]}]}'}, "no condition of this kind"),
    ],
)
def test_a_form_says_what_is_wrong_with_it(morgan: User, fields: dict[str, str], said: str) -> None:
    series = written(morgan)
    answer = signed_in(morgan).post(f"/admin/series/{series.pk}/messages/new/", message(**fields))
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert series.steps.count() == 1


def test_pausing_going_on_and_ending_by_the_buttons_of_its_page(morgan: User, charlie: User) -> None:
    series = lives.submit(written(morgan), by=morgan)
    lives.approve(series, by=charlie, digest=lives.digest(series))
    client, seen = signed_in(morgan), []
    for name, data in (("pause", {"because": "A mistake."}), ("resume", {}), ("end", {})):
        assert f"/{name}/" in shown(client, f"{series.pk}/")
        shown(client, f"{series.pk}/{name}/")
        client.post(f"/admin/series/{series.pk}/{name}/", data)
        series.refresh_from_db()
        seen.append(series.state)
    assert seen == [SeriesState.PAUSED, SeriesState.RUNNING, SeriesState.ENDED]
    page = shown(client, f"{series.pk}/")
    assert "Add a message" not in page
    assert client.get(f"/admin/series/{series.pk}/messages/new/").status_code in (302, 403)


def test_a_message_that_somebody_got_can_not_be_deleted(morgan: User, charlie: User) -> None:
    series = lives.submit(written(morgan), by=morgan)
    lives.approve(series, by=charlie, digest=lives.digest(series))
    agreed("suzie")
    series_steps.follow()
    step, client = SeriesStep.objects.get(), signed_in(morgan)
    refused = client.post(f"/admin/series/{series.pk}/messages/{step.pk}/delete/")
    assert (refused.status_code, "People got this message" in refused.content.decode()) == (422, True)
    Delivery.objects.all().delete()
    client.post(f"/admin/series/{series.pk}/messages/{step.pk}/delete/")
    assert not SeriesStep.objects.exists()


def test_previews_are_in_frames_that_run_nothing_and_ask_nobody(morgan: User) -> None:
    series = written(morgan)
    path = f"{series.pk}/messages/{series.steps.get().pk}/"
    client = signed_in(morgan)
    assert shown(client, path).count("<iframe") == 5
    for name in ("desktop", "phone", "dark", "images-off", "text"):
        answer = client.get(f"/admin/series/{path}look/{name}/")
        assert "Dear friend" in answer.content.decode()
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "sandbox" in policy


def test_looking_at_who_is_next_is_written_down(morgan: User, charlie: User) -> None:
    series = lives.submit(written(morgan), by=morgan)
    lives.approve(series, by=charlie, digest=lives.digest(series))
    agreed("suzie")
    assert "Suzie Signer" in shown(signed_in(morgan), f"{series.pk}/people/")
    assert AccessRecord.objects.get(by=morgan).reason == "Next to get a message of a series"
    assert signed_in(charlie).get(f"/admin/series/{series.pk}/people/").status_code in (302, 403)


def test_what_ran_is_deleted_by_nobody(morgan: User, charlie: User) -> None:
    series = lives.submit(written(morgan), by=morgan)
    lives.approve(series, by=charlie, digest=lives.digest(series))
    client = signed_in(factories.dele())
    assert client.post(f"/admin/series/delete/{series.pk}/").status_code in (302, 403)
    assert Series.objects.filter(pk=series.pk).exists()


def test_a_message_goes_to_whoever_tries_it_and_to_nobody_else(morgan: User) -> None:
    series = written(morgan)
    step, client = series.steps.get(), signed_in(morgan)
    agreed("suzie")
    path = f"{series.pk}/messages/{step.pk}/test/"
    assert "your own address" in shown(client, path)
    assert client.post(f"/admin/series/{path}").status_code == 302
    sent = Delivery.objects.get()
    assert sent.mailing
    assert (sent.address.typed, sent.kind, sent.purpose) == (morgan.email, "series", "")
    assert sent.mailing.bodies.get().subject == "Test: Welcome"
    step.refresh_from_db()
    assert step.mailing is None
    Delivery.objects.update(state="accepted")
    mailout_watching.look_after()
    sent.mailing.refresh_from_db()
    assert sent.mailing.state == "finished"


def test_a_message_is_looked_at_as_somebody_of_its_audience_which_is_written_down(morgan: User) -> None:
    series = written(morgan)
    suzie = agreed("suzie").person
    path, client = f"{series.pk}/messages/{series.steps.get().pk}/", signed_in(morgan)
    found = client.post(f"/admin/series/{path}reader/", {"words": "suzie@example.org"}).content.decode()
    assert f'name="reader" value="{suzie.pk}"' in found
    assert client.post(f"/admin/series/{path}as/", {"reader": suzie.pk}).status_code == 302
    assert "Suzie Signer" in shown(client, path)
    assert "Dear Suzie" in client.get(f"/admin/series/{path}look/phone/").content.decode()
    seen = AccessRecord.objects.filter(by=morgan, person=suzie).values_list("reason", flat=True)
    assert list(seen) == ["Preview of a message of a series"]


def test_the_checks_of_mail_outs_hold_up_a_series_and_say_which_message_they_are_about(morgan: User) -> None:
    series, client = written(morgan), signed_in(morgan)
    page = shown(client, f"{series.pk}/checks/")
    assert "Nothing holds it up." in page
    assert "One click stops it" in page
    home = {"label": "Read more", "to": "", "page": None, "url": f"{settings.SITE_URL}/nothing-is-here/"}
    SeriesStep.objects.update(body=[{"type": "button", "value": home}])
    assert "“Welcome”: Links to our own pages" in shown(client, f"{series.pk}/checks/")
    refused = client.post(f"/admin/series/{series.pk}/submit/")
    assert (refused.status_code, "nothing-is-here" in refused.content.decode()) == (422, True)
