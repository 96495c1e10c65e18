"""How long what is kept is kept, as code: every app says its rules here, in AppConfig.ready().

`manage.py retention` carries them out and `manage.py retention --check` says what is older than they allow. Their
sentences are the policy, which the command's help repeats.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.models import LegalHold


@dataclass(frozen=True)
class Rule:
    """Which rows are too old, and what is then done with them."""

    name: str
    policy: str  # a sentence with {period} in it
    days: str  # the key of settings.KEEP_DAYS
    overdue: Callable[[datetime], QuerySet[Any]]  # takes the moment before which rows are too old
    # Takes some of these rows, in one transaction: raising takes nothing. May be called again at any time.
    forget: Callable[[Sequence[Any]], None]
    held: Callable[[], Exists | Q] | None = None  # which of the rows a legal hold keeps: of_person or of_address, below

    def limit(self, *, grace: timedelta = timedelta()) -> datetime:
        return timezone.now() - timedelta(days=settings.KEEP_DAYS[self.days]) - grace

    @property
    def sentence(self) -> str:
        return self.policy.format(period=in_words(settings.KEEP_DAYS[self.days]))

    def due(self, *, grace: timedelta = timedelta()) -> QuerySet[Any]:
        """What is to be forgotten now, without what is held; for `grace` longer than the rule allows."""
        rows = self.overdue(self.limit(grace=grace))
        return rows.exclude(self.held()) if self.held else rows

    def kept_by_a_hold(self) -> int:
        return self.overdue(self.limit()).filter(self.held()).count() if self.held else 0


def of_person(field: str = "person_id") -> Callable[[], Exists]:
    return lambda: Exists(LegalHold.objects.in_force().people().filter(pk=OuterRef(field)))


def of_address(field: str = "address_id") -> Callable[[], Exists]:
    return lambda: Exists(LegalHold.objects.in_force().people().filter(address=OuterRef(field)))


def in_words(days: int) -> str:
    """Months and years where the number of days was meant as such: 183 days are 6 months, 396 are 13."""
    months = round(days / 30.44)
    if months < 2 or abs(days - months * 30.44) > 1.5:
        return "1 day" if days == 1 else f"{days} days"
    return f"{months // 12} years" if months >= 24 and months % 12 == 0 else f"{months} months"


_rules: list[Rule] = []


def register(*rules: Rule) -> None:
    _rules.extend(rules)


def registered() -> list[Rule]:
    return list(_rules)
