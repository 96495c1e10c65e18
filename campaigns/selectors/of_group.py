"""Signatures by the link of one group and on its sheets of paper, as the public may know them.

What is shown of a group is summed from what is shown of it on the pages of petitions; and of the years of one petition
no small number, nor what would give one away.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Count, F, Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone

from campaigns.models import GroupTotal, PaperBatch, Signature
from campaigns.selectors import totals
from groups.models import CommunityGroup
from pages import generation
from places import disclosure

UK = timezone.get_default_timezone()
Shown = dict[int | None, int | None]  # by year, and of all time under None; a number that is None is hidden


class OnSheets(NamedTuple):
    petition: int
    group: int | None
    year: int
    added: int  # without those who likely signed online as well


def by_link(group: CommunityGroup) -> Shown:
    counts = by_petition(group)
    theirs = Signature.objects.confirmed().filter(group=group, petition__in=counts).order_by()
    rows = theirs.values_list("petition_id", ExtractYear("confirmed_at", tzinfo=UK)).annotate(Count("pk"))
    years: dict[int, dict[int, int]] = {petition: {} for petition in counts}
    for petition, year, number in rows:
        years[petition][year] = number
    return together(shown(counts[petition], years[petition]) for petition in counts)


def by_petition(group: CommunityGroup) -> dict[int, int | None]:
    """As last folded, by the key of each petition that has any."""
    rows = GroupTotal.objects.filter(group=group, counted__gt=0).values_list(
        "petition_id", "counted", "petition__total__counted"
    )
    return {petition: on_its_page(group, petition, counted, total or 0) for petition, counted, total in rows}


def on_its_page(group: CommunityGroup, petition: int, counted: int, total: int) -> int | None:
    """Worked out once for each generation of what is published and counted, as all groups together are."""
    now = generation.current()
    named, _ = disclosure.kept(
        f"by-group:{petition}:{now.published}:{now.counted}", lambda: totals.by_group(petition, total)
    )
    return counted if any(each.slug == group.slug for each in named) else None


def on_paper(group: CommunityGroup) -> Shown:
    """Of the batches that a second person has approved, by the year in which they did."""
    theirs = PaperBatch.objects.approved().filter(group=group).values("petition")
    of_petitions = PaperBatch.objects.approved().filter(petition__in=theirs).order_by()
    rows = of_petitions.values_list("petition_id", "group_id", ExtractYear("checked_at", tzinfo=UK))
    sheets = [OnSheets(*row) for row in rows.annotate(sum=Sum(F("number") - F("overlap")))]
    return together(of_sheets(group, petition, sheets) for petition in {each.petition for each in sheets})


def of_sheets(group: CommunityGroup, petition: int, sheets: Iterable[OnSheets]) -> Shown:
    """Everybody knows how many are on paper in all."""
    here = [each for each in sheets if each.petition == petition]
    groups: Counter[int] = Counter()
    years: Counter[int] = Counter()
    for each in here:
        if each.group is not None:
            groups[each.group] += each.added
        if each.group == group.pk:
            years[each.year] += each.added
    may, _ = disclosure.merged(groups, total=sum(each.added for each in here))
    return shown(may.get(group.pk), years)


def shown(count: int | None, years: Mapping[int, int]) -> Shown:
    """Of one petition, where `count` is hidden or known to everybody."""
    known = {year: number for year, number in years.items() if number}
    if count is None:
        return {None: None, **dict.fromkeys(known)}
    may, _ = disclosure.merged(known, total=max(count, sum(known.values())))
    return {None: count, **{year: may.get(year) for year in known}}


def together(parts: Iterable[Shown]) -> Shown:
    """Sums of what is shown. What is hidden beside it is left out; where all is hidden so is the sum."""
    sums: Shown = {}
    for part in parts:
        for year, number in part.items():
            before = sums.get(year)
            sums[year] = number if before is None else before + (number or 0)
    return sums
