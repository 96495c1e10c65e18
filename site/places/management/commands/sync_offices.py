from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandParser

from places.clients.govuk import GovUkClient
from places.clients.members import MembersClient
from places.clients.members import Post as AnsweredPost
from places.enums import DataKind
from places.management.syncing import SyncCommand
from places.models import DataImport
from places.progress import bar
from places.services import offices
from places.services.offices import Department, HeldPost

ABOUT = 1_250  # organisations on GOV.UK


@dataclass(frozen=True)
class Government:
    posts: list[HeldPost]
    departments: list[Department]


class Command(SyncCommand[Government]):
    help = (
        "Ask the Members API who holds the posts that we write to, and GOV.UK whether their departments still exist "
        "and are called the same, and write what differs. What the services don't list stays as it is. Posts of "
        "a department that was closed are named, and end with --close only: look first where letters should go. Run it "
        "once a week, and after a reshuffle; nothing on the site asks the services by itself."
    )
    kind = DataKind.OFFICES

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--members-url", default=MembersClient.home, help=f"default {MembersClient.home}")
        parser.add_argument("--govuk-url", default=GovUkClient.home, help=f"default {GovUkClient.home}")
        parser.add_argument("--close", action="store_true", help="end the posts of departments that were closed")

    def fetch(self, options: dict[str, Any]) -> Government:
        with MembersClient(options["members_url"], manners=self.manners(options)) as members:
            posts = [held_post(post) for post in members.government_posts()]
        departments = []
        with (
            GovUkClient(options["govuk_url"], manners=self.manners(options)) as govuk,
            bar(total=ABOUT, label="organisations") as advance,
        ):
            for number, one in enumerate(govuk.organisations(), start=1):
                departments.append(Department(one.details.slug, one.title, one.is_closed))
                advance(number)
        return Government(posts, departments)

    def record(self, picture: Government, options: dict[str, Any]) -> DataImport:
        return offices.compare(
            posts=picture.posts,
            departments=picture.departments,
            name="Members API and GOV.UK",
            close_departments=options["close"],
        )


def held_post(post: AnsweredPost) -> HeldPost:
    return HeldPost(
        post=post.name,
        departments=tuple(one.name for one in post.government_departments),
        holders=tuple((one.member.value.name_display_as, one.start_date) for one in post.holders),
    )
