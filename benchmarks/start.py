"""How long a developer waits for `make run`."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

STARTS = 3
PATIENCE = 30  # seconds for everything to stop
OF_MAKE = ("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL")  # what `make bench` hands down


def warm(_: Bench) -> Iterator[Figure]:
    """Seconds from `make run` to the first 200 of `/` where packages, database and demonstration are there.

    The median of three starts on a scratch SQLite database, after one that filled it.
    """
    with server.scratch_folder() as folder:
        remark(f"start.warm: the start that fills the database took {seconds_to_answer(folder):.2f} s")
        starts = [seconds_to_answer(folder) for _ in range(STARTS)]
    remark(f"start.warm: {[round(start, 2) for start in starts]} s")
    yield Figure("start.warm", median(starts), "s", STARTS)


def seconds_to_answer(folder: Path) -> float:
    """Of `make run` on a database in this folder; everything is stopped again before this returns."""
    port, log = server.free_port(), folder / "make.log"
    own = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "MEDIA_ROOT": f"{folder}/media"}
    environment = {name: value for name, value in os.environ.items() if name not in OF_MAKE} | own
    started = time.monotonic()
    with server.running(["make", "run", f"PORT={port}"], environment, log, stop) as process:
        server.wait_for(process, port, log)
        return time.monotonic() - started


def stop(process: server.Process) -> None:
    """SIGINT to make and to what it runs, as Ctrl-C in a terminal; what serve started ends with it, however it ends."""
    try:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(PATIENCE)
    except ProcessLookupError:
        process.wait()
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


MEASUREMENTS = (Measurement(("start.warm",), warm),)
