"""A quiz as somebody takes it: from the address they type to the award."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mail.models import Delivery
from people.models import Person
from people.services import erasure
from tests import factories
from tests.groups import people as groups
from tests.training import quizzing
from training import drawing, quiz_retention, reminding
from training.drawing import Candidate
from training.enums import AttemptKind, AttemptState, Method, Rule
from training.models import Attempt, Award, ItemStatistic, Question, QuizEntry
from training.selectors import attempts as selectors
from training.services import attempts, awards, entries, item_statistics, questions, quiz_forgetting

pytestmark = pytest.mark.django_db
START = "/training/signs/quiz/"


def come(name: str = "Suzie Signer", email: str = "suzie@example.org", age: str = "adult") -> Any:
    return Client().post(START, {"name": name, "email": email, "age": age}, headers=quizzing.SAME_SITE)


def type_code(entry: QuizEntry, code: str) -> Any:
    address = f"/training/quiz-code/{entry.token}/"
    return Client().post(address, {"code": code}, headers=quizzing.SAME_SITE)


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = timezone.now() + timedelta(**by)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_stranger_comes_by_a_code_passes_and_is_sent_the_link_to_their_certificate() -> None:
    quizzing.version()
    asked = come()
    entry = QuizEntry.objects.get()
    assert (asked.status_code, asked["Location"]) == (303, f"/training/quiz-code/{entry.token}/")
    assert not asked.cookies
    begun = type_code(entry, quizzing.last_code())
    attempt = Attempt.objects.get()
    assert (begun.status_code, begun["Location"]) == (303, quizzing.address(attempt))
    assert Person.objects.get().address.confirmed_at is not None
    page = Client().get(quizzing.address(attempt)).content.decode()
    assert page.count("<fieldset") == 15
    sent = quizzing.post(attempt, quizzing.fields(quizzing.right_answers(attempt), do="send"))
    assert (sent.status_code, sent["Location"]) == (303, quizzing.address(attempt))
    award = Award.objects.get()
    assert (award.key, award.method, award.name) == (f"quiz:{attempt.pk}", Method.QUIZ, "Suzie Signer")
    assert award.issued_on == timezone.localdate()
    told = Delivery.objects.get(kind="certificate_ready")
    assert told.context["certificate_path"] == f"/training/certificates/{award.token}/"
    assert told.context["certificate_path"] in Client().get(quizzing.address(attempt)).content.decode()


def test_a_wrong_code_begins_nothing_and_the_fifth_ends_it() -> None:
    quizzing.version()
    come()
    entry = QuizEntry.objects.get()
    wrong = "000000" if quizzing.last_code() != "000000" else "000001"
    answers = [type_code(entry, wrong) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 5
    assert "This code is over" in answers[-1].content.decode()
    assert type_code(entry, quizzing.last_code()).status_code == 422
    assert not Attempt.objects.exists()


def test_under_thirteen_nothing_is_kept() -> None:
    quizzing.version()
    assert come(age="child").status_code == 422
    assert not QuizEntry.objects.exists()
    assert not Person.objects.exists()


def test_an_unknown_name_at_a_known_address_is_asked_who_it_is() -> None:
    quizzing.version()
    suzie = quizzing.somebody()
    come(name="Morgan Editor")
    entry = QuizEntry.objects.get()
    answer = type_code(entry, quizzing.last_code())
    assert answer["Location"] == f"/training/quiz-code/{entry.token}/"
    assert not Attempt.objects.exists()
    Client().post(answer["Location"], {"who": "other"}, headers=quizzing.SAME_SITE)
    other = Person.objects.get(attempts__isnull=False)
    assert other != suzie
    assert (other.name, other.address) == ("Morgan Editor", suzie.address)


def test_the_certificate_has_the_name_that_was_typed_and_the_record_keeps_its_own() -> None:
    quizzing.version()
    suzie = quizzing.somebody()
    come(name="Dr Suzie Signer")
    entry = QuizEntry.objects.get()
    type_code(entry, quizzing.last_code())
    Client().post(f"/training/quiz-code/{entry.token}/", {"who": "same"}, headers=quizzing.SAME_SITE)
    attempt = Attempt.objects.get(person=suzie)
    attempts.submit(token=attempt.token, chosen=quizzing.right_answers(attempt))
    assert Award.objects.get(person=suzie).name == "Dr Suzie Signer"
    suzie.refresh_from_db()
    assert suzie.name == "Suzie Signer"


def test_somebody_who_signed_in_begins_without_a_code() -> None:
    quizzing.version()
    browser = groups.leading(groups.group())
    assert browser.get(f"{START}signed-in/").status_code == 200
    assert not Attempt.objects.exists()
    assert browser.post(f"{START}signed-in/").status_code == 303
    assert Attempt.objects.get().person == groups.person("charlie")


@given(st.integers(0, 2**32), st.integers(1, 8), st.integers(0, 5), st.integers(6, 9))
def test_a_draw_has_each_module_enough_critical_ones_and_none_twice(
    seed: int, modules: int, critical: int, each: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    bank = [Candidate(module * 100 + place, module, place < 2) for module in range(modules) for place in range(each)]
    number = min(len(bank), modules + critical + 2)
    seen = {each.pk: chance.randrange(3) for each in bank}
    if critical > 2 * modules:
        with pytest.raises(drawing.NotEnough):
            drawing.draw(bank, number=number, critical=critical, modules=range(modules), seen=seen, chance=chance)
        return
    drawn = drawing.draw(bank, number=number, critical=critical, modules=range(modules), seen=seen, chance=chance)
    of = {each.pk: each for each in bank}
    assert len(set(drawn)) == len(drawn) == number
    assert {of[pk].module for pk in drawn} == set(range(modules))
    assert sum(of[pk].is_critical for pk in drawn) >= critical


def test_tries_draw_other_questions_as_long_as_there_are_any() -> None:
    version, suzie = quizzing.version(), quizzing.somebody()
    first, second = quizzing.fail(suzie, version), quizzing.fail(suzie, version)
    keys = [{pk for pk, _ in attempt.asked} for attempt in (first, second)]
    assert not keys[0] & keys[1]
    third = {pk for pk, _ in quizzing.fail(suzie, version).asked}
    assert len(third - keys[0] - keys[1]) == 6 * 7 - 30
    critical = Question.objects.filter(pk__in=third, is_critical=True)
    assert critical.count() >= 4


def test_options_come_in_their_own_order_for_each_attempt() -> None:
    version = quizzing.version()
    orders: Counter[int] = Counter()
    for name in ("suzie", "charlie", "priya", "morgan"):
        attempt = quizzing.begun(quizzing.somebody(name, name.title()), version)
        for _, order in attempt.asked:
            orders[sorted(order).index(order[0])] += 1
    assert set(orders) == {0, 1, 2}


def test_passing_needs_the_mark_and_every_critical_question() -> None:
    version, suzie = quizzing.version(), quizzing.somebody()
    states = []
    for wrong, critical_wrong in ((4, 0), (0, 1), (3, 0)):
        attempt = attempts.begin(person=suzie, version=version)
        chosen = quizzing.right_answers(attempt, wrong=wrong, critical_wrong=critical_wrong)
        found = attempts.submit(token=attempt.token, chosen=chosen)
        states.append((found.state, found.right, found.critical_wrong))
    assert states == [
        (AttemptState.FAILED, 11, 0),
        (AttemptState.FAILED, 14, 1),
        (AttemptState.PASSED, 12, 0),
    ]
    assert Award.objects.count() == 1


def test_after_three_tries_comes_a_day_from_the_third(monkeypatch: pytest.MonkeyPatch) -> None:
    version, suzie = quizzing.version(), quizzing.somebody()
    for _ in range(3):
        failed = quizzing.fail(suzie, version)
    assert failed.sent_at is not None
    with pytest.raises(attempts.Wait) as refused:
        attempts.begin(person=suzie, version=version)
    assert refused.value.until == failed.sent_at + timedelta(hours=24)
    assert "You can try again from" in Client().get(quizzing.address(failed)).content.decode()
    later(monkeypatch, hours=24, seconds=1)
    assert quizzing.fail(suzie, version)
    assert quizzing.fail(suzie, version)
    assert quizzing.fail(suzie, version)
    with pytest.raises(attempts.Wait):
        attempts.begin(person=suzie, version=version)


def test_two_tries_of_last_month_shorten_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    version, suzie = quizzing.version(), quizzing.somebody()
    quizzing.fail(suzie, version)
    quizzing.fail(suzie, version)
    later(monkeypatch, days=30)
    quizzing.fail(suzie, version)
    quizzing.fail(suzie, version)
    assert attempts.begin(person=suzie, version=version).is_open


def test_what_is_kept_is_there_again_and_every_button_keeps() -> None:
    attempt = quizzing.begun()
    chosen = dict(list(quizzing.right_answers(attempt).items())[:4])
    assert quizzing.post(attempt, quizzing.fields(chosen, do="save")).status_code == 303
    assert quizzing.kept(attempt) == chosen
    page = Client().get(quizzing.address(attempt)).content.decode()
    assert page.count(" checked>") == 4
    assert "4 of 15 answers kept" in page
    question, options = attempt.asked[0]
    more = {**chosen, question: options[0]}
    quizzing.post(attempt, quizzing.fields(more, do="more", extended="0"))
    assert quizzing.kept(attempt) == more
    quiet = quizzing.post(attempt, quizzing.fields({question: options[1]}, do="quietly"))
    assert (quiet.status_code, quiet.content) == (204, b"")
    assert quizzing.kept(attempt)[question] == options[1]


def test_more_time_is_given_ten_times_and_pressing_twice_gives_it_once() -> None:
    attempt = quizzing.begun()
    start = attempt.ends_at
    for seen in (0, 0, *range(1, 10)):
        attempts.extend(token=attempt.token, seen=seen)
    attempt.refresh_from_db()
    assert attempt.ends_at - start == timedelta(minutes=10 * attempt.version.limit_minutes)
    with pytest.raises(attempts.NoMoreTime):
        attempts.extend(token=attempt.token, seen=10)
    assert "the most time that we can give" in Client().get(quizzing.address(attempt)).content.decode()


def test_what_comes_late_does_not_count_but_what_was_kept_does(monkeypatch: pytest.MonkeyPatch) -> None:
    version, suzie = quizzing.version(), quizzing.somebody()
    attempt = quizzing.begun(suzie, version)
    right = quizzing.right_answers(attempt)
    attempts.answer(token=attempt.token, chosen=dict(list(right.items())[:5]))
    later(monkeypatch, minutes=91)
    assert "The time is over" in Client().get(quizzing.address(attempt)).content.decode()
    quizzing.post(attempt, quizzing.fields(right, do="send"))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.right) == (AttemptState.ENDED, 5)
    assert "The time ran out" in Client().get(quizzing.address(attempt)).content.decode()


def test_enough_kept_in_time_passes_though_nobody_sent_it_in(monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = quizzing.begun()
    attempts.answer(token=attempt.token, chosen=quizzing.right_answers(attempt, wrong=3))
    later(monkeypatch, minutes=91)
    assert attempts.any_overdue()
    assert attempts.end_overdue() == 1
    assert attempts.end_overdue() == 0
    assert Award.objects.get().key == f"quiz:{attempt.pk}"
    page = Client().get(quizzing.address(attempt)).content.decode()
    assert "what was kept by the end of the time was counted" in page


def test_the_result_explains_every_answer_and_says_what_to_read_again() -> None:
    attempt = quizzing.fail(quizzing.somebody(), quizzing.version())
    page = Client().get(quizzing.address(attempt)).content.decode()
    assert page.count("They can act at once.") == 15
    assert page.count("That may put them in danger.") == 15
    wrong = next(each for each in selectors.explained(attempt) if not each.is_right)
    assert f"/training/signs/lessons/{wrong.module}/" in page
    assert page.count("/training/signs/lessons/") == 1


def test_inside_the_window_a_shorter_refresher_renews(monkeypatch: pytest.MonkeyPatch) -> None:
    version, suzie = quizzing.version(), quizzing.somebody()
    quizzing.passed(suzie, version)
    old = Award.objects.get()
    assert old.valid_until is not None
    last = old.valid_until
    monkeypatch.setattr(timezone, "localdate", lambda *_: last - timedelta(days=30))
    attempt = attempts.begin(person=suzie, version=version)
    assert (attempt.kind, attempt.drawn) == (AttemptKind.REFRESHER, 10)
    modules = Question.objects.filter(pk__in=[pk for pk, _ in attempt.asked]).values_list("module", flat=True)
    assert set(modules) == set(range(1, 7))
    attempts.submit(token=attempt.token, chosen=quizzing.right_answers(attempt))
    renewed = Award.objects.exclude(pk=old.pk).get()
    assert (renewed.renews, renewed.valid_from) == (old, last + timedelta(days=1))


def test_the_first_reminder_comes_on_the_first_day_on_which_a_refresher_renews(monkeypatch: pytest.MonkeyPatch) -> None:
    version, suzie = quizzing.version(refresher=12), quizzing.somebody()
    quizzing.passed(suzie, version)
    last = Award.objects.get().valid_until
    assert last is not None
    first = reminding.first_day(Rule.D90, last)
    assert attempts.kind_for(suzie, version, first - timedelta(days=1)) == AttemptKind.FULL
    monkeypatch.setattr(timezone, "localdate", lambda *_: first)
    attempt = attempts.begin(person=suzie, version=version)
    assert (attempt.kind, attempt.drawn) == (AttemptKind.REFRESHER, 12)
    attempts.submit(token=attempt.token, chosen=quizzing.right_answers(attempt))
    assert Award.objects.get(renews__isnull=False).valid_from == last + timedelta(days=1)


def test_a_course_that_has_to_come_first_is_asked_for_before_the_quiz_begins() -> None:
    version, suzie = quizzing.version(), quizzing.somebody()
    first = factories.course_version(factories.course("first"))
    version.course.prerequisites.add(first.course)
    with pytest.raises(awards.NotEligible):
        attempts.begin(person=suzie, version=version)
    factories.award(suzie, first)
    assert attempts.begin(person=suzie, version=version).is_open


def test_a_bank_that_is_too_small_begins_nothing() -> None:
    version = quizzing.version(each=2)
    with pytest.raises(attempts.NotReady):
        attempts.begin(person=quizzing.somebody(), version=version)


def test_sending_it_in_takes_at_most_twelve_queries(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """At the first time, and where a member of a group renews what was extended; with what follows the commit.

    Without savepoints, which only the transaction around a test makes of transactions.
    """
    version, suzie = quizzing.version(families="child,labour"), quizzing.somebody()
    groups.give(groups.group(), "suzie")
    for number in (1, 2):
        attempt = quizzing.begun(suzie, version)
        data = quizzing.fields(quizzing.right_answers(attempt), do="send")
        with CaptureQueriesContext(connection) as captured, django_capture_on_commit_callbacks(execute=True):
            quizzing.post(attempt, data)
        asked = [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
        assert len(asked) <= 12, "\n".join(asked)
        award = Award.objects.latest("pk")
        assert (Award.objects.count(), award.group_id is None, award.families) == (number, False, "child,labour")
        assert award.valid_until is not None
        longer = award.valid_until + timedelta(days=30)
        awards.extend(award=award, until=longer, reason="Snow.", by=None)
        monkeypatch.setattr(timezone, "localdate", lambda *_, last=longer: last - timedelta(days=30))
    assert award.renews


def test_words_that_were_asked_stay_and_a_change_is_another_question() -> None:
    attempt = quizzing.begun()
    pk, options = attempt.asked[0]
    old = Question.objects.get(pk=pk)
    new = questions.change(old, text=quizzing.text("Other words?", module=old.module), by=None)
    old.refresh_from_db()
    assert (new.replaces, old.retired_at is None) == (old, False)
    assert set(old.options.values_list("pk", flat=True)) == set(options)
    assert old.text in Client().get(quizzing.address(attempt)).content.decode()
    changed = questions.change(new, text=quizzing.text("Better words?", module=old.module), by=None)
    assert (changed.pk, changed.text) == (new.pk, "Better words?")
    with pytest.raises(questions.Replaced):
        questions.change(old, text=quizzing.text("Again?"), by=None)


def test_a_question_has_one_right_answer_and_no_two_alike() -> None:
    course = factories.course()
    right = questions.OptionText("Yes", True, "So it is.")
    wrong = questions.OptionText("No", False, "It is not.")
    other = right._replace(text="Of course")
    for options in ([right], [wrong, wrong._replace(text="Perhaps")], [right, other], [right, wrong, wrong]):
        with pytest.raises(questions.BadOptions):
            questions.add(course=course, text=quizzing.text(options=options), by=None)


def test_erasing_leaves_what_was_answered_with_nobody_beside_it() -> None:
    suzie = quizzing.somebody()
    attempt = quizzing.fail(suzie, quizzing.version())
    erasure.erase(suzie)
    attempt.refresh_from_db()
    assert (attempt.person, attempt.name) == (None, "")
    assert attempt.answers.count() == 15
    assert Client().get(quizzing.address(attempt)).status_code == 404


def test_attempts_that_led_to_nothing_are_forgotten_and_their_sums_stay() -> None:
    version, suzie, charlie = quizzing.version(), quizzing.somebody(), quizzing.somebody("charlie", "Charlie Leader")
    quizzing.fail(suzie, version)
    kept = quizzing.passed(charlie, version)
    item_statistics.reckon()
    before = list(ItemStatistic.objects.order_by("pk").values("question", "answered", "right", "chosen"))
    Attempt.objects.update(begun_at=timezone.now() - timedelta(days=800))
    quiz_retention.forget_attempts(list(quiz_forgetting.old(timezone.now() - timedelta(days=731))))
    assert list(Attempt.objects.all()) == [kept]
    assert not Person.objects.filter(pk=suzie.pk).exists()
    item_statistics.reckon()
    assert list(ItemStatistic.objects.order_by("pk").values("question", "answered", "right", "chosen")) == before


def test_what_was_typed_without_the_code_is_gone_after_a_day() -> None:
    quizzing.version()
    come()
    QuizEntry.objects.update(asked_at=timezone.now() - timedelta(days=2))
    quiz_retention.forget_entries(list(entries.old(timezone.now() - timedelta(days=1))))
    assert not QuizEntry.objects.exists()
    assert not Person.objects.exists()
