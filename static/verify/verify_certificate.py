"""Checks what the QR codes of certificates hold. Needs nothing but Python 3.10 or newer, and no network.

    python3 verify_certificate.py keys.json [TOKEN or ADDRESS ...]

Get keys.json from https://SITE/training/keys.json once and keep it. A TOKEN is what stands behind the # of the address
that the QR code holds; without any, one is read from each line that is typed in. A certificate that was revoked or
extended since it was printed can't be told from one that was not: that, only the site knows. Ends with 0 where all
were signed by one of the keys and had not run out, 1 where one was not, 2 where there was nothing to check.
"""

import hashlib
import json
import re
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime
from typing import Any

Point = tuple[int, int, int, int]  # X, Y, Z and T with x = X/Z, y = Y/Z and xy = T/Z


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


def decoded(text: str) -> bytes:
    """Raises ValueError also where the text isn't the one right form of its bytes."""
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise ValueError("not in the one right form")
    return data


def read_keys(file: str) -> dict[str, bytes]:
    with open(file, encoding="utf-8") as opened:
        found = json.load(opened)["keys"]
    return {key["kid"]: decoded(key["x"]) for key in found if key.get("crv") == "Ed25519"}


def read(token: str, keys: dict[str, bytes]) -> dict[str, Any] | None:
    """What one of the keys signed; None where none did, or anything was changed."""
    try:
        form, name, body, proof = token.split(".")
        signed = f"{form}.{name}.{body}".encode("ascii")
        if form != "1" or not is_signed(keys[name], signed, decoded(proof)):
            return None
        says: dict[str, Any] = json.loads(decoded(body))
    except (KeyError, ValueError):
        return None
    return says


def today() -> date:
    return datetime.now(tz=UTC).date()


def check(text: str, keys: dict[str, bytes]) -> bool:
    says = read(text.strip().rpartition("#")[2], keys)
    if says is None:
        print("WRONG  none of the keys signed this, or something in it was changed")
        return False
    is_over = says["u"] is not None and date.fromisoformat(says["u"]) < today()
    words = f"{says['c']}, version {says['v']}, completed {says['d']}, until {says['u'] or 'for ever'}, no. {says['n']}"
    print(("OVER   " if is_over else "right  ") + re.sub(r"[^ -~]", "?", words))
    return not is_over


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    keys = read_keys(arguments[0])
    checked = [check(text, keys) for text in arguments[1:] or sys.stdin if text.strip()]
    return 0 if checked and all(checked) else 1 if checked else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
