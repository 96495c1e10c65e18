"""`python -m tests.campaigns.nursery` starts commands of manage.py as processes, at once and any number of times.

To read the whole site takes seconds, so it is read once, and each process is a fork of that. It is told the words of a
command as a line of JSON and answers with the process's id. What the schedule waits for is shorter here.
"""

import json
import os
import random
import signal
import sys
import traceback
from datetime import timedelta
from typing import NoReturn

import django
from django.urls import get_resolver


def main() -> None:
    django.setup()
    get_resolver().url_patterns  # noqa: B018  reads the views as well, which else each of them would do by itself
    shorten_waits()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended
    answer(os.getpid())
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            become(json.loads(line))
        answer(pid)


def answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def shorten_waits() -> None:
    """Until a call is taken for lost, and a scheduler for dead: minutes in which a test would only wait."""
    from config import heartbeat, schedule

    schedule.UNHEARD = schedule.REPAIR = timedelta(seconds=1)
    heartbeat.BEAT, heartbeat.LEASE = timedelta(seconds=0.5), timedelta(seconds=2)


def become(command: list[str]) -> NoReturn:
    """A process of its own, with all it starts in a session of its own."""
    from django.core.management import call_command

    from config.processes import die_with_parent

    try:
        os.setsid()
        die_with_parent()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        random.seed()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        call_command(*command)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
