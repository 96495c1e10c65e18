"""What the series of the demonstration say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One of a series: how many days after the fact it comes, and what it says."""

    wait_days: int
    subject: str
    preheader: str
    heading: str
    paragraphs: tuple[str, ...]
    sign: str = ""
    write: str = ""


WELCOME = "Welcome to our news"
WELCOME_MESSAGES = (
    Message(
        0,
        "Welcome, {{first_name|friend}}",
        "What you get from us, and how often",
        "Welcome",
        (
            "Thank you for signing, and for letting us write to you. We write about once a month.",
            "You can stop at any time. The link for that is at the end of each of our messages.",
        ),
    ),
    Message(
        3,
        "Two things that help",
        "A friend who signs, and a letter",
        "Two things that help",
        (
            "Each name helps, and so does each letter. A letter takes about ten minutes.",
            "You write it in your own words. We help you to begin.",
        ),
        sign="See the petition",
        write="Write a letter",
    ),
    Message(
        28,
        "How far we have come",
        "Thank you for the first month",
        "How far we have come",
        ("You have been with us for a month now. Here is how many of us there are.",),
        sign="See the petition",
    ),
)
FOLLOW_UP = "After somebody signed"
FOLLOW_UP_MESSAGES = (
    Message(
        2,
        "What happens with your name",
        "From your screen to Parliament",
        "What happens with your name",
        ("We count it, we check it, and we hand it in with all the others. We tell you when.",),
        sign="See the petition",
    ),
    Message(
        14,
        "Will you write a letter as well?",
        "",
        "Will you write a letter as well?",
        ("You signed two weeks ago. A letter in your own words helps even more.",),
        write="Write a letter",
    ),
)
