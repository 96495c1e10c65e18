"""Fills a site with letters and compares others with them, as a process of its own in the site's environment.

`python -m benchmarks.comparing_letters fill COUNT` makes an action with so many letters and their sketches.
`python -m benchmarks.comparing_letters measure LOOKUPS SAMPLED` prints the milliseconds of so many look-ups, and of
how many of so many texts the letters that are alike by an exact computation are found.
"""

import json
import sys
import time
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import django
import numpy as np
from django.db import connection
from django.test.utils import CaptureQueriesContext
from numpy.typing import NDArray

from benchmarks import letter_texts

SLUG, SLICE, FIRST_PERSON = "compared", 2_000, 1_000_000_000
WARMING = 20
BYTES = "SELECT pg_total_relation_size('campaigns_lettersketch') + pg_total_relation_size('campaigns_letterband')"
Numbers: TypeAlias = NDArray[Any]


class Several(NamedTuple):
    """Letters' runs, all in one order, with whose each is."""

    runs: Numbers
    whose: Numbers
    sizes: Numbers
    sketches: list[int]


class Found(NamedTuple):
    """Of one text: how many letters are alike, how many of them share a band, and how much the most alike one is."""

    pairs: int
    shared: int
    most: float


def main(arguments: list[str]) -> None:
    match arguments:
        case ["fill", count]:
            fill(int(count))
        case ["measure", lookups, sampled]:
            print(json.dumps(measured(int(lookups), int(sampled))))
        case _:
            sys.exit(__doc__)


def execute(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


def fill(count: int) -> None:
    """No person, address or office has the numbers that these letters name: look-ups read none of them."""
    from campaigns.models import LetterAction, TalkingPoint
    from campaigns.services import sketches

    action = LetterAction.objects.create(title="Compared", slug=SLUG, to="offices", purpose="To be measured.")
    texts = (" ".join(point) for point in letter_texts.points())
    TalkingPoint.objects.bulk_create(TalkingPoint(action=action, title="A point", text=text) for text in texts)
    sketches.keep_template(action)
    execute("SET session_replication_role = replica")
    for first in range(0, count, SLICE):
        make(range(first, min(first + SLICE, count)), action.pk)
    execute("VACUUM ANALYZE")


def make(numbers: range, action_id: int) -> None:
    from django.utils import timezone

    from campaigns import sketching
    from campaigns.models import Letter, LetterSketch
    from campaigns.services import sketches

    now = timezone.now()
    runs = [sketches.runs_of(letter_texts.letter(number)) for number in numbers]
    letters = Letter.objects.bulk_create(
        Letter(
            action_id=action_id,
            person_id=FIRST_PERSON + number,
            address_id=FIRST_PERSON + number,
            office_id=FIRST_PERSON,
            name="A Writer",
            state="confirmed",
            confirmed_at=now,
        )
        for number in numbers
    )
    kept = LetterSketch.objects.bulk_create(
        LetterSketch(letter=letter, action_id=action_id, runs=sketching.packed(each))
        for letter, each in zip(letters, runs, strict=True)
    )
    copy(
        f"{sketch.pk}\t{value}\n"
        for sketch, each in zip(kept, runs, strict=True)
        for value in sketching.bands(each, action_id=action_id)
    )


def copy(lines: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY campaigns_letterband (sketch_id, value) FROM STDIN", StringIO("".join(lines)))


def measured(lookups: int, sampled: int) -> dict[str, Any]:
    """Texts that none of the letters has, but made in the same way; `sampled` are of the kind that has most alike."""
    from campaigns.models import Letter, LetterAction
    from campaigns.services import sketches

    action, count = LetterAction.objects.get(slug=SLUG), Letter.objects.filter(action__slug=SLUG).count()
    new = [letter_texts.letter(count + number) for number in range(lookups + WARMING)]
    times = [timed(text, action) for text in new][WARMING:]
    first = count + 3 - count % 3
    like_others = [letter_texts.letter(first + 3 * number) for number in range(sampled)]
    with CaptureQueriesContext(connection) as queries:
        sketches.overlap(like_others[0], action=action)
    return {
        "times": times,
        "queries": len(queries),
        "found": told(like_others, action.pk),
        "bytes": execute(BYTES)[0],
    }


def timed(text: str, action: Any) -> float:
    from campaigns.services import sketches

    started = time.perf_counter()
    sketches.overlap(text, action=action)
    return (time.perf_counter() - started) * 1000


def told(texts: list[str], action_id: int) -> dict[str, Any]:
    from campaigns.services import sketches
    from campaigns.sketching import ALIKE

    found = exactly([sketches.runs_of(text) for text in texts], action_id)
    scores = [sketches.most_alike(text, action_id=action_id).score for text in texts]
    alike = [score for score, each in zip(scores, found, strict=True) if each.most >= ALIKE]
    return {
        "pairs": sum(each.pairs for each in found),
        "shared": sum(each.shared for each in found),
        "alike": len(alike),
        "told": sum(score >= ALIKE for score in alike),
        "worst": max(each.most - score for score, each in zip(scores, found, strict=True) if each.most >= ALIKE),
    }


def exactly(texts: list[Numbers], action_id: int) -> list[Found]:
    """Each text held against every letter."""
    from campaigns.sketching import ALIKE

    sharing = [set(in_a_band(text, action_id)) for text in texts]
    found = [Found(0, 0, 0.0)] * len(texts)
    for several in letters(action_id):
        for place, text in enumerate(texts):
            dice = held_against(text, several)
            alike = [several.sketches[each] for each in np.flatnonzero(dice >= ALIKE)]
            before = found[place]
            found[place] = Found(
                before.pairs + len(alike),
                before.shared + len(sharing[place].intersection(alike)),
                max(before.most, float(dice.max())),
            )
    return found


def in_a_band(text: Numbers, action_id: int) -> Iterator[int]:
    from campaigns import sketching
    from campaigns.models import LetterBand

    values = sketching.bands(text, action_id=action_id)
    return LetterBand.objects.filter(value__in=values).values_list("sketch_id", flat=True).iterator()


def letters(action_id: int) -> Iterator[Several]:
    from campaigns import sketching
    from campaigns.models import LetterSketch

    kept = LetterSketch.objects.filter(action_id=action_id, letter__isnull=False).values_list("pk", "runs")
    reading = kept.iterator(chunk_size=SLICE)
    while rows := list(islice(reading, SLICE)):
        each = [sketching.unpacked(octets) for _, octets in rows]
        sizes = np.array([runs.size for runs in each])
        everything = np.concatenate(each)
        order = np.argsort(everything)
        yield Several(everything[order], np.repeat(np.arange(len(each)), sizes)[order], sizes, [pk for pk, _ in rows])


def held_against(text: Numbers, several: Several) -> Numbers:
    """Dice with each of them, by going through all runs and not by what the site computes it with."""
    starts, ends = (np.searchsorted(several.runs, text, side) for side in ("left", "right"))
    places = np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])
    common = np.bincount(several.whose[places], minlength=several.sizes.size)
    return np.asarray(2 * common / (text.size + several.sizes))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
