"""How many people sign in a second, how long each waits, and whether every signature that was accepted is there."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import CONNECTIONS, HOST, ROOT, WRK_THREADS, Bench, Site, gunicorn

SECONDS, WARM = 60, 5
TAIL = 3  # seconds in which nothing is sent any more, and the last answers come
NAMES = ("signing.rate", "signing.p95", "signing.lost")


class Target(NamedTuple):
    path: str
    wording: str
    postcodes: Path


def signing(bench: Bench) -> Iterator[Figure]:
    """Accepted signatures a second over HTTP, the milliseconds within which 95 % have their answer, and those lost.

    The whole way: form, rules against fraud, place, a ticked box, the message. Lost: accepted answers without a row.
    """
    site = bench.site
    target = opened(site)
    with site.serving() as port:
        sign(port, target, WARM)
        before = left(site)
        ours = sign(port, target, SECONDS)
    added = {kind: number - before[kind] for kind, number in left(site).items()}
    insist(ours, added)
    floor = of_floor(site, target)
    remark(f"signing.rate: median {ours['median']:.1f} ms; floor {floor['p95']:.1f} ms at the 95th percentile")
    accepted = int(ours["accepted"])
    yield Figure("signing.rate", accepted / ours["seconds"], "1/s", accepted, floor["accepted"] / floor["seconds"])
    yield Figure("signing.p95", ours["p95"], "ms", accepted)
    yield Figure("signing.lost", accepted - added["signatures"], "signatures", accepted)


def opened(site: Site) -> Target:
    postcodes = site.folder / "postcodes"
    return Target(**json.loads(site.run("-m", "benchmarks.to_sign", str(postcodes))), postcodes=postcodes)


def left(site: Site) -> dict[str, int]:
    counts: dict[str, int] = json.loads(site.run("-m", "benchmarks.to_sign", "left"))
    return counts


def insist(measured: dict[str, float], added: dict[str, int]) -> None:
    """Every one was accepted, passed the rules, has its place, its consent and its message.

    The server may close each connection once when it rests at the end.
    """
    if measured["others"] or measured["closed"] > CONNECTIONS or len(set(added.values())) != 1:
        raise RuntimeError(f"{measured} left {added}")


def of_floor(site: Site, target: Target) -> dict[str, float]:
    site.run("-m", "benchmarks.floors.bare_signing")
    log = site.folder / "floor.log"
    with gunicorn("benchmarks.floors.bare_signing", site.environment, log) as port:
        sign(port, target, WARM)
        measured = sign(port, target, SECONDS)
    if measured["others"]:
        raise RuntimeError(f"The floor did not accept all: {measured}\n{log.read_text()[-2000:]}")
    return measured


def sign(port: int, target: Target, seconds: int) -> dict[str, float]:
    """What wrk saw of so many seconds, after which it sends no more and waits for the last answers."""
    sizes = [f"-t{WRK_THREADS}", f"-c{CONNECTIONS}", f"-d{seconds + TAIL}s", "--timeout=10s"]
    script = ["-s", str(ROOT / "benchmarks/signing.lua"), f"http://{HOST}:{port}{target.path}"]
    given = ["--", str(seconds), target.wording, str(target.postcodes)]
    output = subprocess.run(["wrk", *sizes, *script, *given], check=True, capture_output=True, text=True).stdout
    answer: dict[str, float] = json.loads(output.splitlines()[-1])
    return answer


MEASUREMENTS = (Measurement(NAMES, signing),)
