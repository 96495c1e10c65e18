"""An answer is shown only in a text that names no writer, and that the writer of the letter has agreed to."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from campaigns import answer_names, letter_links
from campaigns.letter_enums import AnswerSort, Publication
from campaigns.models import Letter, LetterAnswer
from campaigns.services import publishing_answers
from campaigns.services.publishing_answers import Changed, NotToBeShown, Unfit
from mail import rendering
from mail.composed import NotNow
from mail.models import Delivery
from people.models import Address, User
from places.models import GovernmentOffice
from tests import factories
from tests.campaigns import answered
from tests.campaigns.answered import left

pytestmark = pytest.mark.django_db
TEXT = "Thank you for your letter.\n\nWe will look at how long support lasts."
ADDRESS = "12 Sample Street\nLeeds"


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(email="office@example.org")


@pytest.fixture
def answer(office: GovernmentOffice) -> LetterAnswer:
    return answered.answer(left(office, days=40, postal_address=ADDRESS))


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


def told() -> list[Delivery]:
    return list(Delivery.objects.filter(kind="letter_answer_asked").order_by("pk"))


def now(answer: LetterAnswer) -> LetterAnswer:
    answer.refresh_from_db()
    return answer


def chooses(answer: LetterAnswer, choice: str, **fields: str) -> Any:
    seen = publishing_answers.stamp(now(answer))
    return Client().post(publishing_answers.path_of(answer), {"choice": choice, "seen": seen, **fields})


def page_of(office: GovernmentOffice) -> str:
    found = Client().get(f"/letters/responsiveness/offices/{office.pk}/")
    return found.content.decode() if found.status_code == 200 else ""


def test_an_answer_is_private_until_staff_ask_its_writer_agrees_and_staff_publish(
    office: GovernmentOffice, answer: LetterAnswer, morgan: User
) -> None:
    assert answer.publication == Publication.PRIVATE
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    assert now(answer).publication == Publication.ASKED
    with pytest.raises(NotToBeShown):
        publishing_answers.publish(answer, text=TEXT, by=morgan)
    assert chooses(answer, "yes").status_code == 303
    assert now(answer).publication == Publication.ALLOWED
    assert "how long support lasts" not in page_of(office)
    publishing_answers.publish(answer, text=TEXT, by=morgan)
    assert now(answer).publication == Publication.PUBLISHED
    page = page_of(office)
    assert "We will look at how long support lasts." in page
    assert "On “Ask for a year of support”" in page
    for secret in ("Suzie", "Signer", "suzie@example.org", "LS1 4DY", "drop-in"):
        assert secret not in page
    entries = ModelLogEntry.objects.filter(action__startswith="letter_answer.").values_list("action", flat=True)
    assert set(entries) == {"letter_answer.ask", "letter_answer.publish"}


def test_the_writer_is_sent_exactly_the_text_that_would_be_shown(answer: LetterAnswer, morgan: User) -> None:
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    (delivery,) = told()
    assert delivery.address == answer.letter.address
    assert TEXT not in str(delivery.context)
    body = str(rendering.render(delivery).body)
    assert TEXT in body
    assert publishing_answers.path_of(answer) in body
    page = Client().get(publishing_answers.path_of(answer)).content.decode()
    assert "<p>We will look at how long support lasts.</p>" in page
    assert now(answer).publication == Publication.ASKED


def test_asking_twice_with_the_same_text_writes_once(answer: LetterAnswer, morgan: User) -> None:
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    publishing_answers.ask_writer(answer, text=f"{TEXT}\r\n", by=morgan)
    assert len(told()) == 1


def test_another_text_has_to_be_agreed_to_anew(answer: LetterAnswer, morgan: User) -> None:
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    seen = publishing_answers.stamp(now(answer))
    publishing_answers.ask_writer(answer, text="We will not change this.", by=morgan)
    changed = chooses(answer, "yes", seen=seen)
    assert changed.status_code == 422
    assert "The text has changed since you read it" in changed.content.decode()
    assert now(answer).publication == Publication.ASKED
    chooses(answer, "yes")
    with pytest.raises(Changed):
        publishing_answers.publish(answer, text=TEXT, by=morgan)
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    assert now(answer).publication == Publication.ASKED
    assert len(told()) == 3


def test_a_writer_who_says_no_is_not_asked_again(answer: LetterAnswer, morgan: User) -> None:
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    chooses(answer, "no")
    assert (now(answer).publication, answer.published_text) == (Publication.DECLINED, "")
    with pytest.raises(NotToBeShown):
        publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    with pytest.raises(NotNow):
        rendering.render(told()[0])


def test_the_writer_takes_it_down_at_any_time(office: GovernmentOffice, answer: LetterAnswer, morgan: User) -> None:
    publish(answer, morgan)
    assert "how long support lasts" in page_of(office)
    assert "Take it down" in Client().get(publishing_answers.path_of(answer)).content.decode()
    chooses(answer, "no")
    assert now(answer).publication == Publication.DECLINED
    assert "how long support lasts" not in page_of(office)


def test_staff_take_it_down_and_a_stored_page_shows_it_no_more(
    office: GovernmentOffice, answer: LetterAnswer, morgan: User
) -> None:
    publish(answer, morgan)
    assert "how long support lasts" in page_of(office)
    assert publishing_answers.take_down(answer, by=morgan)
    assert not publishing_answers.take_down(answer, by=morgan)
    assert "how long support lasts" not in page_of(office)
    assert (now(answer).publication, answer.published_text) == (Publication.PRIVATE, "")


def publish(answer: LetterAnswer, by: User) -> None:
    publishing_answers.ask_writer(answer, text=TEXT, by=by)
    chooses(answer, "yes")
    publishing_answers.publish(answer, text=TEXT, by=by)


def test_looking_at_the_page_agrees_to_nothing(answer: LetterAnswer, morgan: User) -> None:
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    for _ in range(3):
        assert Client().get(publishing_answers.path_of(answer)).status_code == 200
    assert now(answer).publication == Publication.ASKED


def test_agreeing_when_nobody_asks_any_more_changes_nothing(answer: LetterAnswer, morgan: User) -> None:
    publish(answer, morgan)
    publishing_answers.take_down(answer, by=morgan)
    chooses(answer, "yes")
    assert now(answer).publication == Publication.PRIVATE


def test_a_choice_that_is_none_is_refused(answer: LetterAnswer, morgan: User) -> None:
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    assert chooses(answer, "perhaps").status_code == 422
    assert now(answer).publication == Publication.ASKED


def test_no_other_link_opens_an_answer(answer: LetterAnswer, morgan: User) -> None:
    assert Client().get(publishing_answers.path_of(answer)).status_code == 404  # nobody asked
    publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    for token in (str(answer.pk), f"{answer.pk}-{'0' * 32}", letter_links.token_of(answer.pk, use="how was it")):
        assert Client().get(f"/letters/answers/{token}/").status_code == 404
    Letter.objects.update(name="")
    assert Client().get(publishing_answers.path_of(answer)).status_code == 404


@pytest.mark.parametrize("sort", [AnswerSort.AUTO_REPLY, AnswerSort.BOUNCE])
def test_what_a_machine_sent_is_not_shown(office: GovernmentOffice, morgan: User, sort: AnswerSort) -> None:
    machine_s = answered.answer(left(office), sort=sort)
    with pytest.raises(NotToBeShown):
        publishing_answers.ask_writer(machine_s, text=TEXT, by=morgan)


SAYS_WHO = [
    ("Dear Suzie Signer, thank you.", "Suzie Signer"),
    ("Dear Ms SIGNER, thank you.", "SIGNER"),
    ("Thank you, Suzie.", "Suzie"),
    ("I know that people in Leeds care.", "Leeds"),
    ("Your letter from LS14DY reached me.", "LS14DY"),
    ("Your letter from ls1 4dy reached me.", "ls1 4dy"),
    ("We wrote to Suzie@example.org.", "Suzie@example.org"),
    ("12 Sample Street is near my surgery.", "12 Sample Street"),
    ("Our ref: MC2026/01234. Thank you.", "Our ref: MC2026/01234"),
    ("[Case Ref: ZA61234] Thank you.", "Case Ref: ZA61234"),
    ("Reference number TO2026/05555", "Reference number TO2026/05555"),
    ("Your letter L000023 came.", "L000023"),
]


@pytest.mark.parametrize(("text", "found"), SAYS_WHO)
def test_a_text_that_says_who_wrote_is_refused(answer: LetterAnswer, morgan: User, text: str, found: str) -> None:
    with pytest.raises(Unfit) as refused:
        publishing_answers.ask_writer(answer, text=text, by=morgan)
    assert found in refused.value.found
    assert now(answer).publication == Publication.PRIVATE
    assert told() == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "The Home Office, SW1A 0AA, or office@example.org, will write to you in 2027.",
        "I refer to the reforms of the system and prefer a year.",
        "Signers of treaties know it; the sample was taken on the street.",
    ],
)
def test_a_text_that_says_nothing_of_the_writer_is_taken(answer: LetterAnswer, text: str) -> None:
    assert answer_names.find(text, answer.letter) == []


def test_a_name_that_is_also_a_word_is_found_where_it_is_a_name() -> None:
    letter = Letter(name="May Hope", town="Reading", postcode="RG1 1AA")
    letter.address = Address(typed="may@example.org")
    assert answer_names.find("We may act in May. Reading your letter gave us hope.", letter) == []
    assert answer_names.find("Dear May, people in Reading write. Ms Hope, thank you.", letter) == [
        "Dear May",
        "Ms Hope",
        "in Reading",
    ]


def test_accents_hide_no_name() -> None:
    letter = Letter(name="Siân Ó Sample", town="")
    letter.address = Address(typed="sian@example.org")
    assert answer_names.find("Dear Sian, thank you.", letter) == ["Sian"]
    assert answer_names.find("Annwyl SIÂN, diolch.", letter) == ["SIÂN"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "A text that \u202eturns round",
        "There is a girl locked in the flat above the shop, they took her passport.",
    ],
)
def test_what_nobody_may_be_shown_is_refused(answer: LetterAnswer, morgan: User, text: str) -> None:
    with pytest.raises(Unfit):
        publishing_answers.ask_writer(answer, text=text, by=morgan)
    assert told() == []


def test_asking_locks_the_address_of_the_writer_before_the_answer_as_erasing_them_does(
    answer: LetterAnswer, morgan: User
) -> None:
    with CaptureQueriesContext(connection) as asked:
        publishing_answers.ask_writer(answer, text=TEXT, by=morgan)
    locks = [query["sql"] for query in asked if "UPDATE" in query["sql"].rpartition(" FOR ")[2]]
    tables = [sql.partition(' FROM "')[2].partition('"')[0] for sql in locks]
    assert tables[:2] == ["people_address", "campaigns_letteranswer"]
