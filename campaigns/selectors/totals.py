"""Counts that several petitions make together."""

from django.db.models import Sum

from campaigns.models import ConstituencyTotal


def signatures_by_constituency() -> dict[int, int]:
    """Of all petitions, as last folded, by the key of the constituency. Exact: the public sees places.disclosure's."""
    sums = ConstituencyTotal.objects.values_list("constituency_id").annotate(counted=Sum("counted"))
    return dict(sums.order_by("constituency_id"))
