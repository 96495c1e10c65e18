from dataclasses import replace

import pytest

from tests import machine


def test_what_is_missing_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POSTGRESQL", "CHROMIUM"):
        monkeypatch.setattr(machine, name, replace(getattr(machine, name), is_there=lambda: False))
    monkeypatch.setattr("os.getuid", lambda: 1000)
    with pytest.raises(SystemExit) as stopped:
        machine.main([])
    said = str(stopped.value)
    assert "PostgreSQL 15 or newer" in said
    assert "Chromium" in said
    assert "apt-get install postgresql chromium" in said


def test_without_redis_the_tests_run_and_say_what_they_leave_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, there in (("POSTGRESQL", True), ("CHROMIUM", True), ("REDIS", False)):
        need = replace(getattr(machine, name), is_there=lambda there=there: there)
        monkeypatch.setattr(machine, name, need)
    monkeypatch.setattr("os.getuid", lambda: 1000)
    machine.main([])
    assert "Redis (Debian: redis-server) are skipped" in capsys.readouterr().err


def test_an_old_postgresql_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(machine, "OLDEST_POSTGRESQL", 99)
    assert machine.has_postgresql() is False


def test_a_server_that_is_named_needs_nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/act")
    assert machine.has_postgresql() is True
