from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    RIGHT = "right"
    ADVICE = "advice"  # mail is taken, but could be safer or surer
    UNKNOWN = "unknown"
    WRONG = "WRONG"  # big mailbox providers refuse mail for it, or laws and standards forbid it


@dataclass(frozen=True)
class Finding:
    level: Level
    about: str
    sentence: str
    remedy: str = ""

    def __str__(self) -> str:
        to_do = f" To do: {self.remedy}." if self.remedy else ""
        return f"{self.level.value:8}{self.about}: {self.sentence}.{to_do}"


def right(about: str, sentence: str) -> Finding:
    return Finding(Level.RIGHT, about, sentence)


def advice(about: str, sentence: str, remedy: str) -> Finding:
    return Finding(Level.ADVICE, about, sentence, remedy)


def unknown(about: str, sentence: str, remedy: str) -> Finding:
    return Finding(Level.UNKNOWN, about, sentence, remedy)


def wrong(about: str, sentence: str, remedy: str) -> Finding:
    return Finding(Level.WRONG, about, sentence, remedy)
