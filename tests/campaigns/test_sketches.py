"""How alike letters are is known from hashes alone: rightly, in any spelling, quickly, and without telling a word."""

import sqlite3
import unicodedata
from contextlib import closing
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks import letter_texts
from campaigns import sketching
from campaigns.letter_enums import LetterState
from campaigns.models import Letter, LetterAction, LetterBand, LetterSketch
from campaigns.services import sketches
from campaigns.sketching import ALIKE, BANDS, Runs
from people.services import people
from places.models import GovernmentOffice
from tests import factories

KEY = b"only for these tests"
REPEATABLY = settings(deadline=None, database=None, derandomize=True, max_examples=60)
WORDS = st.lists(st.text("abcdefghijŵŷâößé", min_size=1, max_size=8), min_size=1, max_size=40)
WELSH = """
    Rwy'n ysgrifennu atoch fel un o'ch etholwyr yng Nghaerdydd. Mae pobl sydd wedi cael eu masnachu angen cymorth
    am o leiaf blwyddyn, a lle diogel i fyw. Tŷ, dŵr a chân: dyna'r pethau syml sydd eu hangen ar bawb ohonom.
"""
KEPT_RUNS = "8fa45525e87051204a4ad68f18044f5ed59497f7da3fa376466d571c6c713392b0333a9eba7909bb"
KEPT_BANDS = [-1524348960877987136, 3406657050475700012]
STORY = "My grandmother ran a guest house by the sea and taught me to ask who had washed the sheets that morning."


def runs(text: str) -> Runs:
    return sketching.runs(text, key=KEY)


def written(words: list[str]) -> str:
    return " ".join(words)


@REPEATABLY
@given(WORDS, WORDS)
def test_two_letters_are_as_alike_whichever_comes_first(one: list[str], other: list[str]) -> None:
    here, there = runs(written(one)), runs(written(other))
    assert sketching.dice(here, there) == sketching.dice(there, here)
    assert 0 <= sketching.dice(here, there) <= 1


@REPEATABLY
@given(WORDS, WORDS)
def test_dice_is_what_counting_the_runs_themselves_gives(one: list[str], other: list[str]) -> None:
    def spans(words: list[str]) -> set[tuple[str, ...]]:
        found = sketching.words(written(words))
        size = min(3, len(found))
        return {tuple(found[at : at + size]) for at in range(len(found) - size + 1)}

    here, there = spans(one), spans(other)
    counted = 2 * len(here & there) / (len(here) + len(there))
    assert sketching.dice(runs(written(one)), runs(written(other))) == pytest.approx(counted)


@REPEATABLY
@given(WORDS)
@example(["ŵ"])
@example(["two", "words"])
def test_a_letter_is_wholly_like_itself(words: list[str]) -> None:
    assert sketching.dice(runs(written(words)), runs(written(words))) == 1
    assert sketching.bands(runs(written(words)), action_id=1) == sketching.bands(runs(written(words)), action_id=1)


@REPEATABLY
@given(WORDS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.sampled_from([", ", " \u2013 ", "\n\n", ". ", "_"]))
def test_capitals_commas_and_forms_of_accents_make_no_difference(words: list[str], form: Any, between: str) -> None:
    other = unicodedata.normalize(form, between.join(word.upper() for word in words))
    assert np.array_equal(runs(other), runs(written(words)))


def test_ligatures_wide_letters_and_curly_apostrophes_make_no_difference() -> None:
    assert np.array_equal(runs("The \ufb01rst \ufb02at I don\u2019t own"), runs("the FIRST \uff46lat i don't own"))


def test_the_order_of_words_makes_a_difference() -> None:
    assert sketching.dice(runs("the dog bites the man today"), runs("the man bites the dog today")) < ALIKE


def test_a_letter_in_welsh_is_compared_like_any_other() -> None:
    nearly = WELSH.replace("yng Nghaerdydd", "yn Abertawe")
    assert sketching.dice(runs(WELSH), runs(WELSH.upper())) == 1
    assert ALIKE < sketching.dice(runs(WELSH), runs(nearly)) < 1
    assert "tŷ" in sketching.words(WELSH)


@pytest.mark.parametrize("text", ["", "  \n\t ", "…!?", "\u0301", "\ud800"])
def test_what_says_nothing_is_like_nothing(text: str) -> None:
    assert runs(text).size == 0
    assert sketching.dice(runs(text), runs(text)) == 0
    assert sketching.dice(runs(text), runs(STORY)) == 0
    assert sketching.bands(runs(text), action_id=1) == []


def test_of_a_megabyte_no_more_is_read_than_a_letter_may_have() -> None:
    enormous = written([f"word{number}" for number in range(110_000)])
    assert len(enormous) > 1_000_000
    assert 0 < runs(enormous).size <= sketching.LONGEST / 2
    assert np.array_equal(runs(enormous), runs(enormous[: sketching.LONGEST]))


def test_hashes_stay_the_same_from_one_process_and_release_to_the_next() -> None:
    """Those that are kept are compared with new ones: change either of these and no kept letter is found again."""
    kept = runs("A safe home is where recovery begins.")
    assert sketching.packed(kept).hex() == KEPT_RUNS
    assert sketching.bands(kept, action_id=7)[:2] == KEPT_BANDS


def test_runs_survive_being_kept() -> None:
    assert np.array_equal(sketching.unpacked(sketching.packed(runs(WELSH))), runs(WELSH))


def test_with_another_key_nothing_is_recognised() -> None:
    assert sketching.dice(runs(STORY), sketching.runs(STORY, key=b"another")) == 0


def test_letters_of_different_actions_share_no_band() -> None:
    here, there = (sketching.bands(runs(STORY), action_id=action) for action in (1, 2))
    assert len(set(here)) == len(set(there)) == BANDS
    assert not set(here) & set(there)


def test_of_letters_that_are_alike_at_least_95_in_100_are_found_by_their_bands() -> None:
    texts = [runs(letter_texts.letter(3 * number)) for number in range(250)]
    bands = [set(sketching.bands(text, action_id=1)) for text in texts]
    alike = [
        (one, int(other))
        for one, text in enumerate(texts)
        for other in np.flatnonzero(sketching.dices(text, texts) >= ALIKE)
        if one < other
    ]
    found = sum(bool(bands[one] & bands[other]) for one, other in alike)
    assert len(alike) > 150
    assert found / len(alike) >= 0.95


def test_the_odds_in_the_docstring_are_those_of_the_bands_used() -> None:
    def found(dice: float) -> float:
        return 1 - (1 - (dice / (2 - dice)) ** sketching.ROWS) ** sketching.BANDS

    assert [round(found(dice / 10), 2) for dice in range(3, 8)] == [0.04, 0.14, 0.39, 0.75, 0.97]
    assert "0.04   0.14   0.39   0.75   0.97" in str(sketching.__doc__)


def test_letters_form_a_cluster_where_each_is_like_another_of_it() -> None:
    chain = [written([f"w{number}" for number in range(start, start + 40)]) for start in (0, 8, 16)]
    texts = [runs(text) for text in (chain[0], STORY, chain[2], "", chain[1], "")]
    assert sketching.dice(texts[0], texts[2]) < ALIKE
    assert sketching.clusters(texts) == [[0, 2, 4], [1], [3], [5]]
    assert sketching.clusters(texts, threshold=0.99) == [[0], [1], [2], [3], [4], [5]]
    assert sketching.clusters([]) == []


def test_clusters_are_those_of_comparing_each_letter_with_each() -> None:
    texts = [runs(letter_texts.letter(number)) for number in range(240)]
    cluster_of = np.arange(len(texts))
    for one, text in enumerate(texts):
        for other in np.flatnonzero(sketching.dices(text, texts) >= ALIKE):
            cluster_of[cluster_of == cluster_of[other]] = cluster_of[one]
    exactly = {tuple(np.flatnonzero(cluster_of == each).tolist()) for each in cluster_of}
    assert {tuple(cluster) for cluster in sketching.clusters(texts)} == exactly
    assert max(map(len, exactly)) > 3


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office()


@pytest.fixture
def action(office: GovernmentOffice) -> LetterAction:
    return factories.letter_action(office)


def letter(action: LetterAction, body: str, *, by: str = "suzie", **fields: Any) -> Letter:
    met = people.meet(email=f"{by}@example.org", name=f"{by.title()} Signer")
    made = Letter.objects.create(
        action=action,
        person=met.person,
        address=met.address,
        name=met.person.name,
        body=body,
        **{
            "office": action.offices.get(),
            "state": LetterState.CONFIRMED,
            "confirmed_at": action.opened_at,
            **fields,
        },
    )
    sketches.keep(made)
    return made


def everything_kept() -> bytes:
    rows = [*LetterSketch.objects.values_list("runs", flat=True)]
    return b"".join(bytes(row) for row in rows) + repr([*LetterBand.objects.values_list("value", flat=True)]).encode()


@pytest.mark.django_db
class TestKeeping:
    def test_no_word_of_a_letter_can_be_read_from_what_is_kept(self, action: LetterAction) -> None:
        letter(action, STORY)
        sketches.keep_template(action)
        kept = everything_kept()
        assert len(kept) > 8 * 18
        assert not [word for word in sketching.words(STORY) if len(word) > 3 and word.encode() in kept]
        assert LetterSketch.objects.count() == 1 + action.points.count()

    def test_what_is_kept_depends_on_our_key(self, action: LetterAction, settings: Any) -> None:
        mine = letter(action, STORY)
        assert sketches.most_alike(STORY, action_id=action.pk).score == 1
        settings.FINGERPRINT_KEY = "another"
        assert sketches.most_alike(STORY, action_id=action.pk).score == 0
        sketches.keep(mine)
        assert sketches.most_alike(STORY, action_id=action.pk).score == 1

    def test_keeping_a_letter_twice_keeps_it_once(self, action: LetterAction) -> None:
        mine = letter(action, STORY)
        before = everything_kept()
        sketches.keep(mine)
        assert everything_kept() == before
        assert LetterBand.objects.count() == BANDS

    def test_what_a_letter_says_now_replaces_what_it_said(self, action: LetterAction) -> None:
        mine = letter(action, STORY)
        mine.body = WELSH
        sketches.keep(mine)
        assert sketches.most_alike(STORY, action_id=action.pk).score == 0
        assert sketches.most_alike(WELSH, action_id=action.pk).score == 1
        assert LetterBand.objects.count() == BANDS

    def test_of_a_letter_that_says_nothing_any_more_nothing_is_kept(self, action: LetterAction) -> None:
        mine = letter(action, STORY)
        mine.body = ""
        sketches.keep(mine)
        assert not LetterSketch.objects.exists()
        assert not LetterBand.objects.exists()

    def test_a_letter_is_forgotten_with_its_bands_and_others_are_not(self, action: LetterAction) -> None:
        mine, other = letter(action, STORY), letter(action, WELSH, by="charlie")
        sketches.forget([mine.pk])
        assert LetterSketch.objects.get().letter == other
        assert LetterBand.objects.count() == BANDS

    def test_changed_talking_points_replace_the_old_ones(self, action: LetterAction) -> None:
        sketches.keep_template(action)
        sketches.keep_template(action)
        assert LetterSketch.objects.count() == action.points.count()
        action.points.all().delete()
        sketches.keep_template(action)
        assert not LetterSketch.objects.exists()


@pytest.mark.django_db
class TestLookingUp:
    def test_the_letter_that_is_most_alike_counts_and_people_are_counted_once(self, action: LetterAction) -> None:
        letter(action, f"{STORY} {WELSH}")
        letter(action, STORY, by="charlie")
        letter(action, STORY, by="priya")
        letter(action, STORY, by="priya", office=factories.office(post="Minister for Samples"))
        found = sketches.most_alike(f"{STORY} Yours", action_id=action.pk)
        assert found.letters == 2
        assert 0.9 < found.score < 1

    def test_a_writers_own_letters_are_left_out(self, action: LetterAction) -> None:
        mine = letter(action, STORY)
        assert sketches.most_alike(STORY, action_id=action.pk, leave_out_person=mine.person_id) == (0, 0)
        assert sketches.closest(mine) == 0
        letter(action, STORY, by="charlie")
        assert sketches.closest(mine) == 1

    def test_letters_of_another_action_are_left_out(self, action: LetterAction, office: GovernmentOffice) -> None:
        letter(factories.letter_action(office, slug="another"), STORY)
        assert sketches.most_alike(STORY, action_id=action.pk) == (0, 0)

    @pytest.mark.parametrize("state", [LetterState.TO_CONFIRM, LetterState.WITHDRAWN, LetterState.EXPIRED])
    def test_letters_that_never_leave_are_left_out(self, action: LetterAction, state: LetterState) -> None:
        letter(action, STORY, state=state)
        assert sketches.most_alike(STORY, action_id=action.pk) == (0, 0)

    def test_a_letter_whose_words_are_gone_is_still_compared(self, action: LetterAction) -> None:
        mine = letter(action, STORY)
        letter(action, STORY, by="charlie")
        Letter.objects.update(body="")
        assert sketches.closest(Letter.objects.get(pk=mine.pk)) == 1

    def test_no_more_letters_are_read_than_asked_for_and_the_most_alike_are(
        self, action: LetterAction, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number, text in enumerate((STORY, STORY.replace("grandmother", "aunt"), STORY.replace("sea", "lake"))):
            letter(action, text, by=f"writer-{number}")
        assert sketches.most_alike(STORY, action_id=action.pk, limit=1) == (1, 1)
        monkeypatch.setattr(sketches, "IN_BAND", 1)
        assert sketches.most_alike(STORY, action_id=action.pk).score == 1

    def test_sqlite_finds_the_same(self, action: LetterAction) -> None:
        for number, text in enumerate((STORY, STORY.replace("sea", "lake"), WELSH)):
            letter(action, text, by=f"writer-{number}")
        sketch = sketches.runs_of(STORY)
        with closing(sqlite3.connect(":memory:")) as lite:
            lite.execute("CREATE TABLE campaigns_letterband (sketch_id integer, value bigint)")
            lite.executemany(
                "INSERT INTO campaigns_letterband VALUES (?, ?)", LetterBand.objects.values_list("sketch_id", "value")
            )
            values = sketching.bands(sketch, action_id=action.pk)
            statement, parameters = sketches.most_in_common_slower(values, 5)
            found = [pk for (pk,) in lite.execute(statement.replace("%s", "?"), parameters)]
        assert found == sketches.sharing_bands(sketch, action_id=action.pk, limit=5)
        assert len(found) == 2

    def test_a_look_up_asks_no_more_with_many_letters_than_with_one(self, action: LetterAction) -> None:
        sketches.keep_template(action)
        asked = []
        for number in range(6):
            letter(action, STORY, by=f"writer-{number}")
            with CaptureQueriesContext(connection) as queries:
                sketches.overlap(STORY, action=action)
            asked.append(len(queries))
        assert asked == [3] * 6

    def test_clusters_take_one_question_and_name_every_letter(
        self, action: LetterAction, django_assert_num_queries: Any
    ) -> None:
        made = [
            letter(action, text, by=f"writer-{number}")
            for number, text in enumerate((STORY, WELSH, f"{STORY} Yours", STORY.upper()))
        ]
        unknown = letter(action, "", by="dele")
        keys = [each.pk for each in made]
        with django_assert_num_queries(1):
            found = sketches.clusters([*made, unknown])
        assert found == [[keys[0], keys[2], keys[3]], [keys[1]], [unknown.pk]]


@pytest.mark.django_db
class TestTellingAWriter:
    def test_talking_points_as_they_stand_are_all_in_others_words(self, action: LetterAction) -> None:
        sketches.keep_template(action)
        first = action.points.all()[0].text
        found = sketches.overlap(first, action=action)
        assert (found.score, found.with_template, found.with_others) == (1, 1, 0)
        assert found.prompts == tuple(map(str, sketches.NEARLY_THE_SAME))

    def test_ones_own_words_bring_the_score_down_and_the_prompts_with_it(self, action: LetterAction) -> None:
        sketches.keep_template(action)
        first = action.points.all()[0].text
        partly = sketches.overlap(f"{first} I think of my sister in Leeds", action=action)
        mostly = sketches.overlap(f"{first} {STORY}", action=action)
        assert 0.4 <= partly.score < 0.7
        assert partly.prompts == tuple(map(str, sketches.PARTLY_THE_SAME))
        assert 0 < mostly.score < 0.4
        assert mostly.prompts == ()

    def test_a_letter_like_somebody_elses_is_told_in_tenths(self, action: LetterAction) -> None:
        letter(action, STORY)
        assert sketches.overlap(STORY, action=action).with_others == 1
        nearly = sketches.overlap(STORY.replace("by the sea", "on the coast"), action=action)
        assert nearly.with_others == nearly.score == 0.7

    def test_whoever_tries_words_of_another_letter_learns_nothing_by_little_in_common(
        self, action: LetterAction
    ) -> None:
        letter(action, f"{STORY} {WELSH}")
        guess = " ".join(STORY.split()[:10])
        assert sketches.most_alike(guess, action_id=action.pk).score < 0.4
        assert sketches.overlap(guess, action=action) == (0, 0, 0, ())

    def test_looking_stores_nothing(self, action: LetterAction) -> None:
        sketches.overlap(STORY, action=action)
        assert not LetterSketch.objects.exists()

    def test_nothing_written_yet_asks_for_nothing(self, action: LetterAction) -> None:
        sketches.keep_template(action)
        assert sketches.overlap("", action=action) == (0, 0, 0, ())
