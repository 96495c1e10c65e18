"""The message that asks how a session was."""

from mail.enums import WhenUncertain
from mail.kinds import Kind, register

SAMPLE = {
    "event": "See the signs: an evening course",
    "when": "Thursday 10 December 2026, 19:00 to 20:30",
    "feedback_path": "/training/feedback/sample/",
}


def register_own() -> None:
    title = "How was the training session?"
    register(Kind("session_feedback", title, SAMPLE, when_uncertain=WhenUncertain.SEND_AGAIN))
