"""What `manage.py check` asks of this app's settings."""

from typing import Any

from django.core.checks import CheckMessage, Error

from training import certificate_keys


def certificates_can_be_signed(app_configs: Any, **_: Any) -> list[CheckMessage]:
    try:
        if certificate_keys.all_keys() and certificate_keys.all_badge_keys():
            return []
    except ValueError:
        pass
    return [
        Error(
            "CERTIFICATE_KEYS must hold keys of 32 bytes in base64, and BADGE_KEYS RSA keys of 2048 bits or more.",
            hint="The file .env.example says how they are made.",
            id="training.E001",
        )
    ]
