"""Of whose training an end is near or just over, and who is still to be told: training.reminding in SQL."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from mail.models import Suppression
from training import reminding
from training.models import Award, Extension, Reminded, ReminderChoice
from training.models.award import end_on, revoked_on

Awards = QuerySet[Any]


def due(on: date) -> tuple[Awards, Awards]:
    """Those with `end` and `rule`, the reminder that is due of them: of awards as issued, and of extended ones.

    Apart, since of nearly all the end is a column, and working it out for each takes several times as long.
    """
    window = reminding.window(on)
    extensions = Extension.objects.filter(award=OuterRef("pk"))
    near = Extension.objects.filter(until__range=window)
    as_issued = Award.objects.filter(~Exists(extensions), valid_until__range=window).annotate(end=F("valid_until"))
    extended = Award.objects.filter(Q(valid_until__range=window) | Q(pk__in=near.values("award")), Exists(extensions))
    return to_remind(as_issued, on), to_remind(extended.annotate(end=end_on(on)).filter(end__range=window), on)


def to_remind(awards: Awards, on: date) -> Awards:
    rows: Awards = awards.annotate(rule=rule_on(on)).exclude(is_reminded())
    return rows.filter(
        ~revoked_on(on),
        ~Exists(renewals(on)),
        ~Exists(lasting_longer(on)),
        ~is_unwanted(),
        ~Exists(Suppression.objects.of_everything().filter(address=OuterRef("person__address"))),
        course__retired_at=None,
        person__erased_at=None,
    )


def lapsing_between(first: date, last: date, on: date) -> Awards:
    """Those with an `end` between two days after which their holder has no other of the course, and wants to know."""
    near = Extension.objects.filter(until__range=(first, last)).values("award")
    rows: Awards = Award.objects.filter(Q(valid_until__range=(first, last)) | Q(pk__in=near)).annotate(end=end_on(on))
    return rows.filter(
        ~revoked_on(on),
        ~Exists(renewals(on)),
        ~Exists(lasting_longer(on)),
        ~is_unwanted(),
        end__range=(first, last),
        course__retired_at=None,
    )


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
    """In one query."""
    as_issued, extended = (rows.order_by().values_list("pk", flat=True) for rows in due(on))
    return list(as_issued.union(extended, all=True).order_by("pk"))


def with_owner(on: date, some: list[int]) -> list[Any]:
    """Of those with these keys, the ones that are still due."""
    canonical = F("person__address__canonical")
    found = [
        rows.filter(pk__in=some).select_related("person__address", "course").annotate(canonical=canonical)
        for rows in due(on)
    ]
    return sorted((award for rows in found for award in rows), key=lambda award: award.pk)
