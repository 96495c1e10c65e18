"""UK Parliament's Members API, in the shapes in which it was recorded: members, their contacts, seats and posts."""

import re
from collections.abc import Iterable

from pydantic import TypeAdapter

from places.clients.http import Client
from places.clients.shapes import Day, Page, Shape, Valued

PARLIAMENT = re.compile(r"[\w'+-]+(\.[\w'+-]+)*@parliament\.uk", re.IGNORECASE | re.ASCII)
SEPARATORS = re.compile(r"[\s;,<>()]+")


class Party(Shape):
    name: str
    abbreviation: str | None = None


class Membership(Shape):
    membership_from: str | None  # the name of the constituency; of Lords, the kind of peerage
    house: int
    membership_start_date: Day | None = None
    membership_end_date: Day | None = None


class Person(Shape):
    id: int
    name_display_as: str


class Member(Person):
    name_full_title: str | None
    name_address_as: str | None
    latest_party: Party | None
    latest_house_membership: Membership


class Contact(Shape):
    type: str
    email: str | None


class Representation(Shape):
    member: Valued[Member]


class Seat(Shape):
    id: int
    name: str
    end_date: Day | None = None
    current_representation: Representation | None  # None while the seat is vacant

    @property
    def member(self) -> Member | None:
        return self.current_representation.member.value if self.current_representation else None


class Department(Shape):
    id: int
    name: str


class Holder(Shape):
    member: Valued[Person]
    start_date: Day | None
    end_date: Day | None = None


class Post(Shape):
    id: int
    name: str
    government_departments: tuple[Department, ...]
    post_holders: tuple[Holder, ...]

    @property
    def holders(self) -> list[Holder]:
        """Who holds it now."""
        return [holder for holder in self.post_holders if holder.end_date is None]


MEMBERS = TypeAdapter(Page[Valued[Member]])
SEATS = TypeAdapter(Page[Valued[Seat]])
CONTACTS = TypeAdapter(Valued[tuple[Contact, ...]])
POSTS = TypeAdapter(tuple[Valued[Post], ...])


class MembersClient(Client):
    home = "https://members-api.parliament.uk/api"
    names = ("skip", "take")

    def members(self) -> Iterable[Member]:
        """The Members of the House of Commons; a vacant seat shows as nothing here, so see seats()."""
        path = "/Members/Search?House=Commons&IsCurrentMember=true"
        for item in self.paged(path, MEMBERS, lambda item: item.value.id, names=self.names):
            yield item.value

    def seats(self) -> Iterable[Seat]:
        """The constituencies as they are now, each with its member, or vacant."""
        for item in self.paged("/Location/Constituency/Search", SEATS, lambda item: item.value.id, names=self.names):
            if item.value.end_date is None:
                yield item.value

    def contacts(self, member_id: int) -> tuple[Contact, ...]:
        return self.get(self.address(f"/Members/{member_id}/Contact"), CONTACTS).value

    def email(self, member_id: int) -> str:
        return parliamentary_email(contact.email for contact in self.contacts(member_id))

    def government_posts(self) -> list[Post]:
        return [item.value for item in self.get(self.address("/Posts/GovernmentPosts"), POSTS)]


def parliamentary_email(written: Iterable[str | None]) -> str:
    """The first address at parliament.uk, under whatever kind of contact it is filed; empty where there is none."""
    words = (word for text in written for word in SEPARATORS.split(text or ""))
    return next((word.lower() for word in words if PARLIAMENT.fullmatch(word)), "")
