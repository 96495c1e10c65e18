"""How well questions do, against the textbook formula over the same answers."""

import random
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.training import quizzing
from training.enums import AttemptKind, AttemptState, Weakness
from training.models import Answer, Attempt, CourseVersion, ItemStatistic, Option, Question
from training.selectors import questions as selectors
from training.services import item_statistics
from training.services.item_statistics import Sums, weaknesses

pytestmark = pytest.mark.django_db


def made_attempts(how_many: int, *, kind: AttemptKind = AttemptKind.FULL, drawn: int = 10, seed: int = 4) -> None:
    """Answered by chance: who knows more is right more often. One in ten questions is left without an answer."""
    chance = random.Random(seed)  # noqa: S311
    version = CourseVersion.objects.get()
    bank = list(Question.objects.order_by("pk").prefetch_related("options"))
    for _ in range(how_many):
        asked, skill = chance.sample(bank, drawn), chance.random()
        attempt = Attempt.objects.create(
            version=version,
            kind=kind,
            asked=[[question.pk, [option.pk for option in question.options.all()]] for question in asked],
            drawn=drawn,
            state=AttemptState.FAILED,
            ends_at=timezone.now(),
            sent_at=timezone.now(),
            right=0,
        )
        chosen = [pick(question, skill, chance) for question in asked if chance.random() > 0.1]
        Answer.objects.bulk_create(
            [Answer(attempt=attempt, question=option.question, option=option) for option in chosen]
        )
        Attempt.objects.filter(pk=attempt.pk).update(right=sum(option.is_right for option in chosen))


def pick(question: Question, skill: float, chance: random.Random) -> Option:
    options = list(question.options.all())
    if chance.random() < skill:
        return next(option for option in options if option.is_right)
    return chance.choice(options)


def by_the_book(question: int) -> tuple[int, int, float]:
    """Answered, right, and numpy's correlation of being right with the share of the other questions that were right."""
    rows = Answer.objects.filter(question=question).select_related("attempt", "option")
    x = np.array([answer.option.is_right for answer in rows], dtype=float)
    rest = np.array([((a.attempt.right or 0) - a.option.is_right) / (a.attempt.drawn - 1) for a in rows])
    return len(x), int(x.sum()), float(np.corrcoef(x, rest)[0, 1])


def test_difficulty_discrimination_and_choices_are_those_of_the_textbook() -> None:
    quizzing.version(each=3)
    made_attempts(120)
    made_attempts(40, kind=AttemptKind.REFRESHER, drawn=6, seed=5)
    assert item_statistics.reckon() == Question.objects.count()
    for statistic in ItemStatistic.objects.all():
        answered, right, correlation = by_the_book(statistic.question_id)
        assert (statistic.answered, statistic.right) == (answered, right)
        assert statistic.discrimination == pytest.approx(correlation, abs=1e-9)
        assert sum(statistic.chosen.values()) == answered
        for option, number in statistic.chosen.items():
            assert Answer.objects.filter(option=int(option)).count() == number


def test_reckoning_again_changes_nothing_and_open_attempts_and_updates_do_not_count() -> None:
    quizzing.version(each=3)
    made_attempts(30)
    item_statistics.reckon()
    before = list(ItemStatistic.objects.order_by("pk").values("question", "answered", "right", "chosen"))
    made_attempts(5, kind=AttemptKind.UPDATE, seed=6)
    made_attempts(5, seed=7)
    Attempt.objects.filter(pk__in=Attempt.objects.order_by("-pk").values("pk")[:5]).update(state=AttemptState.OPEN)
    item_statistics.reckon()
    assert list(ItemStatistic.objects.order_by("pk").values("question", "answered", "right", "chosen")) == before


def test_forgetting_half_of_the_attempts_leaves_every_figure_as_it_was() -> None:
    quizzing.version(each=3)
    made_attempts(60)
    item_statistics.reckon()
    fields = ("question", "answered", "right", "chosen", "discrimination", "flag")
    before = list(ItemStatistic.objects.order_by("pk").values(*fields))
    for _ in range(2):
        leaving = Attempt.objects.filter(pk__in=list(Attempt.objects.order_by("?").values_list("pk", flat=True)[:15]))
        item_statistics.keep_sums_of(leaving)
        leaving.delete()
    item_statistics.reckon()
    after = list(ItemStatistic.objects.order_by("pk").values(*fields))
    for old, new in zip(before, after, strict=True):
        assert new.pop("discrimination") == pytest.approx(old.pop("discrimination"))
        assert new == old


def test_it_asks_as_many_queries_for_many_attempts_as_for_few(django_assert_max_num_queries: Any) -> None:
    quizzing.version(each=3)
    made_attempts(40)
    with django_assert_max_num_queries(8):
        item_statistics.reckon()
    with django_assert_max_num_queries(8):
        item_statistics.reckon()


def sums(right: int, of: int, *, rest_of_right: float, **chosen: int) -> Sums:
    return Sums(of, right, of * 0.5, of * 0.3, rest_of_right, chosen)


@pytest.mark.parametrize(
    ("total", "found"),
    [
        (sums(29, 29, rest_of_right=14.5, a=29), []),
        (sums(60, 60, rest_of_right=30, a=60), [Weakness.EASY, Weakness.UNUSED]),
        (sums(95, 100, rest_of_right=48, a=95, b=3, c=2), []),
        (sums(96, 100, rest_of_right=49, a=96, b=2, c=2), [Weakness.EASY]),
        (sums(30, 100, rest_of_right=16, a=30, b=30, c=40), []),
        (sums(29, 100, rest_of_right=16, a=29, b=31, c=40), [Weakness.HARD]),
        (sums(50, 100, rest_of_right=20, a=50, b=25, c=25), [Weakness.NEGATIVE]),
        (sums(50, 100, rest_of_right=30, a=50, b=50), [Weakness.UNUSED]),
    ],
)
def test_what_is_weak(total: Sums, found: list[Weakness]) -> None:
    assert weaknesses(total, ["b", "c"]) == found


def test_where_all_did_the_same_nothing_is_said_of_discrimination() -> None:
    assert sums(60, 60, rest_of_right=30).discrimination is None
    assert Sums().discrimination is None


def test_weak_questions_are_in_the_list_on_the_home_panel_and_drawn_on_their_screen() -> None:
    quizzing.version(each=3)
    made_attempts(120)
    item_statistics.reckon()
    weak = Question.objects.earliest("pk")
    ItemStatistic.objects.update(flag="")
    ItemStatistic.objects.filter(question=weak).update(flag="easy,unused")
    browser = Client()
    browser.force_login(factories.member_of("Trainers"))
    assert "1 question of a quiz is weak" in browser.get("/admin/").content.decode()
    listed = browser.get("/admin/training-questions/?weak=true").content.decode()
    assert "Too easy, An answer that nobody chooses" in listed
    assert listed.count("/change/") == 0
    assert str(weak.text) in listed
    screen = browser.get(f"/admin/training-questions/{weak.pk}/").content.decode()
    assert "How often each answer was chosen" in screen
    assert "<svg" in screen
    assert selectors.weak_number() == 1


def test_staff_write_change_and_retire_questions_on_their_screens() -> None:
    version = quizzing.version()
    browser = Client()
    browser.force_login(factories.member_of("Trainers"))
    form = {
        "course": version.course.pk,
        "module": "2",
        "text": "Whom do you ring?",
        "right": "2",
        "source": "Home Office",
        "review_by": "2027-06-01",
        "option_1": "Nobody",
        "why_1": "Somebody may be in danger.",
        "option_2": "The police",
        "why_2": "They can act.",
    }
    assert browser.post("/admin/training-questions/new/", form).status_code == 302
    made = Question.objects.get(text="Whom do you ring?")
    assert [option.is_right for option in made.options.all()] == [False, True]
    assert browser.get(f"/admin/training-questions/{made.pk}/change/").status_code == 200
    for wrong in ({"right": "3"}, {"option_3": "Both"}, {"text": "What is {fact:nothing}?"}, {"option_2": "nobody"}):
        assert browser.post(f"/admin/training-questions/{made.pk}/change/", {**form, **wrong}).status_code == 422
    Question.objects.filter(pk=made.pk).update(was_asked=True)
    answer = browser.post(f"/admin/training-questions/{made.pk}/change/", {**form, "text": "Whom do you ring first?"})
    new = Question.objects.get(replaces=made)
    assert answer["Location"] == f"/admin/training-questions/{new.pk}/"
    assert "The question in its place" in browser.get(f"/admin/training-questions/{made.pk}/").content.decode()
    assert browser.post(f"/admin/training-questions/{new.pk}/retire/").status_code == 302
    assert browser.post(f"/admin/training-questions/{new.pk}/bring-back/").status_code == 302
    new.refresh_from_db()
    assert new.retired_at is None
    assert browser.post(f"/admin/training-questions/{made.pk}/bring-back/").status_code == 422
