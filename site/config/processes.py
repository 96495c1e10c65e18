"""Running web, workers and scheduler as one: all start together and all end together."""

import ctypes
import os
import signal
import subprocess
import sys
import time

PATIENCE = 10  # seconds a process has to end after it was asked to
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, prctl(2)

PYTHON = [sys.executable, "-u"]
MANAGE = [*PYTHON, "manage.py"]
# By engine, up to the name of the queue. Django's checks, which `serve` makes, would load the admin: 45 MB a worker.
WORKERS = {
    "db": [*MANAGE, "db_worker", "--skip-checks", "--no-reload", "--interval", "0.5", "--queue-name"],
    "rq": [*MANAGE, "rqworker", "--skip-checks", "--verbosity", "0", "--job-class", "django_tasks_rq.Job"],
}


def parts(engine: str) -> dict[str, list[str]]:
    """What the whole site consists of, each with its command. Mail to many has a worker of its own."""
    return {
        "web": [*PYTHON, "-m", "gunicorn", "-c", "gunicorn.conf.py", "config.wsgi"],
        "worker": [*WORKERS[engine], "default"],
        "bulk worker": [*WORKERS[engine], "bulk"],
        "scheduler": [*MANAGE, "scheduler"],
    }


def run_together(parts: dict[str, list[str]]) -> str | None:
    """Run all until one ends or a signal comes; returns the name of the one that ended by itself."""
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # SIGINT too: `make run &` starts with it ignored
        signal.signal(stop, signal.default_int_handler)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in parts.items():  # own sessions: Ctrl-C reaches only us, and we ask each to stop once
            running[name] = subprocess.Popen(command, start_new_session=True, preexec_fn=die_with_parent)  # noqa: S603
        while True:
            for name, process in running.items():
                if process.poll() is not None:
                    return name
            time.sleep(0.2)
    except KeyboardInterrupt:
        return None
    finally:
        stop_all(list(running.values()))


def stop_all(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.terminate()  # does nothing to one that has ended
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def die_with_parent() -> None:
    """So that killing the parent outright leaves nothing behind (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)
