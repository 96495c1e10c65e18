"""When those who sign a petition are asked for a proof of work: while staff say so, or for an hour if many are held."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from campaigns.enums import Judgement, RuleKind, SignatureState
from campaigns.models import Attempt, FraudRule, Petition, Signature, SpentChallenge
from campaigns.services import fraud
from pages import generation
from people.models import User

STARTED, STOPPED = "petition.challenge", "petition.challenge_off"
BY_ITSELF = timedelta(hours=1)
MOST_HOURS = 7 * 24
LONG_OVER = timedelta(hours=1)  # between checking a proof and spending it no clock is so far off


class NotOpen(Exception):
    """Nobody can sign it, so nobody need be asked."""


class NotAsked(Exception):
    """Nobody is asked for a proof of work any more."""


@transaction.atomic
def start(petition: Petition, *, hours: int, why: str, by: User | None) -> None:
    """From now on, whatever was said before. Raises NotOpen."""
    until = timezone.now() + timedelta(hours=hours)
    if not Petition.objects.open().filter(pk=petition.pk).update(challenge_until=until):
        raise NotOpen
    note(petition, STARTED, f"{hours} {'hour' if hours == 1 else 'hours'}. {why}", by)


@transaction.atomic
def stop(petition: Petition, *, why: str, by: User | None) -> None:
    """Raises NotAsked."""
    asked = Petition.objects.filter(pk=petition.pk, challenge_until__gt=timezone.now())
    if not asked.update(challenge_until=None):
        raise NotAsked
    note(petition, STOPPED, why, by)


def note(petition: Petition, action: str, because: str, by: User | None) -> None:
    log(petition, action, user=by, data={"because": because})
    generation.publish()  # the pages with its form hold the challenge, or hold it no more


def look_out(petition: Petition, signature: Signature | None) -> bool:
    """Ask for a proof from now on if too many were held; counted only where this signature is. True if that began."""
    if signature is None or signature.state != SignatureState.HELD or petition.asks_for_proof:
        return False
    rule = next((each for each in fraud.rulebook().rules if each.kind == RuleKind.ATTACK), None)
    return rule is not None and is_attacked(petition, rule) and start_by_itself(petition, rule)


def is_attacked(petition: Petition, rule: FraudRule) -> bool:
    """Counting ends above the quota."""
    quota, seconds = int(rule.parameters["quota"]), float(rule.parameters["seconds"])
    since = timezone.now() - timedelta(seconds=seconds)
    held = Attempt.objects.filter(petition=petition, judgement=Judgement.HELD, at__gt=since)
    return len(held.order_by().values_list("pk")[: quota + 1]) > quota


@transaction.atomic
def start_by_itself(petition: Petition, rule: FraudRule) -> bool:
    """Once, however many notice."""
    now = timezone.now()
    not_asked = Petition.objects.filter(Q(challenge_until=None) | Q(challenge_until__lte=now), pk=petition.pk)
    if not not_asked.update(challenge_until=now + BY_ITSELF):
        return False
    note(petition, STARTED, f"For an hour: more were held than the rule {rule} lets be.", None)
    return True


def over() -> QuerySet[Petition]:
    return Petition.objects.filter(challenge_until__lte=timezone.now())


def spent_and_over() -> QuerySet[SpentChallenge]:
    """Proofs of these are refused by their date, so nobody need know any more that they came."""
    return SpentChallenge.objects.filter(expires_at__lt=timezone.now() - LONG_OVER)


@transaction.atomic
def end_overdue() -> int:
    """Have pages made without what is over; returns on how many petitions. A proof is refused by its own date."""
    ended = over().update(challenge_until=None)
    if ended:
        generation.publish()
    return ended
