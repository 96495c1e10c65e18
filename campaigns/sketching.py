"""How alike two letters are, by hashes of their words alone. Nothing here reads a database or a setting.

A letter becomes the set of its runs of three words, each a hash of 64 bits. Of two letters D = 2·common / (both counts)
is Dice's measure and J = D / (2 - D) Jaccard's. So that not each letter is held against each other, a MinHash signature
(Broder 1997) is cut into BANDS bands of ROWS values: two letters share a band with a probability of
1 - (1 - J^ROWS)^BANDS (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4). With 40 bands of 4 that is

    Dice     0.1     0.2    0.3    0.4    0.5    0.6    0.7    0.8    0.9
    found  0.0003   0.006   0.04   0.14   0.39   0.75   0.97  0.9998     1

so of 100,000 letters that have a tenth in common by chance some 30 are looked at in vain.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Runs: TypeAlias = NDArray[np.uint64]
Signature: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[Any]

RUN = 3  # words; fewer where a text has no three
LONGEST = 20_000  # characters: no letter has more, and what follows is not looked at
BANDS, ROWS = 40, 4
SEED, SCHEME = 1, "affine64"  # bands that are kept were made with these: with others none of them is found again
KEPT_AS = np.dtype("<u8")
WORDS = re.compile(r"[^\W_]+")
ALIKE = 0.7  # Dice: from here on two letters are nearly the same
MOST_COMPARED = 60  # letters that one is held against: those that share most bands with it


def words(text: str) -> list[str]:
    """Letters and digits alone: no capital, comma, ligature, or other way to write an accent makes a difference."""
    return WORDS.findall(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text[:LONGEST]).casefold()))


def runs(text: str, *, key: bytes) -> Runs:
    """The hashes of all runs of three words, sorted, each once.

    `key`: up to 64 octets. Whoever lacks it can't find out by trying which words were hashed.
    """
    found = words(text)
    size = min(RUN, len(found))
    spans = {" ".join(found[at : at + size]) for at in range(len(found) - size + 1)} if found else set[str]()
    keyed = hashlib.blake2b(key=key, digest_size=KEPT_AS.itemsize)
    return np.unique(unpacked(b"".join(hashed(keyed, span) for span in spans)))


def hashed(keyed: hashlib.blake2b, span: str) -> bytes:
    one = keyed.copy()
    one.update(span.encode())
    return one.digest()


def packed(of: Runs) -> bytes:
    return of.astype(KEPT_AS).tobytes()


def unpacked(octets: bytes | memoryview) -> Runs:
    return np.frombuffer(octets, dtype=KEPT_AS).astype(np.uint64)


def united(all_of: Iterable[Runs]) -> Runs:
    return np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *all_of]))


def dice(one: Runs, other: Runs) -> float:
    """0 to 1; 0 where one of them says nothing."""
    return float(dices(one, [other])[0])


def dices(one: Runs, others: Sequence[Runs]) -> NDArray[np.float64]:
    """Of one with each of several, in one go."""
    sizes = np.array([other.size for other in others], dtype=np.int64)
    if not sizes.sum() or not one.size:
        return np.zeros(len(others))
    everything = np.concatenate(others)
    places = np.minimum(np.searchsorted(one, everything), one.size - 1)
    whose = np.repeat(np.arange(len(others)), sizes)
    common = np.bincount(whose[one[places] == everything], minlength=len(others))
    return np.asarray(2 * common / (one.size + sizes), dtype=np.float64)


def share(one: Runs, of: Runs) -> float:
    """How much of `one` stands in `of` too, 0 to 1."""
    return float(np.isin(one, of).mean()) if one.size else 0.0


@cache
def permutations() -> Numbers:
    from datasketch import MinHash  # imports scipy, 33 MB, which most processes do without

    return np.asarray(MinHash(num_perm=BANDS * ROWS, seed=SEED, scheme=SCHEME).permutations)


def signature(of: Runs) -> Signature:
    from datasketch import MinHash

    made = MinHash(seed=SEED, num_perm=BANDS * ROWS, permutations=permutations(), scheme=SCHEME, hashfunc=int)
    made.update_batch(of.tolist())
    return np.asarray(made.hashvalues, dtype=np.uint64)


def bands(of: Runs, *, action_id: int) -> list[int]:
    """BANDS signed 64-bit values, those of other actions being others; none of what says nothing."""
    if not of.size:
        return []
    rows = packed(signature(of)).hex(" ", KEPT_AS.itemsize * ROWS).split(" ")
    return [number_of(f"{action_id} {band} {row}") for band, row in enumerate(rows)]


def number_of(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def clusters(texts: Sequence[Runs], *, threshold: float = ALIKE) -> list[list[int]]:
    """The places of the texts, those together of which each is at least so like another one in its cluster.

    In the order of their first; a text like no other is a cluster of one.
    """
    bands_of = np.array([bands_or_none(text, place) for place, text in enumerate(texts)], dtype=np.int64).T.copy()
    cluster_of = np.arange(len(texts))
    for place, text in enumerate(texts):
        others = sharing(bands_of, place, among=cluster_of != cluster_of[place])
        scores = dices(text, [texts[other] for other in others])
        for other in others[scores >= threshold]:
            first, second = sorted((cluster_of[place], cluster_of[other]))
            cluster_of[cluster_of == second] = first
    return [np.flatnonzero(cluster_of == first).tolist() for first in np.unique(cluster_of)]


def bands_or_none(text: Runs, place: int) -> list[int]:
    """What says nothing gets bands of its own, and so shares none."""
    return bands(text, action_id=0) or [number_of(f"nothing {place} {band}") for band in range(BANDS)]


def sharing(bands_of: Numbers, place: int, *, among: Numbers) -> Numbers:
    """The MOST_COMPARED of those `among` all that share most bands with the one at this place. A text is a column."""
    shared = (bands_of == bands_of[:, [place]]).sum(axis=0, dtype=np.int8) * among
    found = np.flatnonzero(shared)
    return found[np.argsort(-shared[found], kind="stable")[:MOST_COMPARED]]
