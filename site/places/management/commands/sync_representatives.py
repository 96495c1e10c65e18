from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser

from places.clients.errors import ServiceFailed
from places.clients.members import Member, MembersClient
from places.enums import CONSTITUENCIES, DataKind, Scope, Source
from places.imports.representatives import from_seat
from places.management import picture
from places.management.syncing import SyncCommand
from places.models import DataImport
from places.progress import bar
from places.services import representatives
from places.services.representatives import Seat

MOST_UNANSWERED = 10  # e-mail addresses: past that the service is down, not a member's page


class Command(SyncCommand[list[Seat]]):
    help = (
        "Ask UK Parliament's Members API who sits for each constituency and under which e-mail address at "
        "parliament.uk, and write what differs. It takes about three minutes: five requests a second at most, "
        "one for each member. A vacant seat is recorded as vacant. Run it once a day; the site never asks by itself."
    )
    kind = DataKind.REPRESENTATIVES

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        picture.add_bounds(parser)
        parser.add_argument("--base-url", default=MembersClient.home, help=f"default {MembersClient.home}")

    def fetch(self, options: dict[str, Any]) -> list[Seat]:
        with MembersClient(options["base_url"], manners=self.manners(options)) as client:
            return list(self.seats(client))

    def seats(self, client: MembersClient) -> Iterator[Seat]:
        self.unanswered = 0
        with bar(total=CONSTITUENCIES[Scope.UK], label="members", unit=" seats") as advance:
            for number, seat in enumerate(client.seats(), start=1):
                yield from_seat(seat, email=self.email(client, seat.member) if seat.member else None)
                advance(number)

    def email(self, client: MembersClient, member: Member) -> str | None:
        """None, and what we knew stays, where a single member's contacts can't be had."""
        try:
            return client.email(member.id)
        except ServiceFailed as error:
            self.unanswered += 1
            if self.unanswered > MOST_UNANSWERED:
                raise
            self.stderr.write(f"The e-mail address of {member.name_display_as} stays as it was: {error}")
            return None

    def record(self, picture_of_house: list[Seat], options: dict[str, Any]) -> DataImport:
        return representatives.record(
            seats=picture_of_house,
            source=Source.MEMBERS_API,
            name="UK Parliament, Members API",
            minimum=options["minimum"],
            most_ended=picture.most_ended(options),
        )
