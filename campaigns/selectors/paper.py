"""What sheets of paper add up to, and what waits to be checked."""

from typing import Any, NamedTuple

from django.db.models import F, Sum
from django.urls import reverse

from campaigns.models import PaperBatch
from pages.waiting import Waiting


class OnPaper(NamedTuple):
    """Of the approved batches of one petition."""

    lines: int
    overlap: int  # of which so many have likely signed online as well

    @property
    def added(self) -> int:
        return self.lines - self.overlap


def of_petition(petition_id: int) -> OnPaper:
    sums = PaperBatch.objects.approved().filter(petition=petition_id).aggregate(Sum("number"), Sum("overlap"))
    return OnPaper(sums["number__sum"] or 0, sums["overlap__sum"] or 0)


def added_by_petition() -> dict[int, int]:
    rows = PaperBatch.objects.approved().order_by("petition").values_list("petition")
    return dict(rows.annotate(sum=Sum(F("number") - F("overlap"))))


def waiting(user: Any) -> list[Waiting]:
    """The batches that this member of staff may check: not those that they entered."""
    if not user.has_perm("campaigns.change_paperbatch"):
        return []
    theirs = PaperBatch.objects.entered().exclude(entered_by=user).order_by("entered_at")
    return [
        Waiting(
            f'{batch.number} signatures on paper for "{batch.petition}" wait to be checked.',
            reverse("paper_batches:batch", args=[batch.pk]),
        )
        for batch in theirs.select_related("petition")[:5]
    ]
