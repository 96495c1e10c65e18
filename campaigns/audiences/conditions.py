"""Every condition that an audience can be made of. Each fact is defined as the rest of the site defines it."""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from campaigns.audiences import homes
from campaigns.audiences.condition import ByRows, Condition, key, key_or_any, one_of, read_by, whole, words_up_to
from campaigns.audiences.errors import BadAudience
from campaigns.audiences.sets import Sets
from campaigns.models import CampaignFollow, CampaignPage, Letter, LetterAction, Mailout, Petition, Signature
from campaigns.models.follow import form_begins
from groups.enums import Role
from groups.models import CommunityGroup, Membership
from mail.enums import LEFT, State
from mail.models import Delivery
from people.enums import Purpose
from people.models import Consent, Person
from people.purposes import TOLD
from places.models import Constituency, Country, Outcode, Region
from places.selectors import places

GOT = LEFT - {State.BOUNCED}
LONGEST_WAY = 300  # km
OTHER_PURPOSES = [purpose for purpose in Purpose.values if purpose != Purpose.MEASUREMENT]


def found(model: type[Model], pk: int, what: str) -> Any:
    """Raises BadAudience where it is gone: then nobody knows whom the audience would be."""
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        raise BadAudience(f"The {what} that a condition names is gone. Take the condition out.")
    return row


@dataclass(frozen=True)
class Agreed(ByRows):
    purpose: str = read_by(one_of(OTHER_PURPOSES))
    kind: ClassVar[str] = "agreed"
    label: ClassVar[str] = "Agreed to another kind of message too"

    def words(self, *, turned: bool = False) -> str:
        title = TOLD[Purpose(self.purpose)].title
        return f"did not agree to “{title}”" if turned else f"agreed to “{title}” too"

    def rows(self) -> QuerySet[Consent]:
        return Consent.objects.live().filter(purpose=self.purpose)


class InSeats(Condition):
    """Met by whoever lives in one of some constituencies."""

    @abstractmethod
    def seats(self) -> Iterable[int]:
        """Their keys."""

    def met(self, person: str) -> Q:
        return Q(**{f"{person}__in": homes.in_constituencies(self.seats())})

    def who(self, sets: Sets) -> int:
        return homes.set_in(self.seats(), sets)

    @classmethod
    def get_ready(cls, sets: Sets) -> None:
        homes.of_everybody(sets)


@dataclass(frozen=True)
class InConstituency(InSeats):
    constituency: int = read_by(key)
    kind: ClassVar[str] = "constituency"
    label: ClassVar[str] = "Lives in a constituency"

    def words(self, *, turned: bool = False) -> str:
        return f"{lives(turned)} in {found(Constituency, self.constituency, 'constituency')}"

    def seats(self) -> list[int]:
        return [self.constituency]


def lives(turned: bool) -> str:
    return "does not live, as far as we know," if turned else "lives"


@dataclass(frozen=True)
class InRegion(InSeats):
    region: str = read_by(words_up_to(60))
    kind: ClassVar[str] = "region"
    label: ClassVar[str] = "Lives in a region or nation"

    def words(self, *, turned: bool = False) -> str:
        return f"{lives(turned)} in {self.area()}"

    def area(self) -> Region | Country:
        area = Region.objects.filter(slug=self.region).first() or Country.objects.filter(slug=self.region).first()
        if area is None:
            raise BadAudience("There is no such region or nation.")
        return area

    def seats(self) -> QuerySet[Constituency, int]:
        area = self.area()
        inside = {"region": area} if isinstance(area, Region) else {"country": area}
        return Constituency.objects.filter(**inside).order_by().values_list("pk", flat=True)


@dataclass(frozen=True)
class Near(Condition):
    postcode: str = read_by(words_up_to(10))
    km: int = read_by(whole(LONGEST_WAY, 1))
    kind: ClassVar[str] = "near"
    label: ClassVar[str] = "Lives near a postcode"

    def words(self, *, turned: bool = False) -> str:
        return f"{lives(turned)} within about {self.km} km of {self.place().postcode}"

    def place(self) -> places.Place:
        place = places.locate(postcode=self.postcode)
        if place.position is None:
            raise BadAudience(place.hint or "We don't know where that postcode is.")
        return place

    def met(self, person: str) -> Q:
        return Q(**{f"{person}__in": homes.from_outcodes(self.outcodes())})

    def who(self, sets: Sets) -> int:
        return homes.set_from(self.outcodes(), sets)

    @classmethod
    def get_ready(cls, sets: Sets) -> None:
        homes.outcodes_of_everybody(sets)

    def outcodes(self) -> list[Outcode]:
        centre = self.place().position
        return homes.around(centre, self.km) if centre else []


@dataclass(frozen=True)
class Follows(Condition):
    """By a live consent that they gave on its page, or as somebody who got the news already when they asked there."""

    campaign: int = read_by(key)
    kind: ClassVar[str] = "follows"
    label: ClassVar[str] = "Follows a campaign"
    reveals_opinion: ClassVar[bool] = True

    def words(self, *, turned: bool = False) -> str:
        title = found(CampaignPage, self.campaign, "campaign").title
        return f"{'does not follow' if turned else 'follows'} the campaign “{title}”"

    def met(self, person: str) -> Q:
        return Q(**{f"{person}__in": self.followers()})

    def who(self, sets: Sets) -> int:
        return sets.of(self.kept(), self.followers())

    def followers(self) -> QuerySet[Any, Any]:
        """Their keys. Raises BadAudience where the campaign is gone."""
        found(CampaignPage, self.campaign, "campaign")
        agreed = Consent.objects.live().filter(form__startswith=form_begins(self.campaign))
        asked = CampaignFollow.objects.confirmed().filter(page=self.campaign)
        return agreed.order_by().values("person_id").union(asked.values("person_id"), all=True)


@dataclass(frozen=True)
class Signed(ByRows):
    petition: int = read_by(key)
    kind: ClassVar[str] = "signed"
    label: ClassVar[str] = "Signed a petition"
    reveals_opinion: ClassVar[bool] = True

    def words(self, *, turned: bool = False) -> str:
        title = found(Petition, self.petition, "petition").title
        return f"{'has not signed' if turned else 'signed'} the petition “{title}”"

    def rows(self) -> QuerySet[Signature]:
        found(Petition, self.petition, "petition")
        return Signature.objects.confirmed().filter(petition=self.petition)


@dataclass(frozen=True)
class Wrote(ByRows):
    action: int = read_by(key)
    kind: ClassVar[str] = "wrote"
    label: ClassVar[str] = "Wrote a letter"
    reveals_opinion: ClassVar[bool] = True

    def words(self, *, turned: bool = False) -> str:
        title = found(LetterAction, self.action, "letter action").title
        return f"{'has not written' if turned else 'wrote'} a letter for “{title}”"

    def rows(self) -> QuerySet[Letter]:
        found(LetterAction, self.action, "letter action")
        return Letter.objects.counted().filter(action=self.action)


@dataclass(frozen=True)
class InGroup(ByRows):
    group: int | None = read_by(key_or_any)
    role: str = read_by(one_of(["", *Role.values]))
    kind: ClassVar[str] = "group"
    label: ClassVar[str] = "Is in a group"

    def words(self, *, turned: bool = False) -> str:
        where = found(CommunityGroup, self.group, "group").name if self.group else "any community group"
        role = f", as {Role(self.role).label.lower()}" if self.role else ""
        return f"{'is not' if turned else 'is'} in {where}{role}"

    def rows(self) -> QuerySet[Membership]:
        rows = Membership.objects.live()
        if self.group:
            rows = rows.filter(group=found(CommunityGroup, self.group, "group"))
        return rows.filter(role=self.role) if self.role else rows


@dataclass(frozen=True)
class GotMailout(Condition):
    """Its message reached their mail server and did not come back."""

    mailout: int = read_by(key)
    kind: ClassVar[str] = "got"
    label: ClassVar[str] = "Got a mail-out"

    def words(self, *, turned: bool = False) -> str:
        title = found(Mailout, self.mailout, "mail-out").title
        return f"{'did not get' if turned else 'got'} the mail-out “{title}”"

    def met(self, person: str) -> Q:
        return Q(Exists(self.messages().filter(address=OuterRef(f"{person}__address"))))

    def who(self, sets: Sets) -> int:
        got = Exists(self.messages().filter(address=OuterRef("address")))
        return sets.of(self.kept(), Person.objects.filter(got).values("pk"))

    def messages(self) -> QuerySet[Delivery]:
        mailing = found(Mailout, self.mailout, "mail-out").mailing_id
        return Delivery.objects.filter(mailing=mailing or 0, state__in=GOT)
