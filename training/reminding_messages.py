"""The kinds of message about training that runs out, and about training that leaders of groups write down."""

from typing import Any

from mail.enums import WhenUncertain
from mail.kinds import Kind, register

AGAIN = WhenUncertain.SEND_AGAIN
LEEDS = {"group": "ACTFORJUSTICE Leeds", "training_path": "/groups/leeds/lead/training/"}
LOGGED = {"group": "ACTFORJUSTICE Leeds", "course": "Recognising the signs", "on": "2026-11-26"}
SUZIE = {"name": "Suzie Signer", "course": "Recognising the signs"}
DIGEST: dict[str, Any] = {
    **LEEDS,
    "name": "Charlie Leader",
    "running_out": [{**SUZIE, "last": "2027-01-31"}],
    "ran_out": [{"name": "Priya Teacher", "course": "Recognising the signs", "last": "2026-10-31"}],
    "trained": [{"name": "Morgan Editor", "course": "Recognising the signs"}],
    "more": 0,
}
OWN = (
    Kind(
        "training_reminder",
        "Your training runs out",
        {
            **SUZIE,
            "last": "2027-01-31",
            "is_over": False,
            "course_path": "/training/recognising-the-signs/",
            "stop_path": "/training/stop-reminders/sample/",
        },
        when_uncertain=AGAIN,
        way_out="stop_path",
    ),
    Kind("training_digest", "Once a month: training in your group", DIGEST, when_uncertain=AGAIN),
    Kind(
        "training_logged",
        "Your group wrote down that you were trained",
        {**LOGGED, "name": "Suzie Signer", "not_so_path": "/training/not-so/sample/"},
        when_uncertain=AGAIN,
    ),
    Kind(
        "training_log_refused",
        "Training that you wrote down does not count",
        {**LOGGED, **LEEDS, "reason": "The trainer you name tells us that the evening was called off."},
        when_uncertain=AGAIN,
    ),
)


def register_own() -> None:
    register(*OWN)
