"""What an audience is, in a sentence that staff approve and that is kept with what was sent."""

from campaigns.audiences.tree import ALL, Audience, Group
from people.enums import Purpose
from people.purposes import TOLD

ALWAYS = "Never: addresses that want no mail or don't work, and records that were erased or merged."


def sentence(audience: Audience, *, purpose: str = "", rest_days: int = 0) -> str:
    """Raises BadAudience where something that it names is gone."""
    agreed = f"agreed to “{TOLD[Purpose(purpose)].title}”" if purpose else "agreed to be written to about this"
    chosen = f" and who {conditions(audience)}" if audience.groups else ""
    return f"Everybody who {agreed}{chosen}.{rest(rest_days)} {ALWAYS}"


def conditions(audience: Audience) -> str:
    several = len(audience.groups) > 1
    return join(audience.join, [words(group, in_brackets=several) for group in audience.groups])


def words(group: Group, *, in_brackets: bool) -> str:
    said = join(group.join, [term.words() for term in group.terms])
    return f"({said})" if in_brackets and len(group.terms) > 1 else said


def join(how: str, said: list[str]) -> str:
    return (" and who " if how == ALL else " or who ").join(said)


def rest(days: int) -> str:
    if not days:
        return ""
    last = "day" if days == 1 else f"{days} days"
    return f" Left out: whoever was sent a mail-out, or a message of a series, in the last {last}."
