"""How whole a picture of the House of Commons has to be before it is believed; one set of options for both commands."""

from typing import Any

from django.core.management.base import CommandParser

from places.services.representatives import MINIMUM, MOST_ENDED


def add_bounds(parser: CommandParser) -> None:
    parser.add_argument(
        "--minimum", type=int, default=MINIMUM, help=f"refuse when fewer constituencies are named (default {MINIMUM})"
    )
    parser.add_argument(
        "--accept-changes",
        action="store_true",
        help=f"let more than {MOST_ENDED} members cease to sit at once",
    )


def most_ended(options: dict[str, Any]) -> int | None:
    return None if options["accept_changes"] else MOST_ENDED
