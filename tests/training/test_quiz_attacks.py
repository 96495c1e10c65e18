"""What somebody may send to a quiz who wants more than it gives."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mail.models import Delivery
from tests.training import quizzing
from training.enums import AttemptState
from training.models import Answer, Attempt, Award, Option, Question, QuizEntry
from training.services import attempts
from training.views import quiz_start

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt() -> Attempt:
    return quizzing.begun()


def other_option(attempt: Attempt) -> tuple[int, int]:
    """A question of the attempt, and an option of another question."""
    (first, _), (_, options) = attempt.asked[:2]
    return first, options[0]


def unasked(attempt: Attempt) -> Question:
    found = Question.objects.exclude(pk__in=[pk for pk, _ in attempt.asked]).first()
    assert found is not None
    return found


def test_a_question_that_was_not_asked_and_an_answer_that_was_not_offered_are_refused_and_keep_nothing(
    attempt: Attempt,
) -> None:
    question, option = attempt.asked[0][0], attempt.asked[0][1][0]
    foreign = unasked(attempt)
    bad: list[dict[str, str]] = [
        quizzing.fields({question: other_option(attempt)[1]}),
        quizzing.fields({question: option, foreign.pk: foreign.options.earliest("pk").pk}),
        quizzing.fields({question: 10**9}),
        {f"question-{question}": "x"},
        {f"question-{question}": "-1"},
        {f"question-{question}": ""},
        {f"question-{question}": "9" * 40},
        {f"question-{question}": "\u0661"},
        {"question-": str(option)},
        {"question-1e3": str(option)},
    ]
    for deed in ("send", "save", "more", "quietly"):
        for data in bad:
            answer = quizzing.post(attempt, {**data, "do": deed})
            assert (answer.status_code, b"That was not kept" in answer.content) == (422, True), (deed, data)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.extended, Answer.objects.count()) == (AttemptState.OPEN, 0, 0)


def test_the_answers_of_another_attempt_are_refused(attempt: Attempt) -> None:
    theirs = quizzing.begun(quizzing.somebody("mallory", "Mallory Meddler"), attempt.version)
    difference = {pk for pk, _ in attempt.asked} - {pk for pk, _ in theirs.asked}
    assert difference
    answer = quizzing.post(theirs, quizzing.fields(quizzing.right_answers(attempt), do="send"))
    assert answer.status_code == 422
    theirs.refresh_from_db()
    assert theirs.is_open


def test_of_a_question_that_is_answered_twice_one_answer_counts(attempt: Attempt) -> None:
    right = quizzing.right_answers(attempt)
    question, options = attempt.asked[0]
    wrong = next(option for option in options if option != right[question])
    both = "&".join(f"question-{question}={option}" for option in (right[question], wrong)) + "&do=save"
    Client().post(
        quizzing.address(attempt),
        both,
        content_type="application/x-www-form-urlencoded",
        headers=quizzing.SAME_SITE,
    )
    assert quizzing.kept(attempt) == {question: wrong}
    attempts.answer(token=attempt.token, chosen={question: right[question]})
    assert quizzing.kept(attempt) == {question: right[question]}


def test_what_was_sent_in_is_not_changed_by_a_replay_or_a_second_window(attempt: Attempt) -> None:
    quizzing.post(attempt, quizzing.fields(quizzing.right_answers(attempt, critical_wrong=1), do="send"))
    attempt.refresh_from_db()
    before = (attempt.state, attempt.right, attempt.sent_at, quizzing.kept(attempt))
    assert before[0] == AttemptState.FAILED
    right = quizzing.fields(quizzing.right_answers(attempt))
    for deed in ("send", "save", "more", "quietly"):
        answer = quizzing.post(attempt, {**right, "do": deed})
        assert answer.status_code == 409
        assert "What you chose just now does not count" in answer.content.decode()
    attempt.refresh_from_db()
    assert (attempt.state, attempt.right, attempt.sent_at, quizzing.kept(attempt)) == before
    assert not Award.objects.exists()


def test_an_attempt_that_passed_gives_one_award_however_often_it_is_sent(attempt: Attempt) -> None:
    right = quizzing.fields(quizzing.right_answers(attempt), do="send")
    assert [quizzing.post(attempt, right).status_code for _ in range(3)] == [303, 409, 409]
    assert Award.objects.count() == 1


def test_more_time_can_t_be_had_after_the_end(attempt: Attempt) -> None:
    Attempt.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert quizzing.post(attempt, {"do": "more", "extended": "0"}).status_code == 409
    attempt.refresh_from_db()
    assert attempt.extended == 0


def test_a_second_attempt_beside_an_open_one_is_the_same_one(attempt: Attempt) -> None:
    again = quizzing.begun(attempt.person, attempt.version)
    assert (again.pk, again.asked) == (attempt.pk, attempt.asked)


def test_before_the_end_nothing_that_is_answered_tells_which_is_right(attempt: Attempt) -> None:
    question, options = attempt.asked[0]
    pages = [
        Client().get(quizzing.address(attempt)),
        quizzing.post(attempt, {"do": "save", f"question-{question}": str(options[0])}),
        quizzing.post(attempt, {"do": "quietly", f"question-{question}": str(options[1])}),
        quizzing.post(attempt, {"do": "more", "extended": "0"}),
        quizzing.post(attempt, {f"question-{question}": "1"}),
        Client().get(quizzing.address(attempt)),
    ]
    reasons = set(Option.objects.values_list("why", flat=True))
    for answer in pages:
        text = answer.content.decode()
        assert not [why for why in reasons if why in text]
        assert "is_right" not in text
        assert "quiz-answer" not in text
        assert set(answer.headers) <= {
            "Content-Type", "Location", "Cache-Control", "Expires", "Content-Length", "X-Frame-Options", "Vary",
            "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Content-Security-Policy",
            "Content-Language", "Permissions-Policy", "X-Accel-Expires", "X-Robots-Tag", "Last-Modified",
        }  # fmt: skip


def test_right_and_wrong_choices_are_drawn_alike_before_the_end(attempt: Attempt) -> None:
    """Apart from keys and words, each choice has the same markup whether or not it is right."""
    page = Client().get(quizzing.address(attempt)).content.decode()
    shapes = set()
    for question, options in attempt.asked:
        for option in options:
            start = page.index(f'id="choice-{option}"')
            piece = page[page.rindex("<div", 0, start) : page.index("</div>", start)]
            words = Option.objects.get(pk=option).text
            shapes.add(piece.replace(str(option), "").replace(str(question), "").replace(words, ""))
    assert len(shapes) == 1


def test_a_form_on_another_site_can_t_send_it_in(attempt: Attempt) -> None:
    data = quizzing.fields(quizzing.right_answers(attempt), do="send")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://mallory.example.org"}):
        assert Client().post(quizzing.address(attempt), data, headers=headers).status_code == 403
    attempt.refresh_from_db()
    assert attempt.is_open


@pytest.mark.parametrize("token", ["a", "x" * 43, "quiz", "1"])
def test_a_guessed_address_tells_nothing(token: str) -> None:
    answer = Client().get(f"/training/quiz/{token}/")
    assert answer.status_code == 404
    assert "know this quiz" in answer.content.decode()


def test_an_entry_begins_one_attempt_and_without_its_code_none() -> None:
    quizzing.version()
    form = {"name": "Suzie Signer", "email": "suzie@example.org", "age": "adult"}
    Client().post("/training/signs/quiz/", form, headers=quizzing.SAME_SITE)
    entry = QuizEntry.objects.get()
    address = f"/training/quiz-code/{entry.token}/"
    Client().post(address, {"who": "same"}, headers=quizzing.SAME_SITE)
    assert not Attempt.objects.exists()
    code = {"code": quizzing.last_code()}
    answers = [Client().post(address, code, headers=quizzing.SAME_SITE) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Attempt.objects.count() == 1


def test_an_address_that_asks_too_often_gets_no_more_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    quizzing.version()
    form = {"name": "Suzie Signer", "email": "suzie@example.org", "age": "adult"}
    monkeypatch.setattr(quiz_start, "MOST_FROM_A_MACHINE", 5)
    answers = [Client().post("/training/signs/quiz/", form, headers=quizzing.SAME_SITE) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert Delivery.objects.filter(kind="quiz_code").count() == 3
