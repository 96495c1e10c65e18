"""Development whose mail leaves by SMTP to SINK_PORT, with one kind of message that must never leave twice."""

import os

from config.settings.dev import *  # noqa: F403
from config.settings.dev import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.journeys.held_kind.HeldKind"]
SMTP = {
    "backend": "django.core.mail.backends.smtp.EmailBackend",
    "options": {"host": "127.0.0.1", "port": int(os.environ["SINK_PORT"]), "timeout": 10},
}
MAIL_STREAMS = {"transactional": SMTP, "bulk": {**SMTP, "bulk": True}}
