"""UK Parliament's Bills API, in the shapes in which it was recorded."""

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import TypeAdapter

from places.clients.http import Client
from places.clients.shapes import Day, Page, Shape

ROYAL_ASSENT = 11  # the stageId; no answer has a field for the day of Royal Assent
NO_DAY = date(1, 1, 1)  # how the service writes a day that it doesn't know, where it doesn't write null


class Sitting(Shape):
    id: int
    date: Day | None


class Stage(Shape):
    id: int
    stage_id: int
    description: str
    house: str  # Commons, Lords, or Unassigned
    stage_sittings: tuple[Sitting, ...]  # may be empty
    sort_order: int

    @property
    def days(self) -> list[date]:
        """Those that are known, in order and each once."""
        return sorted({sitting.date for sitting in self.stage_sittings if sitting.date and sitting.date != NO_DAY})


class Bill(Shape):
    bill_id: int
    short_title: str
    former_short_title: str | None
    current_house: str
    originating_house: str
    last_update: datetime
    bill_withdrawn: datetime | None
    is_defeated: bool
    is_act: bool
    current_stage: Stage | None

    @property
    def royal_assent_on(self) -> date | None:
        """None also where the bill is an Act but the service doesn't name the day."""
        stage = self.current_stage
        if not self.is_act or stage is None or stage.stage_id != ROYAL_ASSENT:
            return None
        return next(iter(stage.days), None)


class Named(Shape):
    name: str


class Sponsor(Shape):
    member: Named | None = None
    organisation: Named | None = None
    sort_order: int = 0

    @property
    def name(self) -> str:
        """Of the member with their department, as "Alex Sample (Home Office)"."""
        if self.member and self.organisation:
            return f"{self.member.name} ({self.organisation.name})"
        known = self.member or self.organisation
        return known.name if known else ""


class WholeBill(Bill):
    long_title: str | None
    summary: str | None
    sponsors: tuple[Sponsor, ...] = ()

    @property
    def sponsor_names(self) -> list[str]:
        in_order = sorted(self.sponsors, key=lambda sponsor: sponsor.sort_order)
        return [sponsor.name for sponsor in in_order if sponsor.name]


BILLS = TypeAdapter(Page[Bill])
BILL = TypeAdapter(WholeBill)
STAGES = TypeAdapter(Page[Stage])


class BillsClient(Client):
    home = "https://bills-api.parliament.uk/api/v1"
    names = ("Skip", "Take")

    def bills(self, search: str) -> Iterable[Bill]:
        """Those whose title holds the words, the last changed first."""
        path = self.address(
            "/Bills",
            SearchTerm=search,
            CurrentHouse="All",
            OriginatingHouse="All",
            SortOrder="DateUpdatedDescending",
        ).removeprefix(str(self.base))
        return self.paged(path, BILLS, lambda bill: bill.bill_id, names=self.names)

    def bill(self, bill_id: int) -> WholeBill:
        return self.get(self.address(f"/Bills/{bill_id}"), BILL)

    def stages(self, bill_id: int) -> list[Stage]:
        """In the order in which a bill goes through them."""
        stages = self.paged(f"/Bills/{bill_id}/Stages", STAGES, lambda stage: stage.id, names=self.names)
        return sorted(stages, key=lambda stage: stage.sort_order)
