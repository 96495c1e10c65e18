"""A PostgreSQL cluster for this test run where DATABASE_URL names no other. Loaded with `-p tests.cluster`."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SPEED = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=100"
folder: Path | None = None


@pytest.hookimpl(wrapper=True, tryfirst=True)  # a wrapper, so before pytest-django reads the settings
def pytest_load_initial_conftests() -> Iterator[None]:
    if "DATABASE_URL" not in os.environ:  # xdist's workers inherit it, so they share one cluster
        os.environ["DATABASE_URL"] = start()
    return (yield)


def pytest_unconfigure() -> None:
    if folder is not None:
        stop(folder)


def start(options: str = SPEED) -> str:
    """Make and start a cluster that listens only on a socket in its own folder; returns the address of a database."""
    global folder
    folder = Path(tempfile.mkdtemp(prefix="act-pg-"))
    make(folder)
    serve(folder, options)
    return f"postgres://postgres@/{folder}/act"  # two slashes after @: the socket's folder, then the name


def make(folder: Path) -> None:
    if user := unprivileged():
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    run("initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")


def serve(folder: Path, options: str) -> None:
    # Without -l, or with a pipe as its output, pg_ctl start hangs: the server keeps the pipe.
    run("pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", f"-k {folder} -h '' {options}", "start")


def stop(folder: Path) -> None:
    run("pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)


def run(program: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's own programs, as an unprivileged user where we are root."""
    user = unprivileged()
    group = pwd.getpwnam(user).pw_gid if user else None
    extra: list[int] | None = [] if user else None
    subprocess.run(
        [str(binaries() / program), *map(str, arguments)],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        user=user,
        group=group,
        extra_groups=extra,
    )


def unprivileged() -> str | None:
    """initdb and the server refuse root: the user to become, None where we are not root."""
    if os.getuid() != 0:
        return None
    return "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"


def binaries() -> Path:
    """Debian keeps initdb and pg_ctl off the PATH, one folder a version."""
    if debian := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3])):
        return debian[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise pytest.UsageError("Install PostgreSQL 15 or newer (Debian: apt-get install postgresql) or set DATABASE_URL.")
