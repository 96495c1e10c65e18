"""What must be so at every quiet moment, worked out from the rows themselves."""

from collections import Counter
from typing import Any

from django.db.models import Sum

from campaigns.enums import EntryKind
from campaigns.models import (
    ConstituencyTotal,
    CountryTotal,
    GroupTotal,
    HourTotal,
    LogEntry,
    Petition,
    PetitionTotal,
    Signature,
    SignatureDelta,
)

AMOUNTS = {EntryKind.SIGNED: 1, EntryKind.RESTORED: 1, EntryKind.WITHDRAWN: -1, EntryKind.INVALIDATED: -1}


def above_nought(model: Any, petition: Petition, key: str) -> dict[Any, int]:
    found = model.objects.filter(petition=petition).values_list(key, "counted")
    assert all(number >= 0 for _, number in found)
    return {key: number for key, number in found if number}


def agree() -> int:
    """How many signatures are counted, once it is sure that every total, and the log, says the same."""
    assert not SignatureDelta.objects.waiting().exists()
    for petition in Petition.objects.all():
        rows = list(Signature.objects.confirmed().filter(petition=petition))
        total = PetitionTotal.objects.filter(petition=petition).first() or PetitionTotal()
        assert total.counted == len(rows)
        by_seat = Counter(row.constituency_id for row in rows)
        assert total.without_constituency == by_seat.pop(None, 0)
        assert above_nought(ConstituencyTotal, petition, "constituency_id") == by_seat
        by_group = Counter(row.group_id for row in rows)
        assert total.without_group == by_group.pop(None, 0)
        assert above_nought(GroupTotal, petition, "group_id") == by_group
        assert above_nought(CountryTotal, petition, "country") == Counter(row.country for row in rows)
        by_hour = HourTotal.objects.filter(petition=petition).aggregate(sum=Sum("change"))["sum"] or 0
        assert by_hour == len(rows)
        lines = LogEntry.objects.filter(petition=petition).values_list("kind", flat=True)
        assert sum(AMOUNTS[EntryKind(kind)] for kind in lines) == len(rows)
    return Signature.objects.confirmed().count()
