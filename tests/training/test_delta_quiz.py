"""A safety-critical fact changes: who holds the course is asked about it, once, and loses nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mail.models import Delivery
from people.models import Person
from people.services import merging
from tests import factories
from tests.training import quizzing
from training.enums import AttemptKind, AttemptState
from training.models import Attempt, Award, CourseVersion, FactTaught, Question, UpdateAsked, UpdateHolder
from training.services import attempts, awards, questions, updates

pytestmark = pytest.mark.django_db


@pytest.fixture
def fact() -> Any:
    made = quizzing.critical_fact()
    quizzing.course_with_fact(made, how_many=7)
    return made


def told() -> list[str]:
    return sorted(Delivery.objects.filter(kind="update_asked").values_list("address__canonical", flat=True))


def test_a_change_of_words_is_noticed_and_one_of_its_source_is_not(fact: Any) -> None:
    assert updates.note() == 1
    assert updates.note() == 0
    fact.source_name, fact.review_by = "Another source", timezone.localdate() + timedelta(days=900)
    fact.save_revision().publish()
    assert updates.changed() == []
    quizzing.change(fact)
    (found,) = updates.changed()
    assert (found.fact, found.questions) == (fact, 7)
    assert found.taught.words == "1\nRing one."


def test_a_fact_that_a_version_marks_as_critical_is_noticed_as_well() -> None:
    version, fact = quizzing.version(), factories.fact()
    version.modules.get(number=1).critical.add(fact)
    harmless = factories.fact(key="harmless")
    version.modules.get(number=1).facts.add(harmless)
    updates.note()
    assert list(FactTaught.objects.values_list("fact", flat=True)) == [fact.pk]
    quizzing.change(fact)
    (found,) = updates.changed()
    with pytest.raises(updates.NoQuestions):
        updates.ask(taught=found.taught, what_changed="x", by=factories.morgan())
    assert len(updates.changed()) == 1


def test_whoever_holds_it_then_is_told_once_and_nobody_else(fact: Any) -> None:
    version = CourseVersion.objects.get()
    holders = quizzing.holders_of(3)
    lapsed = quizzing.somebody("charlie", "Charlie Leader")
    factories.award(lapsed, version, completed_on=timezone.localdate() - timedelta(days=1500))
    revoked = quizzing.somebody("mallory", "Mallory Meddler")
    awards.revoke(award=factories.award(revoked, version), reason="A mistake.", by=None)
    update = quizzing.asked_about(fact)
    factories.award(quizzing.somebody("priya", "Priya Teacher"), version)  # learnt it as it is by now
    assert updates.tell() == 3
    assert updates.tell() == 0
    UpdateAsked.objects.update(told_all_at=None)  # as after a process that was killed before it noted the end
    assert updates.tell() == 0
    assert told() == [f"holder{number}@example.org" for number in range(3)]
    assert {holder.person for holder in update.holders.all()} == set(holders)
    assert UpdateAsked.objects.get().told_all_at is not None


def test_slices_that_stop_in_between_go_on_where_they_were(fact: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    quizzing.holders_of(5)
    quizzing.asked_about(fact)
    monkeypatch.setattr(updates, "AT_ONCE", 2)
    tell_some, calls = updates.tell_some, []

    def killed_the_second_time(update: UpdateAsked, keys: list[int]) -> int:
        calls.append(keys)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return tell_some(update, keys)

    monkeypatch.setattr(updates, "tell_some", killed_the_second_time)
    with pytest.raises(KeyboardInterrupt):
        updates.tell()
    assert len(told()) == 2
    assert updates.tell() == 3
    assert told() == [f"holder{number}@example.org" for number in range(5)]


def test_a_holder_answers_up_to_five_questions_about_it_as_often_as_it_takes_and_the_award_stays(fact: Any) -> None:
    (holder,) = quizzing.holders_of(1)
    before = list(Award.objects.values())
    update = quizzing.asked_about(fact)
    updates.tell()
    for _ in range(4):
        attempt = attempts.begin_update(person=holder, update=update)
        assert (attempt.kind, attempt.drawn) == (AttemptKind.UPDATE, 5)
        asked = Question.objects.filter(pk__in=[pk for pk, _ in attempt.asked])
        assert set(asked.values_list("fact", flat=True)) == {fact.pk}
        wrong = quizzing.right_answers(attempt, critical_wrong=1)
        assert attempts.submit(token=attempt.token, chosen=wrong).state == AttemptState.FAILED
        assert UpdateHolder.objects.get().done_at is None
    attempt = attempts.begin_update(person=holder, update=update)
    quizzing.post(attempt, quizzing.fields(quizzing.right_answers(attempt), do="send"))
    assert UpdateHolder.objects.get().done_at is not None
    assert "Your certificate stays as it is" in Client().get(quizzing.address(attempt)).content.decode()
    assert list(Award.objects.values()) == before
    with pytest.raises(attempts.Done):
        attempts.begin_update(person=holder, update=update)


def test_tries_at_an_update_never_count_towards_the_wait_of_the_course(fact: Any) -> None:
    (holder,) = quizzing.holders_of(1)
    update = quizzing.asked_about(fact)
    updates.tell()
    for _ in range(3):
        attempt = attempts.begin_update(person=holder, update=update)
        attempts.submit(token=attempt.token, chosen={})
    assert attempts.begin(person=holder, version=CourseVersion.objects.get()).is_open


def test_somebody_who_was_not_asked_is_told_so(fact: Any) -> None:
    update = quizzing.asked_about(fact)
    with pytest.raises(attempts.NotAsked):
        attempts.begin_update(person=quizzing.somebody(), update=update)


def test_the_link_of_the_message_leads_by_a_code_to_the_questions(fact: Any) -> None:
    quizzing.holders_of(1)
    quizzing.asked_about(fact)
    updates.tell()
    path = Delivery.objects.get(kind="update_asked").context["quiz_path"]
    assert "The helpline has a new number." in Client().get(path).content.decode()
    form = {"name": "Holder 0", "email": "holder0@example.org", "age": "adult"}
    code_page = Client().post(path, form, headers=quizzing.SAME_SITE)["Location"]
    code = {"code": quizzing.last_code("holder0@example.org")}
    begun = Client().post(code_page, code, headers=quizzing.SAME_SITE)
    assert begun["Location"] == quizzing.address(Attempt.objects.get(kind=AttemptKind.UPDATE))


def test_asking_nobody_settles_it_and_deciding_twice_is_refused(fact: Any) -> None:
    updates.note()
    quizzing.change(fact)
    (found,) = updates.changed()
    updates.leave(taught=found.taught, by=factories.morgan())
    assert updates.changed() == []
    with pytest.raises(updates.NotChanged):
        updates.ask(taught=found.taught, what_changed="x", by=factories.dele())
    assert not UpdateAsked.objects.exists()


def test_whoever_was_told_keeps_it_through_a_merge_and_its_undoing(fact: Any) -> None:
    (holder,) = quizzing.holders_of(1)
    quizzing.asked_about(fact)
    updates.tell()
    kept, dele = quizzing.somebody(), factories.dele()
    merge = merging.merge(kept=kept, gone=Person.objects.get(pk=holder.pk), by=dele, reason="The same person.")
    assert UpdateHolder.objects.get().person == kept
    UpdateAsked.objects.update(told_all_at=None)
    assert updates.tell() == 0
    merging.undo(merge, by=dele)
    assert UpdateHolder.objects.get().person == holder


def test_a_question_about_the_fact_that_is_retired_is_asked_no_more(fact: Any) -> None:
    (holder,) = quizzing.holders_of(1)
    update = quizzing.asked_about(fact)
    updates.tell()
    for question in Question.objects.filter(fact=fact)[:5]:
        questions.retire(question, by=None)
    attempt = attempts.begin_update(person=holder, update=update)
    assert attempt.drawn == 2
