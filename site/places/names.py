"""Telling whether two spellings mean the same name, such as "Ynys Môn" and "YNYS MON", "Business & Trade" and "and"."""

import re
import unicodedata


def words(name: str) -> list[str]:
    """The words of a name in small letters, without accents and apostrophes, with "&" as a word: for comparing only."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+", re.sub("['\u2019]", "", bare.casefold().replace("&", " and ")))


def plain(name: str) -> str:
    """A name as `words` has it, and without "the"."""
    return " ".join(word for word in words(name) if word != "the")


def post_names(post: str) -> set[str]:
    """A post's names, compared: "Secretary of State for the Home Department (Home Secretary)" has two."""
    inside = re.findall(r"\(([^)]*)\)", post)
    return {before_brackets(post), *map(plain, inside)} - {""}


# What several posts of a department are called alike: of these alone none is known from another.
RANKS = frozenset(
    {
        "assistant whip",
        "lord commissioner",
        "minister of state",
        "parliamentary secretary",
        "parliamentary under secretary",
        "parliamentary under secretary of state",
        "secretary of state",
        "senior whip",
        "whip",
    }
)


def same_post(one: str, other: str) -> bool:
    """Whether one post is called as the other, or by the name that the other has in brackets."""
    if plain(one) == plain(other):
        return True
    shared = (post_names(one) & post_names(other)) - RANKS
    return not shared.isdisjoint({before_brackets(one), before_brackets(other)})


def before_brackets(post: str) -> str:
    return plain(re.sub(r"\([^)]*\)", " ", post))


def department(name: str) -> str:
    """A department's name, compared: "HM Treasury" is the Treasury, and "10 Downing Street" an address."""
    return plain(name).removeprefix("hm ").removesuffix(" 10 downing street")
