"""What `manage.py check` asks of this app's settings."""

from typing import Any

from django.core.checks import CheckMessage, Error

from campaigns.services import log_keys


def log_can_be_signed(app_configs: Any, **_: Any) -> list[CheckMessage]:
    try:
        if log_keys.all_keys():
            return []
    except ValueError:
        pass
    return [
        Error(
            "LOG_SIGNING_KEYS must hold at least one key, and each must be 32 bytes in base64.",
            hint="The file .env.example says how one is made.",
            id="campaigns.E001",
        )
    ]
