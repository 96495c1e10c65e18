"""Carrying out the retention rules, and checking that nothing is older than they allow."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import RetentionRun
from people.retention import Rule, registered

logger = logging.getLogger(__name__)
SLICE = 500  # rows in one transaction
GRACE = timedelta(days=1)  # a rule that runs every night leaves nothing older than this beyond its period


class NotClean(Exception):
    """Something is older than the policy allows, or could not be forgotten."""


def carry_out() -> RetentionRun:
    """Forget what is too old, by every rule; one row that can't be taken never stops the others. Raises NotClean.

    Killed anywhere, the next run goes on: each slice is a transaction of its own.
    """
    run = RetentionRun.objects.create()
    for rule in registered():
        carry_out_one(rule, run)
        run.save()
    run.finished_at = timezone.now()
    run.save()
    if not run.is_clean:
        raise NotClean(complaint(run.failed, run.overdue))
    return run


def carry_out_one(rule: Rule, run: RetentionRun) -> None:
    """By one rule, written into the run. A rule that is itself broken is told apart by having no number."""
    try:
        run.forgotten[rule.name], failed = forget(rule)
        run.held[rule.name] = rule.kept_by_a_hold()
        older = rule.due(grace=GRACE).count()
    except Exception as error:  # as for a row: the next rule is carried out, and the run fails at its end
        logger.error("Retention rule %s could not be carried out: %s", rule.name, type(error).__name__)
        run.failed[rule.name] = None
        return
    run.failed |= {rule.name: failed} if failed else {}
    run.overdue |= {rule.name: older} if older else {}


def complaint(failed: dict[str, int | None], older: dict[str, int]) -> str:
    sentences = [
        f"{number} could not be forgotten by the rule {name}." if number else f"The rule {name} could not be used."
        for name, number in failed.items()
    ]
    sentences += [f"{number} are older than the rule {name} allows." for name, number in older.items()]
    return " ".join(sentences)


def forget(rule: Rule) -> tuple[int, int]:
    """How many rows the rule took, and how many it could not take."""
    taken = failed = last = 0
    while rows := list(rule.due().filter(pk__gt=last).order_by("pk")[:SLICE]):
        done = sum(attempt(rule, [row]) for row in rows) if not attempt(rule, rows) else len(rows)
        taken, failed, last = taken + done, failed + len(rows) - done, rows[-1].pk
    return taken, failed


def attempt(rule: Rule, rows: Sequence[Any]) -> bool:
    try:
        with transaction.atomic():
            rule.forget(rows)
    except Exception as error:  # whatever is wrong with one row, the next is taken; the run fails at its end
        if len(rows) == 1:
            logger.error("Retention rule %s could not take row %s: %s", rule.name, rows[0].pk, type(error).__name__)
        return False
    return True


def overdue() -> dict[str, int]:
    """How many rows are older than each rule allows, for the rules that have any."""
    counts = {rule.name: rule.due(grace=GRACE).count() for rule in registered()}
    return {name: number for name, number in counts.items() if number}


def check() -> None:
    """Raises NotClean, which says what is older than the policy allows."""
    if older := overdue():
        raise NotClean(complaint({}, older))
