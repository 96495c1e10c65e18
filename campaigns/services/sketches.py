"""What is kept of letters to compare them by: hashes of their words, and bands by which those alike are found.

Letters are compared with those of the same action, whoever they went to. Of the talking points only hashes are kept
too, without bands: they are few.
"""

from collections.abc import Iterable, Sequence
from math import floor
from typing import Any, NamedTuple, TypeAlias

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from campaigns import sketching
from campaigns.letter_enums import NOT_COUNTED
from campaigns.models import Letter, LetterAction, LetterBand, LetterSketch
from campaigns.sketching import ALIKE, MOST_COMPARED, Runs
from mail import fingerprints

Statement: TypeAlias = tuple[str, list[Any]]

IN_BAND = 100  # of a band that more letters share, the newest: among so many, some are as much alike as any
PARTLY_ALIKE = 0.4
MOST_IN_COMMON = "SELECT sketch_id FROM ({bands}) AS b GROUP BY sketch_id ORDER BY count(*) DESC, sketch_id LIMIT %s"
NEWEST_OF_BAND = "SELECT sketch_id FROM campaigns_letterband WHERE value = {value} ORDER BY sketch_id DESC LIMIT %s"
OF_ALL_BANDS = f"SELECT * FROM unnest(%s) AS v (value), LATERAL ({NEWEST_OF_BAND.format(value='v.value')}) AS n"  # noqa: S608
ONE_BY_ONE = f"SELECT * FROM ({NEWEST_OF_BAND.format(value='%s')}) AS n"  # noqa: S608  for SQLite: no LATERAL
NEARLY_THE_SAME = (
    _("Most of this letter is in other people's words. A letter in your own words counts for more."),
    _("Say why this matters to you. One or two sentences are enough."),
    _("What made you care? A talk, a film, a training day or the news will do. Tell them about it."),
)
PARTLY_THE_SAME = (_("This is a good start. Add a line about why you care, and it will stand out more."),)


class Alike(NamedTuple):
    """How much the letter that is most alike has in common, 0 to 1, and how many people wrote one nearly the same.

    No more than MOST_COMPARED are counted.
    """

    score: float
    letters: int


class Overlap(NamedTuple):
    """How much of a text is others' words, for whoever writes it, with what to do about it."""

    score: float  # the larger of the two
    with_template: float  # how much of it stands in the talking points, 0 to 1
    with_others: float  # how much it has in common with the letter that is most like it: in tenths, or 0 if under 0.4
    prompts: tuple[str, ...]


def runs_of(text: str) -> Runs:
    """Keyed, so that nobody who has the database alone can try likely words on it. A new key forgets them all."""
    return sketching.runs(text, key=bytes.fromhex(fingerprints.of("", use="words of letters")))


@transaction.atomic
def keep(letter: Letter) -> None:
    """What a letter says now, in place of what it said before; nothing where it says nothing."""
    runs = runs_of(letter.body)
    if not runs.size:
        forget([letter.pk])
        return
    kept = {"action_id": letter.action_id, "runs": sketching.packed(runs)}
    sketch, _is_new = LetterSketch.objects.update_or_create(letter=letter, defaults=kept)
    sketch.bands.all().delete()
    found = sketching.bands(runs, action_id=letter.action_id)
    LetterBand.objects.bulk_create(LetterBand(sketch=sketch, value=value) for value in found)


def forget(letter_ids: Iterable[int]) -> None:
    LetterSketch.objects.filter(letter__in=list(letter_ids)).delete()


@transaction.atomic
def keep_template(action: LetterAction) -> None:
    """The talking points as they are now. To be called whenever they change."""
    LetterAction.objects.select_for_update(no_key=True).get(pk=action.pk)  # or two at once would keep them twice
    LetterSketch.objects.filter(action=action, letter=None).delete()
    texts = action.points.values_list("text", flat=True)
    LetterSketch.objects.bulk_create(
        LetterSketch(action=action, runs=sketching.packed(runs_of(text))) for text in texts
    )


def most_alike(
    text: str | Runs, *, action_id: int, leave_out_person: int | None = None, limit: int = MOST_COMPARED
) -> Alike:
    """Held against the letters of this action that left or leave; `limit` of them, those that share most bands."""
    runs = runs_of(text) if isinstance(text, str) else text
    scores: dict[int, float] = {}
    candidates = sharing_bands(runs, action_id=action_id, limit=limit)
    compared = LetterSketch.objects.filter(pk__in=candidates).exclude(letter__state__in=NOT_COUNTED)
    rows = [row for row in compared.values_list("letter__person_id", "runs") if row[0] != leave_out_person]
    found = sketching.dices(runs, [sketching.unpacked(octets) for _person_id, octets in rows])
    for (person_id, _octets), score in zip(rows, found, strict=True):
        scores[person_id] = max(float(score), scores.get(person_id, 0))
    return Alike(max(scores.values(), default=0.0), sum(score >= ALIKE for score in scores.values()))


def sharing_bands(runs: Runs, *, action_id: int, limit: int) -> list[int]:
    """The sketches that share most bands with these words."""
    values = sketching.bands(runs, action_id=action_id)
    if not values:
        return []
    in_common = most_in_common if connection.vendor == "postgresql" else most_in_common_slower
    with connection.cursor() as cursor:
        cursor.execute(*in_common(values, limit))
        return [pk for (pk,) in cursor.fetchall()]


def most_in_common(values: list[int], limit: int) -> Statement:
    """It reads at most BANDS · IN_BAND rows of an index."""
    return MOST_IN_COMMON.format(bands=OF_ALL_BANDS), [values, IN_BAND, limit]


def most_in_common_slower(values: list[int], limit: int) -> Statement:
    bands = " UNION ALL ".join([ONE_BY_ONE] * len(values))
    return MOST_IN_COMMON.format(bands=bands), [*(each for value in values for each in (value, IN_BAND)), limit]


def closest(letter: Letter) -> float:
    """How much the letter of somebody else that is most like this one has in common with it, 0 to 1."""
    return most_alike(kept(letter), action_id=letter.action_id, leave_out_person=letter.person_id).score


def kept(letter: Letter) -> Runs:
    octets = LetterSketch.objects.filter(letter=letter).values_list("runs", flat=True).first()
    return runs_of(letter.body) if octets is None else sketching.unpacked(octets)


def clusters(letters: Sequence[Letter], *, threshold: float = ALIKE) -> list[list[int]]:
    """The keys of letters that are nearly the same, together: each is at least so like another one of its cluster.

    In the order of the first of each; a letter like no other is a cluster of one. Takes time with the square of their
    number: a thousand take about a second.
    """
    keys = [letter.pk for letter in letters]
    known = dict(LetterSketch.objects.filter(letter__in=keys).values_list("letter_id", "runs"))
    texts = [sketching.unpacked(known[letter.pk]) if letter.pk in known else runs_of(letter.body) for letter in letters]
    return [[keys[place] for place in cluster] for cluster in sketching.clusters(texts, threshold=threshold)]


def overlap(text: str, *, action: LetterAction, leave_out_person: int | None = None) -> Overlap:
    """How much of a text that is being written is others' words. Nothing is stored.

    Of other letters it tells so little that nobody can find one out by trying words: two letters must have much in
    common before their writer hears of it, and then in tenths.
    """
    runs = runs_of(text)
    points = LetterSketch.objects.filter(action=action, letter=None).values_list("runs", flat=True)
    template = round(sketching.share(runs, sketching.united(sketching.unpacked(each) for each in points)), 2)
    others = most_alike(runs, action_id=action.pk, leave_out_person=leave_out_person).score
    coarse = floor(others * 10) / 10 if others >= PARTLY_ALIKE else 0.0
    score = max(template, coarse)
    return Overlap(score, template, coarse, prompts(score))


def prompts(score: float) -> tuple[str, ...]:
    said = NEARLY_THE_SAME if score >= ALIKE else PARTLY_THE_SAME if score >= PARTLY_ALIKE else ()
    return tuple(map(str, said))
