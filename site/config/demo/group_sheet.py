"""The sheet for a group that talks about the signs for an hour, in the pieces that templates/print/page.typ takes."""

from typing import Any

from pages.printing import Piece


def part(heading: str, *pieces: Piece) -> list[Piece]:
    return [{"kind": "heading", "text": heading}, *pieces]


def words(text: str) -> list[dict[str, Any]]:
    return [{"text": text, "strong": False}]


def note(text: str) -> Piece:
    return {"kind": "item", "mark": "", "runs": words(text)}


def question(number: int, text: str) -> Piece:
    return {"kind": "item", "mark": str(number), "runs": words(text)}


PIECES: list[Piece] = [
    *part(
        "For the person who leads",
        note("Read the sheet with the signs first, and have a copy for each person."),
        note("Say at the start that nobody has to speak, and that anybody may leave the room without saying why."),
        note("Somebody here may have lived through this. Never ask who."),
        note("No true stories that show who a person is. What is said stays here, unless somebody may be in danger."),
        note(
            "If somebody tells you about a real worry, stop. Don't gather more. Help them to ring the police or the "
            "helpline, and tell your group's safeguarding lead that you made the call."
        ),
        note("Leave ten minutes for the end. People go home with what they heard last."),
    ),
    *part(
        "What it is",
        question(1, "Before tonight, what did you think that human trafficking was? What has changed?"),
        question(
            2,
            "Two people take jobs at the same farm. One is paid badly but goes home each night. The other owes the "
            "boss for the journey, the bed and the food, and the debt grows. What is the difference?",
        ),
        question(3, "The door is not locked. Why might somebody stay?"),
        question(4, "Why does the law ask less proof when it is about a child?"),
    ),
    *part(
        "Near us",
        question(5, "What kinds of work are done out of sight, at night or for cash? Please name no place."),
        question(6, "Which signs could you notice in a shop, at a car wash, on a bus, in the house next door?"),
        question(7, "When were you quite wrong about a stranger? What does that tell you about one sign alone?"),
        question(8, "Whom might we suspect too quickly, because of how they look or where they come from?"),
    ),
    *part(
        "What we do",
        question(9, "You notice three signs at once. What do you do first? What do you not do?"),
        question(10, "Why is it safer not to ask the person, not to film and not to follow?"),
        question(11, "You rang the helpline and never hear what came of it. How do you live with that?"),
        question(12, "Who in our town should hear about the signs next, and who of us could ask them?"),
    ),
    *part(
        "Before you go",
        note("Say one thing that you will do this week."),
        note("Put the helpline's number in your phone, if that is safe for you."),
        note("It was a heavy hour. Do something light together before you go home."),
    ),
]
