"""The kind of message that is a course."""

from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from training.services import mailing


def register_own() -> None:
    register(
        Kind(
            mailing.KIND,
            "A course as plain text",
            {"course": "Seeing the signs", "version": 0, "course_path": "/training/seeing-the-signs/"},
            when_uncertain=WhenUncertain.SEND_AGAIN,
        )
    )
