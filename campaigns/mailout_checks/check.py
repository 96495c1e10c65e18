from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One question that the machine asks of a mail-out before it leaves."""

    name: str
    title: str
    passed: bool | None  # None: it was not looked at, or nobody could say
    says: str
    blocks: bool = True  # nobody sends it while it is not passed; else it is a hint
