"""What came back to a mail-out of the demonstration."""

from dataclasses import dataclass

from config.demo.mailouts_words import NAMED


@dataclass(frozen=True)
class Answer:
    """From somebody who is plainly made up; `days` ago. {subject} is that of the message that they got."""

    sender: str
    subject: str
    text: str
    days: int
    by_machine: bool = False
    is_done: bool = False


ANSWERS = (
    Answer(
        NAMED["Sam Sampler"],
        "Re: {subject}",
        "Good news! On what day is the meeting? I would like to post my letter in time.\n\nSam",
        1,
    ),
    Answer(
        NAMED["Suzie Signer"],
        "Re: {subject}",
        "I have moved house since I signed. Do I have to sign again?\n\nSuzie",
        7,
        is_done=True,
    ),
    Answer(
        NAMED["Charlie Chapel"],
        "Please stop",
        "Please take me off your list. I get too many emails.\n\nCharlie",
        2,
    ),
    Answer(
        NAMED["Dele Daytime"],
        "Automatic reply: {subject}",
        "I am away until Monday and read no email.",
        9,
        by_machine=True,
    ),
)
QUOTED = "On Monday at 10:12 ACTFORJUSTICE wrote:\n> {subject}"
