"""Of whose training an end is near or just over, and who is still to be told: training.reminding in SQL."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from mail.models import Suppression
from training import reminding
from training.models import Award, Extension, Reminded, ReminderChoice
from training.models.award import end_on, revoked_on

Awards = QuerySet[Any]


def due(on: date) -> Awards:
    """Those with `end` and `rule`, the reminder that is due of them."""
    near = ending_near(on).annotate(end=end_on(on)).filter(end__range=reminding.window(on))
    return (
        near.annotate(rule=rule_on(on))
        .exclude(is_reminded())
        .filter(
            ~revoked_on(on),
            ~Exists(renewals(on)),
            ~Exists(lasting_longer(on)),
            ~is_unwanted(),
            ~Exists(Suppression.objects.of_everything().filter(address=OuterRef("person__address"))),
            course__retired_at=None,
            person__erased_at=None,
        )
    )


def ending_near(on: date) -> Awards:
    """By the end as issued, which has an index, or by that of an extension: what stands between is left to the end."""
    window = reminding.window(on)
    longer = Extension.objects.filter(until__range=window)
    return Award.objects.filter(Q(valid_until__range=window) | Q(pk__in=longer.values("award")))


def rule_on(on: date) -> Case:
    """As reminding.rule_on of an end in the window."""
    newest_first = [
        When(end__lte=reminding.last_end(rule, on), then=Value(str(rule))) for rule in reversed(reminding.IN_ORDER)
    ]
    return Case(*newest_first)


def is_reminded() -> Exists:
    """Of this end, by any award of the course that they hold: two records that were made one tell nobody twice."""
    same = {"award__person": OuterRef("person"), "award__course": OuterRef("course")}
    return Exists(Reminded.objects.filter(**same, of_end=OuterRef("end"), rule=OuterRef("rule")))


def renewals(on: date) -> Awards:
    return Award.objects.filter(~revoked_on(on), renews=OuterRef("pk"))


def lasting_longer(on: date) -> Awards:
    """Others of the course that they hold; of those that end together the newest counts."""
    others = Award.objects.filter(~revoked_on(on), person=OuterRef("person"), course=OuterRef("course"))
    standing = others.filter(~Exists(renewals(on))).annotate(end=end_on(on))
    return standing.filter(Q(end=None) | Q(end__gt=OuterRef("end")) | Q(end=OuterRef("end"), pk__gt=OuterRef("pk")))


def is_unwanted() -> Exists:
    """Also where they said so in another record that was found to be theirs."""
    stopped = ReminderChoice.objects.filter(stopped_at__isnull=False)
    return Exists(stopped.filter(Q(person=OuterRef("person")) | Q(person__merged_into=OuterRef("person"))))


def keys(on: date) -> list[int]:
    return list(due(on).order_by("pk").values_list("pk", flat=True))


def with_owner(on: date, some: list[int]) -> list[Any]:
    rows = due(on).filter(pk__in=some).order_by("pk")
    return list(rows.select_related("person__address", "course").annotate(canonical=F("person__address__canonical")))
