"""What all conditions have in common: how one is read, kept, said, and asked of the database."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_date

from campaigns.audiences.errors import BadAudience
from campaigns.audiences.sets import Sets

LARGEST_KEY = 2**31 - 1
Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Condition(ABC):
    kind: ClassVar[str]
    label: ClassVar[str]  # in the list to choose from
    reveals_opinion: ClassVar[bool] = False  # of political matters: meeting it, or not meeting it, tells

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """Raises BadAudience."""
        return cls(**{each.name: each.metadata["read"](told.get(each.name, "")) for each in fields(cls)})

    def kept(self) -> dict[str, Any]:
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {"is": self.kind} | {
            name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
        }

    @abstractmethod
    def words(self, *, turned: bool = False) -> str:
        """What follows "who", of somebody who meets it, or who does not."""

    @abstractmethod
    def met(self, person: str) -> Q:
        """`person`: the path from the rows that are asked for to the person, such as "person"."""

    @abstractmethod
    def who(self, sets: Sets) -> int:
        """The set of those who meet it. On PostgreSQL alone."""

    @classmethod  # noqa: B027
    def get_ready(cls, sets: Sets) -> None:
        """Gather what any condition of this kind is answered from; nothing, of most."""


class ByRows(Condition):
    """Met by whoever has a row of a kind."""

    @abstractmethod
    def rows(self) -> QuerySet[Any, Any]:
        """With the column "person". Raises BadAudience where what it names is gone."""

    def met(self, person: str) -> Q:
        return Q(Exists(self.rows().filter(person=OuterRef(person))))

    def who(self, sets: Sets) -> int:
        return sets.of(self.kept(), self.rows().order_by().values("person_id"))


def read_by(reader: Reader, **options: Any) -> Any:
    return field(metadata={"read": reader}, **options)


def whole(largest: int, least: int = 0) -> Reader:
    def read(value: Any) -> int:
        text = str(value).strip()
        if isinstance(value, bool) or not (text.isascii() and text.isdecimal() and len(text) < 11):
            raise BadAudience("A number is missing, or is not a whole number.")
        if not least <= int(text) <= largest:
            raise BadAudience(f"Numbers there go from {least} to {largest}.")
        return int(text)

    return read


def key(value: Any) -> int:
    if value in ("", None):
        raise BadAudience("Choose one.")
    return whole(LARGEST_KEY, 1)(value)  # type: ignore[no-any-return]


def key_or_any(value: Any) -> int | None:
    return None if value in ("", None) else key(value)


def one_of(choices: list[str]) -> Reader:
    def read(value: Any) -> str:
        if value not in choices:
            raise BadAudience("Choose one.")
        return str(value)

    return read


def a_day(value: Any) -> date:
    try:
        found = value if isinstance(value, date) else parse_date(str(value).strip())
    except ValueError:
        found = None
    if found is None:
        raise BadAudience("Give a day.")
    return found


def words_up_to(longest: int) -> Reader:
    def read(value: Any) -> str:
        text = str(value).strip()
        if not text or len(text) > longest:
            raise BadAudience("Something is missing, or is too long.")
        return text

    return read
