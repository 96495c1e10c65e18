"""What the tests and benchmarks need of the machine: installed where apt is there and we are root, else said.

Run as `python -m tests.machine [--bench]`; it needs nothing but the standard library.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OLDEST_POSTGRESQL = 15
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Need:
    title: str
    package: str  # Debian's
    is_there: Callable[[], bool]
    other_way: str
    optional: bool = False  # what needs it is skipped where it is missing


def has_postgresql() -> bool:
    if "DATABASE_URL" in os.environ:
        return True
    debian = [int(path.parts[-3]) for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return max(debian) >= OLDEST_POSTGRESQL
    initdb = shutil.which("initdb")
    if initdb is None:
        return False
    version = re.search(r"(\d+)", subprocess.run([initdb, "--version"], capture_output=True, text=True).stdout)
    return version is not None and int(version.group(1)) >= OLDEST_POSTGRESQL


def chromium() -> str | None:
    """Where Chromium is; CHROMIUM names another."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


POSTGRESQL = Need(
    f"PostgreSQL {OLDEST_POSTGRESQL} or newer", "postgresql", has_postgresql, "or set DATABASE_URL to a server of yours"
)
CHROMIUM = Need("Chromium", "chromium", lambda: chromium() is not None, "or set CHROMIUM to where yours is")
REDIS = Need("Redis", "redis-server", lambda: shutil.which("redis-server") is not None, "", optional=True)
WRK = Need("wrk, a load generator", "wrk", lambda: shutil.which("wrk") is not None, "or put it on the PATH")


def main(arguments: list[str]) -> None:
    needs = [POSTGRESQL, CHROMIUM, *([WRK] if "--bench" in arguments else [REDIS])]
    missing = [need for need in needs if not need.is_there()]
    if missing and os.getuid() == 0 and shutil.which("apt-get"):
        print(  # noqa: T201
            "Installing", ", ".join(need.title for need in missing), file=sys.stderr, flush=True
        )
        install(missing)
        missing = [need for need in missing if not need.is_there()]
    if left_out := [need for need in missing if need.optional]:
        names = ", ".join(f"{need.title} (Debian: {need.package})" for need in left_out)
        print(f"Tests that need {names} are skipped.", file=sys.stderr)  # noqa: T201
    if missing := [need for need in missing if not need.optional]:
        packages = " ".join(need.package for need in missing)
        ways = "; ".join(f"{need.title} ({need.other_way})" for need in missing)
        sys.exit(f"The tests need {ways}.\nOn Debian or Ubuntu: sudo apt-get install {packages}")


def install(needs: list[Need]) -> None:
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *(need.package for need in needs)]
    for step in (["apt-get", "update", "-qq"], command):
        if subprocess.run(step, check=False, **quiet).returncode:  # type: ignore[call-overload]
            sys.exit(f"`{' '.join(step)}` failed: install what is named above by hand and start again.")


if __name__ == "__main__":
    main(sys.argv[1:])
