"""What the charity and leaders of the demonstration have written, and what groups fetched: none of it is sent again."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from config.demo.dice import between, happens
from config.demo.documents import DOCUMENTS
from config.demo.groups_fates import LEEDS, days_ago
from groups import made
from groups.audience import Audience
from groups.enums import GroupKind, MessageState
from groups.models import (
    CommunityGroup,
    Download,
    GroupMessage,
    GroupMessageReading,
    GroupMessageTo,
    Membership,
    Resource,
    ResourceVersion,
)
from groups.services import resources
from pages.models import SiteDocument
from people.models import Person, User

OCTOBER = (
    "Thank you for October",
    "You stood at stalls, lit candles and asked hard questions. Thank you.\n\nPlease write down what you did while you "
    "remember it: it counts for your group, and for what we can tell the government.",
)
STUDENTS = (
    "A new year, and new members",
    "Freshers' fairs are the best days to be found.\n\nThere is a new poster among the resources, with your own link.",
)
TO_MEMBERS = (
    "Our training next month",
    "We learn the signs together, with examples that are made up. There are twelve places.\n\nSee you there. Charlie",
)
FIRST = (
    "Hello from your group",
    "We are eleven by now! Our next evening is about letters: bring a pen, and somebody who has never written one.",
)
GIVEN = (  # a title, what is said of it, and which document of the library it is
    ("An hour together", "Questions for an evening, with notes for whoever leads it.", "group-discussion-sheet"),
    ("Signs to notice", "One page to hand out at a stall or after a talk.", "signs-sheet"),
    ("Poster with the helpline", "For a wall where people can read it alone.", "poster-helpline"),
)


def make(groups: Sequence[CommunityGroup], *, author: User, approver: User) -> None:
    of_charity(groups, author=author, approver=approver)
    of_leaders(groups, approver=approver)
    give(groups, by=author)


def of_charity(groups: Sequence[CommunityGroup], *, author: User, approver: User) -> None:
    """One that all got, and one that a second person has yet to send."""
    sent_at = timezone.now() - timedelta(days=9, hours=3)
    leaders = list(Membership.objects.leading().values_list("person_id", flat=True).distinct())
    sent = GroupMessage.objects.create(
        subject=OCTOBER[0],
        body=OCTOBER[1],
        filter=Audience().kept,
        by_user=author,
        state=MessageState.SENT,
        created_at=sent_at - timedelta(hours=5),
        decided_by=approver,
        decided_at=sent_at,
        sent_at=sent_at + timedelta(minutes=2),
        expected=len(leaders),
        reached=len(leaders),
    )
    GroupMessageTo.objects.bulk_create(GroupMessageTo(message=sent, group=group) for group in groups)
    of_leeds = Membership.objects.leading().filter(group__town=LEEDS).values_list("person_id", flat=True)
    GroupMessageReading.objects.bulk_create(
        GroupMessageReading(message=sent, person_id=person, at=sent_at + timedelta(hours=between(1, 90, person)))
        for person in leaders
        if person not in of_leeds and happens(60, person, "reads")
    )
    GroupMessage.objects.create(
        subject=STUDENTS[0],
        body=STUDENTS[1],
        filter=Audience(kinds=(GroupKind.UNIVERSITY.value,)).kept,
        by_user=author,
        created_at=timezone.now() - timedelta(days=1),
    )


def of_leaders(groups: Sequence[CommunityGroup], *, approver: User) -> None:
    """The Leeds group may write freely since its first; the first of another waits for staff."""
    by_town = {group.town: group for group in groups}
    sent_at = timezone.now() - timedelta(days=34)
    reached = Membership.objects.live().filter(group=by_town[LEEDS]).values("person").distinct().count()
    GroupMessage.objects.create(
        group=by_town[LEEDS],
        subject=TO_MEMBERS[0],
        body=TO_MEMBERS[1],
        by_person=leader(by_town[LEEDS]),
        state=MessageState.SENT,
        created_at=sent_at - timedelta(hours=2),
        decided_by=approver,
        decided_at=sent_at,
        sent_at=sent_at,
        expected=reached,
        reached=reached,
    )
    GroupMessage.objects.create(
        group=by_town["Bradford"],
        subject=FIRST[0],
        body=FIRST[1],
        by_person=leader(by_town["Bradford"]),
        state=MessageState.HELD,
        created_at=timezone.now() - timedelta(hours=19),
    )


def leader(group: CommunityGroup) -> Person:
    return group.memberships.leading().select_related("person").order_by("pk")[0].person


def give(groups: Sequence[CommunityGroup], *, by: User) -> None:
    """Files of the library, and whatever is made for each group; many have fetched some of them."""
    for place, (title, description, name) in enumerate(GIVEN, 1):
        with SiteDocument.objects.get(title=DOCUMENTS[name][0]).file.open() as file:
            content = ContentFile(file.read(), name=file.name)
        resources.add(title=title, description=description, order=10 * place, file=content, by=by)
    for place, maker in enumerate(made.registered(), 1):
        description = "Made for your group alone, with a code that leads to what is yours."
        resources.add_made(title=maker.title, description=description, order=place, maker=maker.name, by=by)
    versions = ResourceVersion.objects.filter(resource__in=Resource.objects.current())
    fetched = [(group, version) for group in groups for version in versions if happens(45, group.slug, version.pk)]
    Download.objects.bulk_create(
        Download(
            version=version,
            group=group,
            day=days_ago(between(2, 180, group.slug, version.pk)),
            number=between(1, 6, group.slug, version.pk, "number"),
        )
        for group, version in fetched
        if group.approved_at and group.approved_at.date() < days_ago(180)
    )
