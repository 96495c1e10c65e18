"""No run of the demonstration and of its jobs speaks to another machine."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from mail import kinds
from mail.reserved import is_reserved
from tests.mail import smtp_sink

PATIENCE = 500  # seconds


def own_database() -> str:
    at = connection.settings_dict
    if at["HOST"].startswith("/"):
        return f"postgres://{at['USER']}@/{at['HOST']}/{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def run_alone(folder: Path, port: int) -> dict[str, Any]:
    smtp = {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "options": {"host": "127.0.0.1", "port": port, "timeout": 10},
    }
    environment = {
        **os.environ,
        "DATABASE_URL": own_database(),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "MAIL_STREAMS": json.dumps({"transactional": smtp, "bulk": {**smtp, "bulk": True}}),
        "MEDIA_ROOT": str(folder / "media"),
        "INBOX": str(folder / "mail"),
    }
    command = [sys.executable, "-m", "tests.mail.alone"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(connection.vendor != "postgresql", reason="another process can't see a database in memory")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_demonstration_its_mail_and_every_job_speak_to_this_machine_alone(tmp_path: Path) -> None:
    with smtp_sink.running(tmp_path / "accepted") as sink:
        found = run_alone(tmp_path, sink.port)
        accepted = sink.accepted()
    assert found["bites"]
    assert found["tried"] == []
    assert "send_due" in found["ran"]
    assert len(accepted) >= len(kinds.registered())
    assert [each.recipient for each in accepted if not is_reserved(each.recipient)] == []
