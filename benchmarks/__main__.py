"""`python -m benchmarks [ONLY]` measures the figures whose names start with ONLY, all of them without it.

One JSON object a line on stdout: name, value, unit, floor, ratio (value / floor), n. To add figures, write a module
with MEASUREMENTS and name it in MODULES.
"""

import os
import signal
import sys
from contextlib import ExitStack
from types import FrameType

from benchmarks import (
    counting,
    counting_log,
    groups_health,
    groups_import,
    groups_nearest,
    letters_overlap,
    letters_print,
    letters_rate,
    mail_oneclick,
    mail_transactional,
    mail_webhooks,
    mailouts_audience,
    mailouts_rate,
    pages,
    places_import,
    places_lookup,
    places_maps,
    search,
    signing,
    start,
    training_certificate,
    training_coverage,
    training_import,
    training_reminders,
)
from benchmarks.figure import Measurement, remark
from benchmarks.server import Bench

MODULES = (
    counting,
    counting_log,
    groups_health,
    groups_import,
    groups_nearest,
    letters_overlap,
    letters_print,
    letters_rate,
    mail_oneclick,
    mail_transactional,
    mail_webhooks,
    mailouts_audience,
    mailouts_rate,
    pages,
    places_import,
    places_lookup,
    places_maps,
    search,
    signing,
    start,
    training_certificate,
    training_coverage,
    training_import,
    training_reminders,
)
INTERRUPTED = 130  # the exit code of a shell's Ctrl-C
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: list[str]) -> int:
    only = arguments[0] if arguments else ""
    measurements = [measurement for module in MODULES for measurement in module.MEASUREMENTS]
    chosen = [measurement for measurement in measurements if any(name.startswith(only) for name in measurement.names)]
    if not chosen:
        remark(f"No figure starts with {only!r}. There are: {', '.join(n for m in measurements for n in m.names)}")
        return 2
    for number in STOPPING:  # SIGINT too: what is started in the background begins with it ignored
        signal.signal(number, interrupt)
    remark(f"Load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: what else runs makes figures worse")
    try:
        measure(chosen, only)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def measure(chosen: list[Measurement], only: str) -> None:
    with ExitStack() as stack:
        bench = Bench(stack)
        for measurement in chosen:
            remark(f"Measuring {', '.join(measurement.names)}")
            for figure in measurement.measure(bench):
                if figure.name.startswith(only):
                    print(figure.as_json(), flush=True)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Once: a second Ctrl-C must not interrupt the stopping of what was started."""
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
