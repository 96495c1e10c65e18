"""Letters as people write them, made up: a third from one action's talking points, changed more or less, with a story
of their own or none; the others in words of their own, with the phrases that all letters have."""

import random
from functools import lru_cache
from itertools import accumulate

SEED, WORDS, POINTS = 23, 8_000, 6
SYLLABLES = [first + middle + last for first in "bcdfglmnprst" for middle in "aeiou" for last in "lmnrst"]
PHRASES = (
    "I am writing to you as somebody who lives in your constituency and who cares about this",
    "I would be grateful if you could tell me what you are going to do about it",
    "I look forward to hearing from you and thank you for your time",
    "Please raise this with the minister and let me know what answer you get",
)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[list[str], list[float]]:
    """Words, and how often each comes by Zipf's law, summed up."""
    chance = random.Random(SEED)  # noqa: S311  not for secrets
    words = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(WORDS)})
    chance.shuffle(words)
    return words, list(accumulate(1 / (place + 3) for place in range(len(words))))


def sentence(chance: random.Random, length: int) -> list[str]:
    words, weights = vocabulary()
    return chance.choices(words, cum_weights=weights, k=length)


@lru_cache(maxsize=1)
def points() -> list[list[str]]:
    chance = random.Random(SEED + 1)  # noqa: S311  not for secrets
    return [sentence(chance, 70) for _ in range(POINTS)]


def changed(words: list[str], chance: random.Random, share: float) -> list[str]:
    """With so many of the words left out, put in another's place, or followed by one more."""
    made: list[str] = []
    for word in words:
        if chance.random() >= share:
            made.append(word)
            continue
        deed = chance.random()
        made += [] if deed < 0.3 else [word, *sentence(chance, 1)] if deed < 0.6 else sentence(chance, 1)
    return made


def letter(number: int) -> str:
    """The same for the same number."""
    chance = random.Random(SEED * 1_000_003 + number)  # noqa: S311  not for secrets
    return from_points(chance) if number % 3 == 0 else own(chance)


def from_points(chance: random.Random) -> str:
    chosen = sorted(chance.sample(range(POINTS), chance.choice((2, 3, 3, 4))))
    share = chance.choice((0, 0.02, 0.05, 0.1, 0.2, 0.4))
    paragraphs = [changed(points()[number], chance, share) for number in chosen]
    paragraphs.insert(chance.randrange(len(paragraphs) + 1), sentence(chance, chance.choice((0, 15, 30, 60, 120))))
    return "\n\n".join(" ".join(each).capitalize() + "." for each in paragraphs if each)


def own(chance: random.Random) -> str:
    paragraphs = [sentence(chance, chance.randint(30, 90)) for _ in range(chance.randint(2, 5))]
    texts = [chance.choice(PHRASES), *(" ".join(each).capitalize() for each in paragraphs), chance.choice(PHRASES)]
    return "\n\n".join(f"{each}." for each in texts)
