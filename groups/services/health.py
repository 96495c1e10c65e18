"""Every night: how each approved group fares now, and telling those who lead it before it comes to be dormant."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from groups import health
from groups.enums import Criterion, Health, NoticeStep
from groups.health import Verdict
from groups.models import CommunityGroup, Notice
from groups.models.group import CommunityGroupQuerySet
from groups.selectors import health as facts_of_groups
from groups.services import leaders
from groups.services.leaders import Leader
from mail.models import Delivery
from pages import generation

SLICE = 1000  # groups looked at together, and written in one transaction; with many more PostgreSQL compiles the query
KINDS = {
    NoticeStep.WARNED: "group_warned",
    NoticeStep.REMINDED: "group_reminded",
    NoticeStep.REMINDED_AGAIN: "group_reminded",
    NoticeStep.DORMANT: "group_dormant",
}
AGREEMENT_ASKED = "group_agreement_asked"
NEVER = date.max
WRITE_VERDICTS = """
    WITH verdict (key, health, fell_on) AS (VALUES %s)
    UPDATE groups_communitygroup SET health = verdict.health, fell_on = NULLIF(verdict.fell_on, %%s)
    FROM verdict WHERE id = verdict.key
"""
READ = ("name", "slug", "health", "fell_on", "lead_trained_until", "renewal_asked_on", "renewed_on")


class Look(NamedTuple):
    """What is to be written of one group."""

    group: Any  # with its facts
    verdict: Verdict
    over: list[int]  # keys of notices whose fall is over
    due: list[Notice]

    @property
    def has_changed(self) -> bool:
        return (self.group.health, self.group.fell_on) != (self.verdict.health, self.verdict.fell_on)

    @property
    def is_as_written(self) -> bool:
        return not (self.has_changed or self.over or self.due)


def derive() -> int:
    """Returns how many groups fare otherwise than was written. Safe to repeat, and to be stopped anywhere."""
    end_notices(Notice.objects.standing().exclude(group__in=CommunityGroup.objects.approved()))
    changed, after = 0, 0
    while keys := list(after_key(after)[:SLICE]):
        after = keys[-1]
        changed += derive_some(keys)
    return changed


def after_key(key: int) -> Any:
    return CommunityGroup.objects.approved().filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)


def derive_some(keys: list[int]) -> int:
    """Without a lock first: most groups fare well and did the night before, which the database alone finds out."""
    on = timezone.localdate()
    groups = CommunityGroup.objects.approved().filter(pk__in=keys)
    unsettled = facts_of_groups.unsettled(groups, on=on).order_by("pk").values_list("pk", "is_told")
    told: list[int] = []
    behind: list[int] = []
    for key, is_told in unsettled:
        (told if is_told else behind).append(key)  # who was told of nothing is to be told something
    if told:
        behind += [each.group.pk for each in look(groups.filter(pk__in=told), on) if not each.is_as_written]
    return write_and_tell(behind) if behind else 0


def look(groups: CommunityGroupQuerySet, on: date) -> list[Look]:
    rows = list(facts_of_groups.with_facts(groups, on=on).only(*READ))
    standing: dict[int, list[Notice]] = {}
    for notice in Notice.objects.standing().filter(group__in=[row.pk for row in rows]):
        standing.setdefault(notice.group_id, []).append(notice)
    return [look_at(row, standing.get(row.pk, []), on) for row in rows]


def look_at(row: Any, notices: list[Notice], on: date) -> Look:
    verdict = health.judge(facts_of_groups.facts_of(row, notices), on)
    falls = {(finding.criterion, finding.fails_on) for finding in verdict.findings}
    over = [notice.pk for notice in notices if (notice.criterion, notice.fell_on) not in falls]
    standing = [notice for notice in notices if notice.pk not in over]
    return Look(row, verdict, over, notices_due(row.pk, verdict, standing, on))


def notices_due(group: int, verdict: Verdict, standing: list[Notice], on: date) -> list[Notice]:
    """What it was not told of yet; of being dormant it is told once, whatever else it comes to lack meanwhile."""
    told = {(notice.criterion, notice.fell_on, notice.step) for notice in standing}
    is_told_dormant = any(notice.step == NoticeStep.DORMANT for notice in standing)
    due = []
    for finding in verdict.findings:
        step = health.step_due(finding, health=verdict.health, on=on)
        if finding.fails_on is None or step is None or (step == NoticeStep.DORMANT and is_told_dormant):
            continue
        if (finding.criterion, finding.fails_on, step) not in told:
            due.append(Notice(group_id=group, criterion=finding.criterion, fell_on=finding.fails_on, step=step))
    return due


@transaction.atomic
def write_and_tell(keys: list[int]) -> int:
    """Locks as everybody does: addresses, then groups. Looks again under them; a notice and its messages are one."""
    told, on = leaders.lock(keys), timezone.localdate()
    looks = look(locked(keys), on)
    changed = write(looks)
    Notice.objects.bulk_create([notice for each in looks for notice in each.due])
    Delivery.objects.bulk_create(list(messages(looks, told)))
    return changed


@transaction.atomic
def look_again(group: CommunityGroup) -> None:
    """At once after something was mended. Whatever is to be told waits for the night, when addresses are locked."""
    write(look(locked([group.pk]), timezone.localdate()))


def locked(keys: Collection[int]) -> CommunityGroupQuerySet:
    rows = CommunityGroup.objects.approved().select_for_update(of=("self",), no_key=True)
    return rows.filter(pk__in=keys).order_by("pk")


def write(looks: list[Look]) -> int:
    end_notices(Notice.objects.filter(pk__in=[pk for each in looks for pk in each.over]))
    changed = [each for each in looks if each.has_changed]
    if changed:
        write_verdicts({each.group.pk: each.verdict for each in changed})
    if any(Health.DORMANT in (each.group.health, each.verdict.health) for each in changed):
        generation.publish()
    return len(changed)


def write_verdicts(verdicts: Mapping[int, Verdict]) -> None:
    """In one statement that both databases know: Django's bulk_update tries the condition of every row for each row."""
    as_date = connection.ops.adapt_datefield_value
    rows = ", ".join(["(%s, %s, %s)"] * len(verdicts))
    given = [
        value
        for key, verdict in verdicts.items()
        for value in (key, str(verdict.health), as_date(verdict.fell_on or NEVER))
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_VERDICTS % rows, [*given, as_date(NEVER)])


def end_notices(notices: Any) -> None:
    notices.update(over_at=timezone.now())


def messages(looks: list[Look], told: dict[int, list[Leader]]) -> Iterable[Delivery]:
    """To each of those who lead a group, with all that is not in order, whichever of it is due."""
    for each in looks:
        for kind in kinds_due({NoticeStep(notice.step) for notice in each.due}):
            context = context_of(kind, each)
            yield from (leaders.message(kind, leader, context) for leader in told.get(each.group.pk, ()))


def kinds_due(steps: set[NoticeStep]) -> list[str]:
    """Of several steps, of several falls, the one that says most: there is one message a night about what is wrong."""
    gravest = (NoticeStep.DORMANT, NoticeStep.WARNED, NoticeStep.REMINDED_AGAIN, NoticeStep.REMINDED)
    kinds = [AGREEMENT_ASKED] if NoticeStep.ASKED in steps else []
    return kinds + [KINDS[step] for step in gravest if step in steps][:1]


def context_of(kind: str, each: Look) -> dict[str, Any]:
    group, verdict = each.group, each.verdict
    if kind == AGREEMENT_ASKED:
        asked = next(finding for finding in verdict.findings if finding.criterion == Criterion.AGREEMENT)
        return {
            "group": group.name,
            "agreement_path": reverse("group_agreement", args=[group.slug]),
            "version": group.agreement_now,
            "agree_by": str(asked.last_day),
        }
    return {
        "group": group.name,
        "health_path": reverse("group_health", args=[group.slug]),
        "dormant_on": str(verdict.dormant_on),
        "failing": [
            {"criterion": str(found.criterion.label), "value": found.value, "threshold": found.threshold}
            for found in verdict.failing
        ],
    }
