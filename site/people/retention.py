"""How long what is kept is kept, as code: every app says its rules here, in AppConfig.ready().

`manage.py retention` carries them out and `manage.py retention --check` says what is older than they allow. Their
sentences are the policy, which the command's help and docs/data-protection.md repeat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone


@dataclass(frozen=True)
class Rule:
    """`overdue` takes the moment before which its rows are too old; `forget` takes one row.

    `forget` works in a transaction of its own and returns False where something holds the row back for good reason,
    such as a legal hold; whatever it raises is reported, and the next row is taken. Both may be called at any time.
    """

    name: str
    policy: str  # a sentence with {period} in it
    days: str  # the key of settings.KEEP_DAYS
    overdue: Callable[[datetime], QuerySet[Model]]
    forget: Callable[[Model], bool]

    def limit(self, now: datetime | None = None) -> datetime:
        return (now or timezone.now()) - timedelta(days=settings.KEEP_DAYS[self.days])


_rules: list[Rule] = []


def register(*rules: Rule) -> None:
    _rules.extend(rules)


def registered() -> list[Rule]:
    return list(_rules)
