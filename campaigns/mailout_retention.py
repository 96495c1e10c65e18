"""How long replies to mail-outs, lists of supporters, and whoever came by one, are kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from campaigns.models import CampaignFollow, MailoutReply, SupporterImport, SupporterLine
from campaigns.services import mailout_keeping
from people import holdings
from people.models import AccessRecord, Consent, LegalHold, Person
from people.retention import Rule, of_address, of_person, register
from people.services import erasure, people

# Of these, what somebody may have and be forgotten.
NO_REASON_TO_KEEP = (SupporterLine, CampaignFollow, Consent, AccessRecord)
SUPPORTERS = "supporters"


def forget_replies(rows: Sequence[MailoutReply]) -> None:
    mailout_keeping.blank_replies([row.pk for row in rows])


def forget_lists(rows: Sequence[SupporterImport]) -> None:
    mailout_keeping.discard(rows)


def forget_lines(rows: Sequence[SupporterLine]) -> None:
    mailout_keeping.blank_lines([row.pk for row in rows])


def came_by_a_list(before: datetime) -> QuerySet[Person]:
    """Those of whom we have nothing else, who agreed to nothing and never answered."""
    lines = SupporterLine.objects.filter(person=OuterRef("pk"))
    brought = lines.filter(made_person=True, batch__finished_at__lt=before)
    wanted = Consent.objects.filter(person=OuterRef("pk"), withdrawn_at=None)
    idle = Person.objects.known().filter(active_at__lt=before, address__confirmed_at=None)
    found = idle.filter(Exists(brought), ~Exists(lines.filter(batch__finished_at=None)), ~Exists(wanted))
    for holding in holdings.registered():
        if holding.moves and holding.model not in NO_REASON_TO_KEEP:
            found = found.exclude(Exists(holding.model._default_manager.filter(**{holding.moves: OuterRef("pk")})))
    return found


def erase(rows: Sequence[Person]) -> None:
    """Asked again under the lock on their addresses, since they may have come by themselves meanwhile."""
    people.lock_addresses(row.address_id for row in rows)
    before = timezone.now() - timedelta(days=settings.KEEP_DAYS[SUPPORTERS])
    for person in came_by_a_list(before).filter(pk__in=[row.pk for row in rows]):
        erasure.erase(person)


def lists_of_held() -> Exists:
    """Of a list that nobody brought in nothing says yet whom it is about, but for those who are known."""
    held = SupporterLine.objects.filter(person__in=LegalHold.objects.in_force().people())
    return Exists(held.filter(batch=OuterRef("pk")))


def register_own() -> None:
    register(
        Rule(
            name="mailout-replies",
            policy="What somebody answered to a mail-out, and who, is removed {period} after it came.",
            days="mailout_replies",
            overdue=mailout_keeping.replies_too_long,
            forget=forget_replies,
            held=of_address(),
        ),
        Rule(
            name="supporter-lists",
            policy="A list of supporters that nobody brought in is deleted {period} after it was uploaded.",
            days="supporter_lists",
            overdue=mailout_keeping.lists_too_long,
            forget=forget_lists,
            held=lists_of_held,
        ),
        Rule(
            name="supporter-lines",
            policy="What a list of supporters says of each is removed {period} after it was brought in.",
            days="supporter_lists",
            overdue=mailout_keeping.lines_too_long,
            forget=forget_lines,
            held=of_person(),
        ),
        Rule(
            name="supporter-people",
            policy="Whoever came by a list alone, and agreed to nothing within {period}, is erased.",
            days=SUPPORTERS,
            overdue=came_by_a_list,
            forget=erase,
            held=of_person("pk"),
        ),
    )
