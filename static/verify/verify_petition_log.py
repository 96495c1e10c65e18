"""Checks the public log of a petition, and receipts from it. Needs nothing but Python 3.10 or newer.

    python3 verify_petition_log.py [https://SITE/petitions/NAME/log/] [FILE ...]

A FILE is lines (entries.jsonl), heads (heads.json), keys (log-keys.json) or a receipt; an address makes it fetch the
first three. Keep heads and keys, and give them again later: nobody can then change what was before without being found
out. Ends with 0 where all that was checked is right, 1 where something is wrong, 2 where there was nothing to check.
"""

import hashlib
import hmac
import json
import re
import sys
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

Point = tuple[int, int, int, int]  # X, Y, Z and T with x = X/Z, y = Y/Z and xy = T/Z
MAY_FOLLOW = {"signed": None, "withdrawn": True, "invalidated": True, "restored": False}  # whether it counted before
LINE = r'\{"petition":([0-9]+),"index":([0-9]+),"kind":"([a-z]+)","commitment":"([0-9a-f]{64})","at":"[0-9-]{10}"\}'
wrong: list[str] = []


def say(is_right: bool | None, words: str) -> None:
    """Without what could move the cursor of a terminal, since others wrote some of the words. None: nobody checked."""
    print({True: "right  ", False: "WRONG  ", None: "       "}[is_right] + re.sub(r"[^ -~]", "?", words))
    wrong.extend([words] if is_right is False else [])


# Ed25519, to check signatures only (RFC 8032, section 5.1).
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def point(data: bytes) -> Point:
    sign, y = divmod(int.from_bytes(data, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * pow(2, (P - 1) // 4, P) % P if (x * x - square) % P else x
    if len(data) != 32 or y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    x = P - x if x % 2 != sign else x
    return x, y, 1, x * y % P


def add(one: Point, two: Point) -> Point:
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, of: Point) -> Point:
    if number == 0:
        return 0, 1, 1, 0
    rest = times(number >> 1, add(of, of))
    return add(rest, of) if number & 1 else rest


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    scalar = int.from_bytes(signature[32:64], "little")
    try:
        key, first, base = point(public), point(signature[:32]), point(b"\x58" + b"\x66" * 31)
    except ValueError:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    one, two = times(scalar, base), add(first, times(challenge, key))
    same = (one[0] * two[2] - two[0] * one[2]) % P == (one[1] * two[2] - two[1] * one[2]) % P == 0
    return len(signature) == 64 and scalar < ORDER and same


# The tree (RFC 9162, section 2.1).
def leaf(line: str) -> bytes:
    return hashlib.sha256(b"\x00" + line.encode()).digest()


def join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_by(proof: list[bytes], line: str, index: int, size: int) -> bytes | None:
    root, last = leaf(line), size - 1
    for each in proof:
        if index & 1 or index == last:
            root = join(each, root)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            root = join(root, each)
        index, last = index >> 1, last >> 1
    return root if index == last == 0 else None


class Log:
    """The lines from first to last: their roots at the sizes asked for, and where the commitments asked for stand."""

    def __init__(self, lines: Iterable[str], sizes: set[int], wanted: set[str]) -> None:
        self.roots, self.places = dict[int, bytes](), dict[str, tuple[int, str]]()
        self.counts, self.petition = dict[bytes, bool](), ""
        peaks: list[tuple[int, bytes]] = []  # the complete subtrees so far, with their levels
        for index, line in enumerate(lines):
            entry = re.fullmatch(LINE, line)
            if problem := self.problem_of(index, *entry.groups()) if entry else "is not as it must be":
                say(False, f"line {index} {problem}: {line[:80]}")
                break
            if entry and entry[4] in wanted:
                self.places.setdefault(entry[4], (index, line))
            level, made = 0, leaf(line)
            while peaks and peaks[-1][0] == level:
                level, made = level + 1, join(peaks.pop()[1], made)
            peaks.append((level, made))
            if index + 1 in sizes:
                self.roots[index + 1] = reduce(lambda right, peak: join(peak[1], right), peaks[-2::-1], made)
        size = sum(1 << level for level, _ in peaks)
        say(None, f"{size} lines follow from one another. By them {sum(self.counts.values())} signatures count.")

    def problem_of(self, index: int, petition: str, place: str, kind: str, commitment: str) -> str:
        self.petition = self.petition or petition
        if (petition, place) != (self.petition, str(index)):
            return "is missing, or not in its place"
        if MAY_FOLLOW.get(kind, "unknown") is not self.counts.get(bytes.fromhex(commitment)):
            return "can't follow what was before"
        self.counts[bytes.fromhex(commitment)] = kind in ("signed", "restored")
        return ""


def check_head(head: Any, keys: dict[str, bytes], log: Log | None) -> None:
    text = json.loads(head["statement"])
    name = f"the head of {text['size']} lines, {text['at']}"
    public, signature = keys.get(head["key"], b""), bytes.fromhex(head["signature"])
    signed = is_signed(public, head["statement"].encode(), signature) if keys else None
    by = f"signed by key {head['key']}" if keys else "nobody checked who signed it, since no keys were given"
    say(signed, f"{name}: {by}")
    if log:
        say(log.roots.get(text["size"]) == bytes.fromhex(text["root"]), f"{name}: its root is that of the lines")


def check_receipt(receipt: Any, keys: dict[str, bytes], log: Log | None) -> None:
    line, opening, commitment = receipt.get("entry"), receipt.get("opening"), receipt["commitment"]
    if opening:
        text = f"{receipt['number']}\n{opening['signature']}\n{opening['address']}".encode()
        made = hmac.digest(bytes.fromhex(opening["salt"]), text, "sha256").hex()
        say(made == commitment, f"the receipt's secret fits its line and {opening['address']}")
    if log:
        index, found = log.places.get(commitment, ("nowhere", None))
        say(found is not None and line in (None, found), f"the receipt's line stands in the log: {index}")
    if line:
        petition, place, _, of_line = re.fullmatch(LINE, line).groups()  # type: ignore[union-attr]  # main tells of none
        head = json.loads(receipt["head"]["statement"])
        root = root_by([bytes.fromhex(each) for each in receipt["proof"]], line, int(place), head["size"])
        about = of_line == commitment and int(petition) == head["petition"] == receipt["number"]
        fits = about and root == bytes.fromhex(head["root"])
        say(fits, "the receipt's proof leads from its line to the root of its head")
        check_head(receipt["head"], keys, log)


def read(place: str) -> str:
    with urlopen(place) if place.startswith(("https://", "http://")) else open(place, "rb") as file:
        return str(file.read(), "utf-8")


def lines_of(place: str) -> Iterator[str]:
    page, first = read(place if place.endswith(".jsonl") else urljoin(place, "entries.jsonl")).splitlines(), 0
    while page:
        yield from page
        first += len(page)
        page = [] if place.endswith(".jsonl") else read(urljoin(place, f"entries.jsonl?from={first}")).splitlines()


def main(arguments: list[str]) -> int:
    logs = [each for each in arguments if each.startswith(("https://", "http://")) or each.endswith(".jsonl")]
    sites = [each for each in logs if not each.endswith(".jsonl")]
    places = [urljoin(site, path) for site in sites for path in ("heads.json", "../../log-keys.json")]
    files = [json.loads(read(each)) for each in [*places, *arguments] if each not in logs]
    keys = {key["key"]: bytes.fromhex(key["public"]) for file in files for key in file.get("keys", [])}
    if others := [name for name in keys if hashlib.sha256(keys[name]).hexdigest()[:16] != name]:
        say(False, f"these keys are others than their names say: {', '.join(others)}")
    heads = [head for file in files for head in file.get("heads", [])]
    receipts = [file for file in files if "number" in file]
    signed = [*heads, *(receipt["head"] for receipt in receipts if "head" in receipt)]
    sizes = {json.loads(head["statement"])["size"] for head in signed}
    log = Log(chain(*map(lines_of, logs)), sizes, {each["commitment"] for each in receipts}) if logs else None
    for head in heads:
        check_head(head, keys, log)
    for receipt in receipts:
        check_receipt(receipt, keys, log)
    print("Something is WRONG." if wrong else "All that was checked is right." if log or signed else __doc__)
    return 1 if wrong else 0 if log or signed else 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (AttributeError, KeyError, OSError, RecursionError, TypeError, ValueError) as error:
        sys.exit(f"WRONG  this can't be checked: {error!r}")
