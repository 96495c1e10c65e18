import logging
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.logs import WithoutTokens
from mail import list_headers
from mail.enums import State, SuppressionReason
from mail.models import Delivery, ProviderEvent, Suppression
from mail.services import suppressions
from people.enums import Ended, Purpose
from people.models import Address, Consent, Person
from people.services import consents, desk, merging, newsletter, people
from tests import factories
from tests.cast import SUZIE
from tests.conftest import LONG
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
SCANS = 10_000 if LONG else 200
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
NEWS, TRAINING = Purpose.CAMPAIGN_NEWS, Purpose.TRAINING


def gets(person: Person, *purposes: Purpose) -> Person:
    for purpose in purposes:
        consents.confirm([consents.give(person=person, wording=wording(purpose), form="a test")])
    return person


@pytest.fixture
def suzie() -> Person:
    return gets(people.meet(email=SUZIE["email"], name=SUZIE["name"]).person, NEWS, TRAINING)


def choices(person: Person) -> str:
    return f"/mail-choices/{person.address.token}/"


def one_click(person: Person, purpose: str = NEWS) -> str:
    return f"{choices(person)}stop/{purpose}/{uuid.uuid4()}/"


def purposes(person: Person) -> set[str]:
    return set(person.consents.live().values_list("purpose", flat=True))


def news_to(person: Person) -> Delivery:
    basis = person.consents.live().get(purpose=NEWS)
    return Delivery.objects.create(
        address=person.address, kind="news", stream="bulk", purpose=NEWS, basis=basis, context={}
    )


def test_the_page_shows_what_the_address_gets_and_nothing_about_anybody(suzie: Person, client: Client) -> None:
    answer = client.get(choices(suzie))
    html = answer.content.decode()
    assert "Campaign news" in html
    assert "Training and events" in html
    assert "Appeals for money" not in html
    for secret in (SUZIE["email"], SUZIE["name"], "Suzie"):
        assert secret not in html
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_one_purpose_is_stopped_and_what_waits_for_it_is_not_sent(suzie: Person, client: Client) -> None:
    waiting = news_to(suzie)
    answer = client.post(choices(suzie), {"stop": NEWS})
    assert (answer.status_code, answer.headers["Location"]) == (303, choices(suzie))
    assert purposes(suzie) == {TRAINING}
    waiting.refresh_from_db()
    assert waiting.state == State.CANCELLED
    assert suzie.consents.get(purpose=NEWS).withdrawn_how == Ended.LINK
    assert "Undo" in client.get(choices(suzie)).content.decode()


def test_everything_is_stopped_and_no_later_list_reaches_the_address(suzie: Person, client: Client) -> None:
    client.post(choices(suzie), {"do": "stop-everything"})
    assert purposes(suzie) == set()
    assert Suppression.objects.in_force().get().reason == SuppressionReason.OBJECTION
    assert "write to you any more about" in client.get(choices(suzie)).content.decode()


def test_undoing_gives_back_what_was_stopped_here_and_keeps_the_record_of_both(suzie: Person, client: Client) -> None:
    client.post(choices(suzie), {"do": "stop-everything"})
    client.post(choices(suzie), {"do": "undo"})
    assert purposes(suzie) == {NEWS, TRAINING}
    assert not Suppression.objects.in_force().exists()
    assert suzie.consents.filter(withdrawn_how=Ended.LINK).count() == 2
    client.post(choices(suzie), {"do": "undo"})
    assert suzie.consents.count() == 4


def test_what_was_stopped_long_ago_elsewhere_or_by_staff_can_not_be_switched_on_here(
    suzie: Person, client: Client
) -> None:
    consents.withdraw(person=suzie, purposes=[TRAINING], how=Ended.OWN_DATA)
    client.post(choices(suzie), {"stop": NEWS})
    Consent.objects.filter(purpose=NEWS).update(withdrawn_at=timezone.now() - timedelta(days=31))
    client.post(choices(suzie), {"do": "undo"})
    assert purposes(suzie) == set()
    Consent.objects.filter(purpose=NEWS).update(withdrawn_at=timezone.now() - timedelta(days=1))
    desk.record_objection(person=suzie, by=factories.dele(), reason="by letter")
    client.post(choices(suzie), {"do": "undo"})
    assert purposes(suzie) == set()
    assert Suppression.objects.in_force().exists()


def test_nothing_that_was_never_agreed_to_can_be_switched_on(suzie: Person, client: Client) -> None:
    for sent in ({"do": "undo"}, {"start": Purpose.FUNDRAISING}, {"stop": "everything-else"}, {}):
        client.post(choices(suzie), sent)
    assert purposes(suzie) == {NEWS, TRAINING}
    assert suzie.consents.count() == 2


def test_two_people_who_share_the_address_both_stop_and_are_told_so(suzie: Person, client: Client) -> None:
    assert "Two people share" not in client.get(choices(suzie)).content.decode()
    charlie = gets(Person.objects.create(address=suzie.address, slot=2, name="Charlie"), NEWS)
    assert "Two people share your address" in client.get(choices(suzie)).content.decode()
    client.post(one_click(suzie), ONE_CLICK)
    assert (purposes(suzie), purposes(charlie)) == ({TRAINING}, set())


def test_the_link_of_an_address_that_was_merged_stops_what_its_owner_gets_now(suzie: Person, client: Client) -> None:
    old = Address.objects.create(canonical="old@example.org", typed="old@example.org")
    Person.objects.create(address=old, merged_into=suzie)
    client.post(f"/mail-choices/{old.token}/", {"do": "stop-everything"})
    assert purposes(suzie) == set()
    assert Suppression.objects.in_force().count() == 2


def test_what_stayed_with_a_record_that_was_merged_is_stopped_from_either_address(
    suzie: Person, client: Client
) -> None:
    officer = factories.dele()
    for link_of in ("old", "new"):
        old = gets(people.meet(email=f"{link_of}@example.org").person, NEWS)  # which Suzie has herself, so it stays
        people.confirm_address(suzie.address_id)
        merging.merge(kept=suzie, gone=old, by=officer, reason="The same")
        assert purposes(old) == {NEWS}
        waiting = news_to(old)
        assert client.post(one_click(old if link_of == "old" else suzie), ONE_CLICK).status_code == 200
        waiting.refresh_from_db()
        assert (purposes(old), purposes(suzie), waiting.state) == (set(), {TRAINING}, State.CANCELLED)
        assert "Two people share" not in client.get(choices(old)).content.decode()
        gets(suzie, NEWS)


def test_undoing_does_not_lift_what_the_mail_provider_was_told(suzie: Person, client: Client) -> None:
    event = ProviderEvent.objects.create(provider="postmark", event_key="1")
    told = suppressions.suppress(
        address_id=suzie.address_id,
        canonical=suzie.address.canonical,
        reason=SuppressionReason.OBJECTION,
        event=event,
    )
    client.post(choices(suzie), {"stop": NEWS})
    client.post(choices(suzie), {"do": "undo"})
    assert Suppression.objects.in_force().get() == told


@pytest.mark.parametrize(
    "path", ["no-such-token/", "no-such-token/stop/campaign_news/2d9fc857-5e35-4cdf-bf21-9ad7e330f3b7/"]
)
def test_an_unknown_link_gets_a_page_that_helps(path: str, suzie: Person, client: Client) -> None:
    answer = client.get(f"/mail-choices/{path}")
    assert answer.status_code == 404
    assert "Take the link from a newer message" in answer.content.decode()
    assert client.post(f"/mail-choices/{path}", ONE_CLICK).status_code == 404
    assert purposes(suzie) == {NEWS, TRAINING}


def test_the_addresses_in_messages_lead_here(suzie: Person, client: Client) -> None:
    message = news_to(suzie)
    assert client.get(list_headers.choices_url(message)).status_code == 200
    assert client.post(list_headers.one_click_url(message), ONE_CLICK).status_code == 200
    assert purposes(suzie) == {TRAINING}


@pytest.mark.parametrize("multipart", [True, False])
def test_a_mail_program_stops_a_purpose_with_one_post_without_cookies_from_anywhere(
    multipart: bool, suzie: Person
) -> None:
    browser = Client(enforce_csrf_checks=True)
    waiting = news_to(suzie)
    content_type = MULTIPART_CONTENT if multipart else "application/x-www-form-urlencoded"
    for _ in range(2):  # repeating it is harmless
        answer = browser.post(
            one_click(suzie),
            ONE_CLICK if multipart else "List-Unsubscribe=One-Click",
            headers={"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"},
            content_type=content_type,
        )
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
        assert not answer.cookies
    assert suzie.consents.get(purpose=NEWS).withdrawn_how == Ended.ONE_CLICK
    assert purposes(suzie) == {TRAINING}
    waiting.refresh_from_db()
    assert waiting.state == State.CANCELLED


def test_a_post_that_does_not_ask_for_one_click_stops_nothing(suzie: Person, client: Client) -> None:
    assert client.post(one_click(suzie), {}).status_code == 400
    huge = client.post(one_click(suzie), "x=" + "y" * 10_000_000, content_type="application/x-www-form-urlencoded")
    assert huge.status_code == 400
    assert client.post(one_click(suzie, "everything"), ONE_CLICK).status_code == 404
    assert purposes(suzie) == {NEWS, TRAINING}


def test_following_the_one_click_address_shows_a_button_that_stops_it(suzie: Person, client: Client) -> None:
    html = client.get(one_click(suzie)).content.decode()
    assert "Stop “Campaign news”?" in html
    assert f'action="{choices(suzie)}"' in html
    assert f'name="stop" value="{NEWS}"' in html
    assert purposes(suzie) == {NEWS, TRAINING}


@pytest.mark.long
def test_scanners_of_mail_that_follow_every_link_stop_and_confirm_nothing(suzie: Person, client: Client) -> None:
    newsletter.sign_up(email="charlie@example.org", wording=wording())
    confirm: str = Delivery.objects.get(kind="confirm_subscription").context["confirm_path"]
    links = [one_click(suzie), choices(suzie), confirm]
    for number in range(SCANS):
        path = links[number % len(links)]
        answer = client.head(path) if number % 2 else client.get(path)
        assert answer.status_code == 200
    assert purposes(suzie) == {NEWS, TRAINING}
    assert Consent.objects.live().count() == 2
    assert not Suppression.objects.exists()


def test_the_page_costs_few_queries(suzie: Person, client: Client) -> None:
    client.get(choices(suzie))
    with CaptureQueriesContext(connection) as queries:
        client.get(choices(suzie))
    about_people = [query["sql"] for query in queries if "people_" in query["sql"]]
    assert len(about_people) <= 7, about_people


def test_no_log_holds_the_token_and_no_other_site_may_send_the_form(
    suzie: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.addFilter(WithoutTokens())
    logging.getLogger("django.request").addHandler(caplog.handler)
    caplog.set_level(logging.WARNING, logger="django.request")
    answer = Client().post(choices(suzie), {"stop": NEWS}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert purposes(suzie) == {NEWS, TRAINING}
    assert "/mail-choices/…" in caplog.text
    assert suzie.address.token not in caplog.text


@pytest.mark.parametrize("page", ["mail_choices", "still_there"])
def test_a_log_line_of_each_page_that_a_token_opens_is_without_it(page: str, suzie: Person) -> None:
    path = reverse(page, args=[suzie.address.token])
    line = logging.LogRecord("access", logging.INFO, "", 0, '"GET %s HTTP/1.1" 200', (path,), None)
    WithoutTokens().filter(line)
    assert suzie.address.token not in line.getMessage()
