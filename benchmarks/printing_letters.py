"""Prints letters as one PDF. Runs as a process of its own in the site's environment.

`python -m benchmarks.printing_letters COUNT WORDS` prints how long it took, the most memory that it and the processes
it started, one after another, can have held together, and how often it said how many letters were done.
"""

import itertools
import json
import random
import resource
import sys
import time
from datetime import date
from typing import Any

import django

PARAGRAPHS, KILOBYTES = 5, 1024
DAY = date(2026, 11, 23)
TEXT = (
    "the people who are held in plain sight need a government that gives them time and a lawyer and somewhere safe to "
    "sleep while their case is looked at because I learned at a training evening in our village hall what signs there "
    "are and have not stopped thinking of it since so please tell me what you are going to do about it this year"
)


def main(count: int, words: int) -> None:
    from campaigns import letter_paper

    letters = [letter(number, words) for number in range(1, count + 1)]
    told, moments = [0], [time.perf_counter()]

    def tell(done: int) -> None:
        told.append(done)
        moments.append(time.perf_counter())

    pdf = letter_paper.make_letters(letters, run_name="Print run", day=DAY, on_progress=tell)
    moments.append(time.perf_counter())
    most = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found = {
        "seconds": moments[-1] - moments[0],
        "megabytes": most / KILOBYTES,
        "size": len(pdf) / 1e6,
        "letters": told[-1],
        "signs": len(told) - 1,
        "wait": max(later - earlier for earlier, later in itertools.pairwise(moments)),
    }
    print(json.dumps(found))


def letter(number: int, words: int) -> Any:
    from campaigns.letter_paper import Paper

    chance = random.Random(number)  # noqa: S311  not for secrets
    text = [" ".join(chance.choices(TEXT.split(), k=words // PARAGRAPHS)) + "." for _ in range(PARAGRAPHS)]
    return Paper(
        sender_lines=(f"Suzie Signer {number}", f"{number} Example Road", "Leeds", "LS1 4DY"),
        recipient_lines=("The Home Secretary", "Home Office", "1 Example Street", "Anytown", "AB1 2CD"),
        date=DAY,
        salutation="Dear Home Secretary,",
        subject="Time and safety for survivors",
        paragraphs=tuple(text),
        closing="Yours sincerely,",
        name=f"Suzie Signer {number}",
        reference=f"L-{number:06}",
        language="cy" if number % 10 == 0 else "en",
        town="Leeds",
    )


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
