"""Who would get a letter if it left now: whoever holds the post, or sits for the writer's constituency."""

from collections.abc import Collection
from dataclasses import dataclass

from campaigns.letter_enums import Channel, HeldBecause
from campaigns.models import Letter
from campaigns.selectors import elections
from places.enums import OfficeKind
from places.models import Constituency, GovernmentOffice, Representative

# Where Parliament takes letters to its members: https://www.parliament.uk/site-information/contact-us/
COMMONS = ("House of Commons", "London", "SW1A 0AA")
LORDS = ("House of Lords", "London", "SW1A 0PW")


@dataclass(frozen=True)
class Words:
    """How a letter begins and ends."""

    dear: str
    nobody: str  # to a post whose salutation we don't know
    sincerely: str
    faithfully: str  # to nobody in particular
    mp: str


WORDS = {
    "en": Words("Dear {}", "Dear Sir or Madam", "Yours sincerely", "Yours faithfully", "MP for {}"),
    "cy": Words("Annwyl {}", "Annwyl Syr neu Fadam", "Yn gywir", "Yr eiddoch yn gywir", "AS dros {}"),
}


@dataclass(frozen=True)
class Recipient:
    label: str  # the post, or "MP for Leeds Central"
    holder: str  # who holds it now; empty where that isn't known
    salutation: str
    closing: str
    email: str
    address_lines: tuple[str, ...]  # with the postcode, without the name
    representative: Representative | None = None

    @property
    def channel(self) -> Channel | None:
        if self.email:
            return Channel.EMAIL
        return Channel.POST if self.address_lines else None

    @property
    def name_lines(self) -> tuple[str, ...]:
        """As on an envelope: the holder, where known, above the post."""
        return tuple(line for line in (self.holder, self.label) if line)


def of(letter: Letter) -> Recipient | HeldBecause:
    """Or why it has to wait."""
    if letter.office is not None:
        return of_office(letter.office, letter.language)
    if letter.seat is not None:
        return of_seat(letter.seat, letter.language)
    return HeldBecause.NO_CONTACT  # the database refuses a letter to nobody


def of_office(office: GovernmentOffice, language: str = "en") -> Recipient | HeldBecause:
    """A post that was abolished is held as vacant: staff send its letters elsewhere or give them back."""
    if office.is_vacant or office.valid_to is not None:
        return HeldBecause.VACANT
    words = WORDS[language]
    lines = tuple(line for line in (*office.address.splitlines(), office.postcode) if line.strip())
    if not lines and office.kind == OfficeKind.PEER:
        lines = LORDS
    found = Recipient(
        label=office.post,
        holder=office.holder if plainly(office.holder) != plainly(office.post) else "",
        salutation=office.salutation or words.nobody,
        closing=words.sincerely if office.salutation else words.faithfully,
        email=office.email,
        address_lines=lines,
    )
    return found if found.channel else HeldBecause.NO_CONTACT


def of_seat(seat: Constituency, language: str = "en") -> Recipient | HeldBecause:
    return of_sitting(sitting([seat.pk]), seat, language)


def sitting(seats: Collection[int]) -> dict[int, Representative] | None:
    """Who sits for these now, by the key of the seat; None while Parliament is dissolved."""
    if not seats:
        return {}
    if elections.dissolved():
        return None
    rows = Representative.objects.current().filter(constituency__in=seats)
    return {member.constituency_id: member for member in rows}


def of_sitting(
    members: dict[int, Representative] | None, seat: Constituency, language: str = "en"
) -> Recipient | HeldBecause:
    """As `of_seat`, where `sitting` was asked before."""
    if members is None:
        return HeldBecause.DISSOLVED
    if seat.valid_to is not None or seat.vacant_since is not None:
        return HeldBecause.VACANT
    member = members.get(seat.pk)
    return of_member(member, seat, language) if member else HeldBecause.VACANT


def of_many(letters: Collection[Letter]) -> dict[int, Recipient | HeldBecause]:
    """As `of` for each, by its key, in two queries."""
    members = sitting({letter.seat_id for letter in letters if letter.seat_id is not None})
    found: dict[int, Recipient | HeldBecause] = {}
    for letter in letters:
        if letter.seat is not None:
            found[letter.pk] = of_sitting(members, letter.seat, letter.language)
        else:
            found[letter.pk] = of(letter)
    return found


def of_member(member: Representative, seat: Constituency, language: str = "en") -> Recipient:
    words = WORDS[language]
    place = (seat.name_cy if language == "cy" else "") or seat.name
    return Recipient(
        label=words.mp.format(place),
        holder=member.full_title or member.name,
        salutation=words.dear.format(member.address_as or member.name),
        closing=words.sincerely,
        email=member.email,
        address_lines=COMMONS,
        representative=member,
    )


def plainly(text: str) -> str:
    return " ".join(text.casefold().split())
