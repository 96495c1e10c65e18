"""What is kept of replies to mail-outs and of lists of supporters, how long, and what stays of it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from campaigns.mailout_enums import ImportState
from campaigns.models import MailoutReply, SupporterImport, SupporterLine
from campaigns.services import supporter_imports

WAITING = (ImportState.UPLOADED, ImportState.CHECKED)  # for staff to do something with the list
BROUGHT_IN = (ImportState.DONE, ImportState.UNDONE)


def said(replies: QuerySet[MailoutReply]) -> QuerySet[MailoutReply]:
    """Those that still say something, or by whom."""
    return replies.exclude(sender="", subject="", text="", address=None)


def replies_too_long(before: datetime) -> QuerySet[MailoutReply]:
    return said(MailoutReply.objects.filter(arrived_at__lt=before))


def blank_replies(pks: Collection[int]) -> int:
    """That something came, when, and which sort it was of stays counted."""
    rows = MailoutReply.objects.filter(pk__in=pks)
    return rows.update(sender="", subject="", text="", address=None, attachments=0)


def erase_replies(address_id: int) -> int:
    """All from the address: nothing says which of two who share it wrote what."""
    theirs = said(MailoutReply.objects.filter(address=address_id)).values_list("pk", flat=True)
    return blank_replies(list(theirs))


def lists_too_long(before: datetime) -> QuerySet[SupporterImport]:
    """Those that nobody brought in."""
    return SupporterImport.objects.filter(state__in=WAITING, created_at__lt=before)


def discard(lists: Collection[SupporterImport]) -> None:
    """Not one that staff brought in meanwhile."""
    for batch in lists:
        try:
            supporter_imports.discard(batch)
        except supporter_imports.NotPossible:
            continue


def lines_too_long(before: datetime) -> QuerySet[SupporterLine]:
    """Those that still say something. Until they are blanked a list can be taken back."""
    over = SupporterLine.objects.filter(batch__state__in=BROUGHT_IN, batch__finished_at__lt=before)
    return over.exclude(cells=[], error="", misread="", fingerprint="")


def blank_lines(pks: Collection[int]) -> int:
    """Who was brought in by which list stays with the person, as long as they are known."""
    return SupporterLine.objects.filter(pk__in=pks).update(cells=[], error="", misread="", fingerprint="")


def erase_lines(person_id: int) -> int:
    theirs = SupporterLine.objects.filter(Q(person=person_id) | Q(consent__person=person_id))
    return blank_lines(list(theirs.values_list("pk", flat=True)))
