"""The six-digit code that opens what is held about somebody."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mail.enums import SuppressionReason
from mail.models import Delivery, TokenBucket
from mail.services import drain, suppressions
from people.models import Address, EntryCode
from people.services import codes
from people.services.codes import Outcome
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import signed

pytestmark = pytest.mark.django_db
ASK, ENTER, YOURS = "/your-data/", "/your-data/code/", "/your-data/yours/"


@pytest.fixture
def suzie() -> Address:
    """Known to us by a signature."""
    return signed(factories.petition()).address


def sent() -> str:
    """The digits in the newest message."""
    digits: str = Delivery.objects.filter(kind="entry_code").latest("pk").context["code"]
    return digits


def another(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06}"


def content_of(answer: Any) -> bytes:
    content: bytes = answer.content
    return content


def ask(client: Client, email: str = SUZIE["email"]) -> HttpResponse:
    return client.post(ASK, {"email": email})  # type: ignore[return-value]


def test_a_code_opens_once(suzie: Address, client: Client) -> None:
    assert ask(client).headers["Location"] == ENTER
    digits = sent()
    assert re.fullmatch(r"\d{6}", digits)
    assert digits not in EntryCode.objects.get().digest
    typed = f" {digits[:3]} {digits[3:]} "
    assert client.post(ENTER, {"code": typed}).headers["Location"] == YOURS
    assert client.get(YOURS).status_code == 200
    code_id = EntryCode.objects.get().pk
    assert codes.enter(code_id=code_id, digits=digits).outcome is Outcome.OVER
    suzie.refresh_from_db()
    assert suzie.confirmed_at is not None


def test_known_and_unknown_addresses_get_the_same_answers(suzie: Address) -> None:
    answers = []
    for email in (SUZIE["email"], "nobody@example.org"):
        browser = Client()
        asked = ask(browser, email)
        page = browser.get(ENTER)
        wrong = [browser.post(ENTER, {"code": "12345x"})]
        right = sent() if email == SUZIE["email"] else "000000"
        wrong += [browser.post(ENTER, {"code": another(right)}) for _ in range(6)]
        answers.append(
            [(each.status_code, each.headers.get("Location"), content_of(each)) for each in (asked, page, *wrong)]
        )
    known, unknown = answers
    assert [each[:2] for each in known] == [each[:2] for each in unknown]
    without_typed = [re.sub(rb'value="\d+"', b"", content) for _, _, content in known]
    assert without_typed == [re.sub(rb'value="\d+"', b"", content) for _, _, content in unknown]
    assert EntryCode.objects.filter(address=None).count() == 1
    assert Delivery.objects.filter(kind="entry_code").count() == 1
    assert not Address.objects.filter(canonical="nobody@example.org").exists()


def test_an_unknown_address_costs_as_many_rows_as_a_known_one(suzie: Address) -> None:
    def tables_written(email: str) -> set[str]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            codes.ask(email=email)
        return {found[1] for each in queries if (found := re.match(r'INSERT INTO "(\w+)"', each["sql"]))}

    known, unknown = tables_written(SUZIE["email"]), tables_written("nobody@example.org")
    assert "people_entrycode" in unknown
    assert known - unknown == {"mail_delivery"}


def test_five_wrong_tries_end_a_code(suzie: Address) -> None:
    code = codes.ask(email=SUZIE["email"])
    digits = sent()
    tried = [codes.enter(code_id=code.pk, digits=another(digits)).outcome for _ in range(5)]
    assert tried == [Outcome.WRONG] * 4 + [Outcome.OVER]
    assert codes.enter(code_id=code.pk, digits=digits).outcome is Outcome.OVER


def test_a_code_is_over_after_ten_minutes(suzie: Address) -> None:
    code = codes.ask(email=SUZIE["email"])
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        assert codes.enter(code_id=code.pk, digits=sent()).outcome is Outcome.OVER


def test_a_newer_code_ends_the_older_and_its_message(suzie: Address) -> None:
    first = codes.ask(email=SUZIE["email"])
    old = sent()
    second = codes.ask(email="SUZIE@example.org")
    assert codes.enter(code_id=first.pk, digits=old).outcome is Outcome.OVER
    assert codes.enter(code_id=second.pk, digits=sent()).outcome is Outcome.OPENED
    states = Delivery.objects.filter(kind="entry_code").order_by("pk").values_list("state", "context")
    assert states[0] == ("cancelled", {})
    assert states[1][0] == "queued"


def test_a_code_of_one_address_does_not_open_another(suzie: Address) -> None:
    theirs = signed(suzie.signatures.get().petition, MALLORY).address
    mallorys = codes.ask(email=MALLORY["email"])
    codes.ask(email=SUZIE["email"])
    suzies = sent()
    assert codes.enter(code_id=mallorys.pk, digits=suzies).outcome is Outcome.WRONG
    mallorys_digits: str = Delivery.objects.to_address(theirs.pk).get(kind="entry_code").context["code"]
    assert codes.enter(code_id=mallorys.pk, digits=mallorys_digits).address_id == theirs.pk


def test_a_fourth_code_in_a_quarter_of_an_hour_is_not_sent_and_the_third_still_opens(
    suzie: Address, client: Client
) -> None:
    answers = [ask(client).headers["Location"] for _ in range(5)]
    assert answers == [ENTER] * 5
    assert Delivery.objects.filter(kind="entry_code").count() == 3
    assert client.post(ENTER, {"code": sent()}).headers["Location"] == YOURS
    for bucket in TokenBucket.objects.all():
        bucket.taken = [at - 15 * 60 - 1 for at in bucket.taken]
        bucket.save()
    codes.ask(email=SUZIE["email"])
    assert Delivery.objects.filter(kind="entry_code").count() == 4


def test_a_machine_that_asks_for_many_addresses_has_to_wait(client: Client) -> None:
    statuses = [ask(client, f"nobody-{number}@example.org").status_code for number in range(22)]
    assert statuses == [303] * 20 + [429] * 2
    assert ask(Client(REMOTE_ADDR="192.0.2.7"), "nobody@example.org").status_code == 303


def test_no_code_goes_to_a_mailbox_that_refused_our_messages(suzie: Address) -> None:
    suppressions.suppress(address_id=suzie.pk, canonical=suzie.canonical, reason=SuppressionReason.HARD_BOUNCE)
    codes.ask(email=SUZIE["email"])
    assert not Delivery.objects.filter(kind="entry_code").exists()
    assert EntryCode.objects.filter(address=suzie).count() == 1


def test_whoever_wants_no_news_still_gets_a_code(suzie: Address) -> None:
    suppressions.suppress(address_id=suzie.pk, canonical=suzie.canonical, reason=SuppressionReason.OBJECTION)
    codes.ask(email=SUZIE["email"])
    assert re.fullmatch(r"\d{6}", sent())


def test_the_code_is_forgotten_once_its_message_has_left(suzie: Address, mailoutbox: list[object]) -> None:
    codes.ask(email=SUZIE["email"])
    digits = sent()
    drain.send_due()
    message = next(each for each in mailoutbox if "code" in str(each.subject))  # type: ignore[attr-defined]
    assert digits in message.body  # type: ignore[attr-defined]
    assert "Nobody from us will ask you for it" in message.body  # type: ignore[attr-defined]
    assert digits not in message.subject  # type: ignore[attr-defined]
    assert Delivery.objects.get(kind="entry_code").context == {}


def test_a_form_of_another_site_asks_for_nothing_and_enters_nothing(suzie: Address, client: Client) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(ASK, {"email": SUZIE["email"]}, headers=elsewhere).status_code == 403
    assert not EntryCode.objects.exists()
    ask(client)
    assert client.post(ENTER, {"code": sent()}, headers=elsewhere).status_code == 403
    assert EntryCode.objects.get().used_at is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "x" * 500, "12345\x00"])
def test_what_is_no_code_is_said_so_and_costs_no_try(typed: str, suzie: Address, client: Client) -> None:
    ask(client)
    answer = client.post(ENTER, {"code": typed})
    assert answer.status_code == 422
    assert b"There is a problem" in answer.content
    assert EntryCode.objects.get().wrong_tries == 0


def test_the_page_for_the_code_needs_somebody_who_asked(client: Client) -> None:
    assert client.get(ENTER).headers["Location"] == ASK
    assert client.post(ENTER, {"code": "123456"}).headers["Location"] == ASK


def test_a_reader_gets_no_cookie_before_they_ask(client: Client) -> None:
    answer = client.get(ASK)
    assert answer.status_code == 200
    assert not answer.cookies
    ask(client)
    cookie = client.cookies["sessionid"]
    assert cookie["max-age"] == 15 * 60
    assert cookie["httponly"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_who_type_the_right_code_at_once_one_gets_in() -> None:
    signed(factories.petition())
    code = codes.ask(email=SUZIE["email"])
    digits, outcomes, start = sent(), [], threading.Barrier(4)

    def enter() -> None:
        start.wait()
        outcomes.append(codes.enter(code_id=code.pk, digits=digits).outcome)
        connection.close()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [Outcome.OPENED, *[Outcome.OVER] * 3]
