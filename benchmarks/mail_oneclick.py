"""How long a mail program waits that unsubscribes its user by one click."""

import json
import subprocess
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import AS_PROXY, HOST, ROOT, Bench, Site

SECONDS, LEAST = 15, 1_000
READERS = 20_000  # more than can leave within the time, so that each post ends a consent
AT_ONCE = 4  # two for each core, which keeps both busy all the time


def oneclick(bench: Bench) -> Iterator[Figure]:
    """The 99th percentile in milliseconds of one-click POSTs, as fast as they are answered, each of another reader."""
    paths = bench.site.folder / "one-click-paths"
    bench.site.run("-m", "benchmarks.subscribing", str(READERS), str(paths))
    before = left(bench.site)
    with bench.site.serving() as port:
        warm(port)
        measured = post(port, paths)
    ended = before - left(bench.site)
    if measured["errors"] or ended < min(measured["requests"], READERS) or ended < LEAST:
        raise RuntimeError(f"{measured['requests']} posts, {measured['errors']} errors, {ended} consents ended")
    remark(f"mail.oneclick: median {measured['median']:.1f} ms, {measured['requests'] / SECONDS:.0f} a second")
    yield Figure("mail.oneclick", measured["p99"], "ms", int(measured["requests"]))


def warm(port: int) -> None:
    """Let every thread open its connection and load what it answers with, by posts for nobody."""
    address = f"http://{HOST}:{port}/mail-choices/nobody/stop/campaign_news/{uuid.uuid4()}/"
    with httpx.Client(headers=AS_PROXY) as client, ThreadPoolExecutor(AT_ONCE) as threads:
        answers = threads.map(lambda _: client.post(address, data={"List-Unsubscribe": "One-Click"}), range(400))
        assert {answer.status_code for answer in answers} == {404}


def left(site: Site) -> int:
    return int(site.run("-m", "benchmarks.subscribing", "left"))


def post(port: int, paths: Path) -> dict[str, float]:
    headers = [part for name, value in AS_PROXY.items() for part in ("-H", f"{name}: {value}")]
    script = ["-s", str(ROOT / "benchmarks/oneclick.lua"), f"http://{HOST}:{port}/", "--", str(paths)]
    command = ["wrk", "-t1", f"-c{AT_ONCE}", f"-d{SECONDS}s", "--timeout=10s", *headers, *script]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answer: dict[str, float] = json.loads(output.splitlines()[-1])
    return answer


MEASUREMENTS = (Measurement(("mail.oneclick",), oneclick),)
