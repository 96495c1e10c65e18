"""Reading from the environment what mail leaves by. Settings import this before Django is there."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

MAY_SAY = {"backend", "options", "sender", "reply_to", "bounces", "dkim_selector", "provider", "limits", "bulk"}


def from_text(name: str, text: str) -> dict[str, Any]:
    """The JSON object of an environment variable. Raises ImproperlyConfigured, which says what is wrong with it."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be JSON: {error}") from error
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object")
    return found


def streams(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    given = from_text("MAIL_STREAMS", environment.get("MAIL_STREAMS", "{}"))
    made = {"transactional": {}, "bulk": {}, **given}
    for name, stream in made.items():
        if not isinstance(stream, dict) or not stream.keys() <= MAY_SAY:
            raise ImproperlyConfigured(f"MAIL_STREAMS: {name} may say {', '.join(sorted(MAY_SAY))} and nothing else")
        check_limits(f"MAIL_STREAMS: {name}", stream.get("limits", []))
    made["bulk"] = {"bulk": True, **made["bulk"]}
    return made


def domain_limits(environment: Mapping[str, str]) -> dict[str, list[list[float]]]:
    given = from_text("MAIL_DOMAIN_LIMITS", environment.get("MAIL_DOMAIN_LIMITS", "{}"))
    for domain, limits in given.items():
        check_limits(f"MAIL_DOMAIN_LIMITS: {domain}", limits)
    return given


def check_limits(name: str, limits: Any) -> None:
    pairs = isinstance(limits, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, int | float) and part > 0 for part in pair)
        for pair in limits
    )
    if not pairs:
        raise ImproperlyConfigured(f"{name}: limits are pairs of a number of messages and of seconds, like [[14, 1]]")
