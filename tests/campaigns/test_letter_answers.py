"""What comes back to a letter: kept once, sorted, told to its writer once, and never answered by us."""

import logging
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns import answer_waiting
from campaigns.letter_enums import AnswerSort, LetterState
from campaigns.models import Letter, LetterAnswer, LetterStep
from campaigns.services import answers, letter_moves, questionnaires
from mail import inbound, rendering
from mail.composed import NotNow
from mail.enums import Sort
from mail.models import Delivery
from places.models import Constituency, GovernmentOffice
from tests import factories
from tests.campaigns import written
from tests.campaigns.answered import REPLY, left, message
from tests.mail import letters_box
from tests.mail.letters_box.by_machines import BY_MACHINES
from tests.mail.letters_box.by_people import BY_PEOPLE
from tests.mail.letters_box.by_servers import BY_SERVERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(email="office@example.org")


def receive(letter: Letter, body: str = REPLY, **headers: str) -> bool:
    taken = inbound.receive(message(letter, body, **headers))
    letter.refresh_from_db()
    return taken


def told() -> list[Delivery]:
    return list(Delivery.objects.filter(kind="letter_answer").order_by("pk"))


def only() -> LetterAnswer:
    return LetterAnswer.objects.get()


def test_a_reply_is_kept_sealed_marks_its_letter_as_answered_and_reaches_its_writer(office: GovernmentOffice) -> None:
    letter = left(office)
    quoted = "On Sun, 1 Nov 2026 at 10:15, Suzie <suzie@example.org> wrote:\r\n> I help at a drop-in in Leeds."
    assert receive(letter, f"{REPLY}\r\n\r\n{quoted}")
    assert letter.state == LetterState.ANSWERED
    answer = only()
    assert (answer.sort, answer.domain, answer.text) == (AnswerSort.REPLY, "example.org", REPLY)
    assert answer.seen_at is None
    (delivery,) = told()
    assert delivery.context == {"letter": letter.pk, "answer": answer.pk}
    assert delivery.address == letter.address
    sent = rendering.render(delivery)
    assert sent.to == ["suzie@example.org"]
    assert "What came back to your letter to the Secretary of State for Examples" in str(sent.subject)
    assert REPLY in str(sent.body)
    (html,) = (str(part) for part, _kind in sent.alternatives)
    for words in (str(sent.body), html):
        assert f"came back to your letter “{letter.subject}” to the Secretary of State for Examples" in words
    assert "drop-in" not in str(sent.body)
    assert questionnaires.path_of(letter) in str(sent.body)
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_what_an_answer_says_is_not_in_the_database_as_plain_text(office: GovernmentOffice) -> None:
    receive(left(office))
    stored = LetterAnswer.objects.extra(select={"raw": "text"}).values_list("raw", flat=True)[0]
    assert REPLY not in str(stored)
    assert REPLY not in str(Delivery.objects.values_list("context", flat=True))


def test_the_same_message_twice_is_kept_and_passed_on_once(office: GovernmentOffice) -> None:
    letter = left(office)
    raw = message(letter)
    assert inbound.receive(raw)
    assert inbound.receive(raw)
    assert LetterAnswer.objects.count() == len(told()) == 1
    assert LetterStep.objects.filter(letter=letter, move="answer").count() == 1


def test_an_automatic_reply_reaches_its_writer_as_such_and_answers_nothing(office: GovernmentOffice) -> None:
    letter = left(office)
    receive(letter, "We have got your message.", Auto_Submitted="auto-replied", Subject="Automatic reply: Thank you")
    assert letter.state == LetterState.SENT
    assert only().sort == AnswerSort.AUTO_REPLY
    sent = rendering.render(told()[0])
    assert str(sent.subject).startswith("Automatic reply:")
    assert "A machine sent it." in str(sent.body)


def test_what_came_back_moves_the_letter_and_is_not_passed_on_as_an_answer(office: GovernmentOffice) -> None:
    letter = left(office, LetterState.DELIVERED)
    receive(
        letter,
        "The mailbox does not exist.\r\n550 5.1.1 unknown user",
        From="MAILER-DAEMON@example.org",
        Subject="Undelivered Mail Returned to Sender",
    )
    assert letter.state == LetterState.BOUNCED
    assert (only().sort, only().status) == (AnswerSort.BOUNCE, "5.1.1")
    assert told() == []
    assert LetterStep.objects.get(letter=letter, move="bounce").to_tell


def test_a_notice_that_a_letter_is_late_is_noted_alone(office: GovernmentOffice) -> None:
    letter = left(office)
    receive(
        letter, "Still trying. 4.4.1", From="MAILER-DAEMON@example.org", Subject="Delayed Mail (still being retried)"
    )
    assert letter.state == LetterState.SENT
    assert (only().sort, bool(only().status)) == (AnswerSort.AUTO_REPLY, True)
    assert told() == []


@pytest.mark.parametrize("state", [LetterState.WITHDRAWN, LetterState.EXPIRED, LetterState.REFUSED])
def test_an_answer_to_a_letter_that_is_over_is_passed_on_and_moves_nothing(
    office: GovernmentOffice, state: LetterState
) -> None:
    letter = left(office, state)
    assert receive(letter)
    assert letter.state == state
    (delivery,) = told()
    assert "/letters/how-was-it/" not in str(rendering.render(delivery).body)


def test_of_a_letter_whose_words_are_forgotten_the_title_of_its_action_says_which(office: GovernmentOffice) -> None:
    letter = left(office)
    Letter.objects.update(subject="", body="")
    receive(letter)
    assert "your letter “Ask for a year of support” to the Secretary" in str(rendering.render(told()[0]).body)


def test_an_answer_to_a_letter_that_had_come_back_answers_it(office: GovernmentOffice) -> None:
    letter = left(office, LetterState.BOUNCED)
    receive(letter)
    assert letter.state == LetterState.ANSWERED


BECOMES = {Sort.REPLY: LetterState.ANSWERED, Sort.BOUNCE: LetterState.BOUNCED}
KEPT_AS = {
    Sort.REPLY: AnswerSort.REPLY,
    Sort.AUTO_REPLY: AnswerSort.AUTO_REPLY,
    Sort.NOTICE: AnswerSort.AUTO_REPLY,
    Sort.BOUNCE: AnswerSort.BOUNCE,
}


@pytest.mark.parametrize("came", [*BY_PEOPLE, *BY_MACHINES, *BY_SERVERS], ids=lambda came: came.name)
def test_whatever_shape_a_message_has_its_letter_comes_into_the_right_state(
    office: GovernmentOffice, came: letters_box.Letter
) -> None:
    letter = left(office)
    Letter.objects.filter(pk=letter.pk).update(answer_token=letters_box.TOKEN)
    assert inbound.receive(came.raw)
    letter.refresh_from_db()
    assert letter.state == BECOMES.get(came.sort, LetterState.SENT)
    assert only().sort == KEPT_AS[came.sort]
    assert came.says in only().text
    assert not came.without or came.without not in only().text
    assert len(told()) == (came.sort in (Sort.REPLY, Sort.AUTO_REPLY))
    for delivery in told():
        assert only().text.split("\n")[0] in str(rendering.render(delivery).body)


def test_an_address_of_no_letter_takes_nothing(office: GovernmentOffice) -> None:
    letter = left(office)
    stranger = Letter(answer_token=uuid.UUID(int=0))
    assert not inbound.receive(message(stranger))
    assert not LetterAnswer.objects.exists()
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT


def test_what_the_writer_sends_there_themselves_is_passed_to_nobody(office: GovernmentOffice) -> None:
    letter = left(office)
    receive(letter, "Thank you!", From="Suzie Signer <SUZIE@example.org>")
    assert letter.state == LetterState.SENT
    assert only().sort == AnswerSort.PASSED_ON
    assert told() == []


@pytest.mark.parametrize("email", ["noreply@example.org", f"answer-{'a' * 32}@answers.example.org"])
def test_no_answer_goes_to_a_machine_or_to_an_address_for_answers(
    office: GovernmentOffice, email: str, settings: Any
) -> None:
    settings.LETTER_ANSWERS_DOMAIN = "answers.example.org"
    letter = left(office, email=email)
    receive(letter)
    assert letter.state == LetterState.ANSWERED
    assert told() == []
    assert not answers.to_pass_on().exists()


def test_files_are_left_out_and_the_writer_is_told(office: GovernmentOffice) -> None:
    letter = left(office)
    body = (
        '--x\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--x\r\nContent-Type: application/pdf; name="a.pdf"\r\n'
        'Content-Disposition: attachment; filename="a.pdf"\r\n\r\nSECRET-OF-THE-FILE\r\n--x--'
    )
    receive(letter, body, MIME_Version="1.0", Content_Type='multipart/mixed; boundary="x"')
    assert only().attachments == 1
    sent = rendering.render(told()[0])
    assert "Files came with it" in str(sent.body)
    assert "SECRET" not in sent.message().as_string()
    assert sent.attachments == []


def test_markup_of_an_answer_is_words_like_others(office: GovernmentOffice) -> None:
    receive(left(office), "<script>alert(1)</script> & so on")
    html = str(rendering.render(told()[0]).alternatives[0][0])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_at_most_ten_a_day_are_passed_on_and_replies_follow_later(office: GovernmentOffice) -> None:
    letter = left(office)
    for number in range(answers.MOST_A_DAY + 2):
        receive(letter, f"{REPLY} {number}")
    assert LetterAnswer.objects.count() == 12
    assert len(told()) == answers.MOST_A_DAY
    assert not answers.to_pass_on().exists()
    assert answers.pass_on_waiting() == 0
    LetterAnswer.objects.exclude(passed_on_at=None).update(passed_on_at=timezone.now() - timedelta(hours=25))
    assert answers.to_pass_on().count() == 2
    assert answers.pass_on_waiting() == 2
    assert answers.pass_on_waiting() == 0
    assert len(told()) == 12


def test_of_a_machine_gone_wrong_200_answers_are_kept_and_staff_are_told(
    office: GovernmentOffice, caplog: pytest.LogCaptureFixture
) -> None:
    letter = left(office)
    LetterAnswer.objects.bulk_create(
        LetterAnswer(letter=letter, key=f"{number:064}", sort=AnswerSort.AUTO_REPLY) for number in range(answers.MOST)
    )
    with caplog.at_level(logging.WARNING, logger="campaigns.services.answers"):
        assert receive(letter)
    assert LetterAnswer.objects.count() == answers.MOST
    assert f"Letter {letter.pk} has 200 answers" in caplog.text
    (waits,) = answer_waiting.floods(factories.morgan())
    assert waits.sentence == f"200 messages came back to letter {letter.pk}. No more are kept."
    assert answer_waiting.floods(factories.mallory()) == []


def test_of_a_writer_who_was_erased_only_that_there_was_an_answer_is_kept(office: GovernmentOffice) -> None:
    letter = left(office)
    Letter.objects.filter(pk=letter.pk).update(name="", postcode="", town="", body="", subject="")
    letter.refresh_from_db()
    receive(letter)
    assert (only().text, only().subject, only().domain) == ("", "", "")
    assert letter.state == LetterState.ANSWERED
    assert told() == []


def test_a_message_whose_answer_is_gone_does_not_leave(office: GovernmentOffice) -> None:
    receive(left(office))
    delivery = told()[0]
    LetterAnswer.objects.update(text="", subject="")
    with pytest.raises(NotNow):
        rendering.render(delivery)
    LetterAnswer.objects.all().delete()
    with pytest.raises(NotNow):
        rendering.render(delivery)


def test_an_answer_in_an_mps_name_reaches_the_one_who_wrote_to_them() -> None:
    seat = Constituency.objects.current().first()
    assert seat is not None
    factories.representative(seat, email="mp@example.org")
    letter = written.confirmed(factories.letter_action(), seat, constituency=seat)
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=timezone.now())
    letter.refresh_from_db()
    receive(letter)
    assert f"the MP for {seat.name}" in str(rendering.render(told()[0]).body)


def test_nothing_that_is_received_is_ever_answered(office: GovernmentOffice) -> None:
    letter = left(office)
    before = set(Delivery.objects.values_list("pk", flat=True))
    receive(letter, "Out of office", Auto_Submitted="auto-replied")
    receive(letter)
    new = Delivery.objects.exclude(pk__in=before)
    assert {each.address_id for each in new} == {letter.address_id}


REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."


def passes_on(letter: Letter, **fields: str) -> Any:
    return Client().post(questionnaires.path_of(letter), {"outcome": "yes", "answer": REPLY, **fields})


def test_an_answer_in_ones_own_inbox_can_be_passed_on_by_hand(office: GovernmentOffice) -> None:
    letter = left(office)
    assert passes_on(letter, answer=f"From: Office <office@example.org>\r\n\r\n{REPLY}").status_code == 303
    assert passes_on(letter, answer=f"From: Office <office@example.org>\r\n\r\n{REPLY}").status_code == 303
    letter.refresh_from_db()
    assert letter.state == LetterState.ANSWERED
    assert only().sort == AnswerSort.PASSED_ON
    assert only().text == f"From: Office office@example.org\n\n{REPLY}"
    assert told() == []


def test_what_looks_like_a_report_is_not_kept_unless_its_writer_says_that_it_is_none(office: GovernmentOffice) -> None:
    letter = left(office)
    answer = passes_on(letter, answer=REPORT)
    assert answer.status_code == 422
    assert "We did not keep it" in answer.content.decode()
    assert not LetterAnswer.objects.exists()
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    assert passes_on(letter, answer=REPORT, no_report="1").status_code == 303
    assert only().text == REPORT


def test_staff_say_once_that_they_dealt_with_an_answer(office: GovernmentOffice) -> None:
    receive(left(office))
    assert answers.mark_seen([only().pk]) == 1
    assert answers.mark_seen([only().pk]) == 0


def test_a_letter_withdrawn_between_two_answers_keeps_its_state(office: GovernmentOffice) -> None:
    letter = left(office, LetterState.BOUNCED)
    letter_moves.move([letter.pk], "withdraw")
    receive(letter)
    assert letter.state == LetterState.WITHDRAWN


def test_an_answer_locks_the_address_of_its_writer_before_the_letter_as_erasing_them_does(
    office: GovernmentOffice,
) -> None:
    letter = left(office)
    with CaptureQueriesContext(connection) as asked:
        receive(letter)
    locks = [query["sql"] for query in asked if "UPDATE" in query["sql"].rpartition(" FOR ")[2]]
    tables = [sql.partition(' FROM "')[2].partition('"')[0] for sql in locks]
    assert tables[:2] == ["people_address", "campaigns_letter"]
