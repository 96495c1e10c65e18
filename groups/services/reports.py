"""Invitations that their reader did not want: what staff decide about whoever sent them."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import Invitation, ReportDecision
from people.models import User


class Decided(Exception):
    """Somebody else decided about this report already, or lifted it."""


class NobodyInvited(Exception):
    """Nobody in particular sent it, so there is nobody to stop."""


@transaction.atomic
def dismiss(invitation: Invitation, *, reason: str, by: User) -> ReportDecision:
    """Nothing was wrong. The group still can't invite that address again. Raises Decided."""
    return decide(invitation, stops=False, reason=reason, by=by)


@transaction.atomic
def stop(invitation: Invitation, *, reason: str, by: User) -> ReportDecision:
    """Whoever sent it invites nobody any more, to any group, until it is lifted. Raises Decided and NobodyInvited."""
    if invitation.by is None:
        raise NobodyInvited
    return decide(invitation, stops=True, reason=reason, by=by)


def decide(invitation: Invitation, *, stops: bool, reason: str, by: User) -> ReportDecision:
    try:
        with transaction.atomic():
            return ReportDecision.objects.create(
                invitation=invitation, inviter=invitation.by, stops=stops, reason=reason, by=by
            )
    except IntegrityError as error:
        if ReportDecision.objects.filter(invitation=invitation).exists():
            raise Decided from error
        raise


@transaction.atomic
def lift(decision: ReportDecision, *, by: User) -> None:
    """They may invite again. Raises Decided."""
    in_force = ReportDecision.objects.in_force().filter(pk=decision.pk)
    if not in_force.update(lifted_at=timezone.now(), lifted_by=by):
        raise Decided
