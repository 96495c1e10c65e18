"""Invitations that their reader did not want, as staff see them. Whoever reported one is not shown."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from groups.models import Invitation, ReportDecision


def reported() -> QuerySet[Any]:
    """With how many its sender sent in all, and how many of these were reported."""
    theirs = Invitation.objects.filter(by=OuterRef("by")).order_by().values("by")
    return (
        Invitation.objects.filter(reported_at__isnull=False)
        .select_related("group", "by", "decision__by", "decision__lifted_by")
        .annotate(
            sent=Coalesce(Subquery(theirs.annotate(number=Count("pk")).values("number")), 0),
            reports=Coalesce(Subquery(theirs.annotate(number=Count("reported_at")).values("number")), 0),
            is_stopped=Exists(ReportDecision.objects.in_force().filter(inviter=OuterRef("by"))),
        )
    )


def waiting() -> QuerySet[Any]:
    """The oldest first."""
    return reported().filter(decision=None).order_by("reported_at", "pk")


def decided() -> QuerySet[Any]:
    """The newest decision first."""
    return reported().filter(decision__isnull=False).order_by("-decision__at", "-pk")
