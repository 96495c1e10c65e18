"""Numbers of certificates: random, so that none can be guessed, and made to be read out over the telephone.

Sixteen characters without I, L, O and U; the last checks the others (ISO 7064, hybrid system, modulo 33 and 32), so
that one misheard is noticed before anything is looked up.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIZE = len(ALPHABET)
LENGTH, GROUP = 16, 4
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, "\N{EN DASH}": None, ".": None})


def make() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check(body)


def check(body: str) -> str:
    product = SIZE
    for character in body:
        total = (product + ALPHABET.index(character)) % SIZE or SIZE
        product = total * 2 % (SIZE + 1)
    return ALPHABET[(1 - product) % SIZE]


def read(typed: str) -> str:
    """As it is kept; empty where it can't be one."""
    number = "".join(typed.upper().split()).translate(MISREAD)
    is_one = len(number) == LENGTH and set(number) <= set(ALPHABET)
    return number if is_one and check(number[:-1]) == number[-1] else ""


def shown(number: str) -> str:
    return "-".join(number[start : start + GROUP] for start in range(0, LENGTH, GROUP))
