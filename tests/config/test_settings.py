import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db.backends.postgresql import psycopg_any

from config.settings.dev_keys import BADGE_KEYS

REQUIRED = {
    "SECRET_KEY": "x" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "FINGERPRINT_KEY": "a key for hashes that is long enough",
    "SEALING_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "LOG_SIGNING_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "CERTIFICATE_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "BADGE_KEYS": BADGE_KEYS[0],
    "ALLOWED_HOSTS": "www.example.org",
    "DATABASE_URL": "sqlite:////nowhere/db.sqlite3",
    "SITE_URL": "https://www.example.org",
    "EMAIL_BACKEND": "anymail.backends.postmark.EmailBackend",
    "DEFAULT_FROM_EMAIL": "ACTFORJUSTICE <hello@example.org>",
}


def manage(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if name not in (*REQUIRED, "DJANGO_ALLOW_ASYNC_UNSAFE")}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        env={**clean, **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )


def in_production(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return manage(*arguments, **{"DJANGO_SETTINGS_MODULE": "config.settings.production", **environment})


def test_a_check_for_deployment_has_nothing_to_say_about_production() -> None:
    done = in_production("check", "--deploy", "--fail-level", "DEBUG", **REQUIRED)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("missing", sorted(REQUIRED))
def test_production_refuses_to_start_on_a_missing_value_and_names_it(missing: str) -> None:
    rest = {name: value for name, value in REQUIRED.items() if name != missing}
    done = in_production("check", **rest)
    assert done.returncode == 1
    assert missing in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("empty", sorted(REQUIRED))
def test_production_refuses_to_start_on_an_empty_value_and_names_it(empty: str) -> None:
    done = in_production("check", **{**REQUIRED, empty: ""})
    assert done.returncode == 1
    assert empty in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_STREAMS", "{"),
        ("MAIL_STREAMS", "[]"),
        ("MAIL_STREAMS", '{"bulk": {"limit": [[1, 1]]}}'),
        ("MAIL_STREAMS", '{"bulk": {"limits": [14, 1]}}'),
        ("MAIL_DOMAIN_LIMITS", '{"gmail.com": [[0, 1]]}'),
    ],
)
def test_a_stream_that_is_not_understood_stops_the_start_with_one_line(name: str, value: str) -> None:
    done = in_production("check", **REQUIRED, **{name: value})
    assert done.returncode == 1
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_stream_has_its_own_sender_and_limits_and_bulk_waits() -> None:
    bulk = '{"bulk": {"sender": "news@example.org", "limits": [[14, 1], [50000, 86400]]}}'
    script = "from mail.streams import get; print(get('bulk'), get('transactional').priority)"
    done = in_production("shell", "--no-imports", "-c", script, **REQUIRED, MAIL_STREAMS=bulk)
    assert "news@example.org" in done.stdout, done.stderr
    assert "bulk=True" in done.stdout
    assert done.stdout.strip().endswith("10")


def test_production_with_smtp_wants_to_know_the_server() -> None:
    smtp = {**REQUIRED, "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
    assert "EMAIL_URL" in in_production("check", **smtp).stderr
    assert in_production("check", **smtp, EMAIL_URL="smtp://localhost:25").returncode == 0


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://somewhere/act", "postgres:// or sqlite:///"),
        ("nonsense", "DATABASE_URL"),
        ("postgres://nobody@127.0.0.1:1/act", "does not answer"),
        ("sqlite:////no/such/folder/db.sqlite3", "does not answer"),
    ],
)
def test_a_wrong_database_gets_one_line_and_no_traceback(url: str, says: str) -> None:
    done = manage("migrate", DATABASE_URL=url, DJANGO_SETTINGS_MODULE="config.settings.dev")
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(("port", "says"), [("99999", "from 1 to 65535"), ("eighty", "from 1 to 65535")])
def test_a_port_that_is_none_is_refused(port: str, says: str) -> None:
    done = manage("serve", PORT=port, DATABASE_URL="sqlite:///:memory:", DJANGO_SETTINGS_MODULE="config.settings.dev")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_driver_of_postgresql_is_psycopg2() -> None:
    """Django takes psycopg 3 before psycopg2, silently, where it is installed."""
    assert psycopg_any.is_psycopg3 is False
    with pytest.raises(ImportError):
        __import__("psycopg")


def test_site_is_no_package() -> None:
    assert not (settings.BASE_DIR / "site/__init__.py").exists()


def test_no_requirements_file_names_an_address() -> None:
    for file in (settings.BASE_DIR / "requirements").glob("*.txt"):
        assert "://" not in file.read_text()


def test_the_demonstration_is_not_loaded_with_the_settings_of_a_public_site() -> None:
    """Its accounts have a password that everybody knows."""
    refused = manage("demo", DJANGO_SETTINGS_MODULE="config.settings.production", **REQUIRED)
    assert refused.returncode == 1
    assert "public site's settings" in refused.stderr
