"""What the mail-outs of the demonstration say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A mail-out: what staff call it, what readers see first, its paragraphs, and what its buttons say."""

    slug: str
    title: str
    subject: str
    preheader: str
    heading: str
    paragraphs: tuple[str, ...]
    sign: str = ""
    write: str = ""
    second_subject: str = ""


GREETING = "Dear {{first_name|friend}},"
# Who answers later, at addresses that are theirs alone.
NAMED = {
    "Sam Sampler": "sam.sampler@example.org",
    "Suzie Signer": "suzie.signer@example.org",
    "Charlie Chapel": "charlie.chapel@example.org",
    "Dele Daytime": "dele.daytime@example.org",
}
HALFWAY = Words(
    "your-names-on-paper",
    "News: names on paper",
    "{{first_name|Friend}}, your name is on paper now",
    "We print every name before we hand it in",
    "Your name is on paper now",
    (
        "Thank you for signing. We have begun to print the names, because a pile of paper is hard to overlook.",
        "More names make a taller pile. Will you ask one friend to sign as well?",
    ),
    sign="See the petition",
    write="Write to the minister",
)
MINISTER = Words(
    "we-have-a-date",
    "News: a date with the department",
    "We have a date with the department",
    "Somebody will listen to survivors at last",
    "We have a date with the department",
    (
        "You wrote, and you were heard. The department has agreed to meet us, and survivors will come along.",
        "A letter of yours helps most in the days before. It takes about ten minutes, and we help with the words.",
    ),
    sign="Share the petition",
    write="Write a letter",
    second_subject="Survivors will be heard: help us prepare",
)
PAUSED = Words(
    "ten-minutes-this-week",
    "News: ten minutes this week",
    "Have you ten minutes this week?",
    "One letter, in your own words",
    "Have you ten minutes this week?",
    (
        "The meeting is close. Each letter that comes before it makes it harder to say that nobody asked.",
        "Write to the minister in your own words. We help you to begin.",
    ),
    write="Write a letter",
)
DRAFT = Words(
    "what-survivors-told-us",
    "Draft: what survivors told us",
    "What survivors told us",
    "",
    "What survivors told us",
    ("We asked what would have helped most. The answers were not what we had thought.",),
)
IN_REVIEW = Words(
    "after-the-meeting",
    "After the meeting",
    "What the department said",
    "And what we ask for next",
    "What the department said",
    ("We will tell you what was said on the day, in plain words, and what we do next.",),
    write="Write a letter",
)
SCHEDULED = Words(
    "see-you-in-spring",
    "News for the new season",
    "What we do next, and how you can help",
    "Three things that take ten minutes each",
    "What we do next",
    ("There is a lot to do, and each of us can do a little. Here are two things that help.",),
    sign="See the petition",
    write="Write a letter",
)
CANCELLED = Words(
    "march-to-the-square",
    "March to the square",
    "Will you march with us?",
    "",
    "Will you march with us?",
    ("We meet at the station and walk to the square together. Bring warm clothes.",),
)
WHY_CANCELLED = "The march was called off."
