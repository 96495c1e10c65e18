"""What keeps the groups of the demonstration in order, or fails to: agreement, renewals, decisions, notices."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from config.demo.dice import between, happens
from config.demo.groups_fates import AGREED_ANEW, FALLS, LEEDS, asked_days_ago, at, days_ago
from groups import health
from groups.enums import Criterion, GroupState, NoticeStep
from groups.models import Agreement, AgreementAcceptance, Change, CommunityGroup, Membership, Notice, SavedAnswer
from groups.selectors import health as facts_of_groups
from people.clocks import months_after
from people.models import User

FIRST_AGREED, TOLD_AT = 1000, 3  # days since the first version was published; the hour at which notices are sent
S = GroupState
FIRST_TEXT = (
    "We learn before we teach. We don't look for victims, and we investigate nothing: a worry goes to the police or "
    "the helpline.\n\n"
    "Two adults lead us, and one adult looks after safeguarding. Nobody is alone with a child.\n\n"
    "We name no victim, in a meeting or online, and show no pictures of one.\n\n"
    "We use the name of the charity for what this agreement covers, and for nothing else. What we collect for the "
    "charity goes to it within a month."
)
SECOND_TEXT = (
    f"{FIRST_TEXT}\n\n"
    "Photos show only people who said yes. Where somebody under 18 is in them, a parent said yes as well."
)
ANSWERS = {
    "Whose room it is": "Please tell us whose room you meet in, and that its owner knows. A few words are enough.",
    "A second leader": "Every group has two adults who lead. Please name somebody besides yourself who agreed to it.",
    "Already in your town": "There is a group in your town already. Would you join it, or is yours of another kind?",
    "Not for us": "Thank you for writing to us. What you plan is good, and it is not what our groups do.",
}


def make(groups: Sequence[CommunityGroup], *, staff: User) -> None:
    SavedAnswer.objects.bulk_create(SavedAnswer(title=title, text=text) for title, text in ANSWERS.items())
    leaders = dict(Membership.objects.leading().order_by("-pk").values_list("group_id", "person_id"))
    agree(groups, leaders, staff)
    renew(groups)
    Change.objects.bulk_create(
        [change for group in groups for change in life(group, leaders.get(group.pk), staff)], batch_size=500
    )
    notices()


def agree(groups: Sequence[CommunityGroup], leaders: dict[int, int], staff: User) -> None:
    published = (days_ago(FIRST_AGREED), days_ago(AGREED_ANEW))
    texts = ((FIRST_TEXT, ""), (SECOND_TEXT, "Says who has to agree to photos."))
    first, second = Agreement.objects.bulk_create(
        Agreement(
            version=version,
            text=text,
            what_changed=changed,
            published_at=at(on, 9),
            created_at=at(on, 8),
            created_by=staff,
        )
        for version, (on, (text, changed)) in enumerate(zip(published, texts, strict=True), 1)
    )
    rows = []
    for group in groups:
        start, by = started_on(group), leaders.get(group.pk)
        if start < published[1]:
            rows.append(AgreementAcceptance(group=group, agreement=first, by_id=by, at=at(start)))
        fall = FALLS.get(group.town)
        if fall is None or fall.criterion != Criterion.AGREEMENT:
            day = max(start, published[1] + timedelta(days=between(1, 27, group.slug)))
            rows.append(AgreementAcceptance(group=group, agreement=second, by_id=by, at=at(day, 19)))
    AgreementAcceptance.objects.bulk_create(rows, batch_size=500)


def started_on(group: CommunityGroup) -> date:
    return timezone.localdate(group.approved_at or group.created_at)


def renew(groups: Sequence[CommunityGroup]) -> None:
    """Each was asked on the day it was approved, every year, and most have answered within three weeks."""
    today = timezone.localdate()
    for group in groups:
        start, fall = started_on(group), FALLS.get(group.town)
        years = sum(months_after(start, 12 * year) <= today for year in (1, 2, 3))
        if fall and fall.criterion == Criterion.RENEWAL:
            group.renewal_asked_on = days_ago(asked_days_ago(fall))
        elif years:
            group.renewal_asked_on = months_after(start, 12 * years)
            answered = group.renewal_asked_on + timedelta(days=between(1, 21, group.slug))
            before = months_after(start, 12 * (years - 1)) + timedelta(days=4) if years > 1 else None
            group.renewed_on = answered if answered < today else before
    leeds = next(group for group in groups if group.town == LEEDS)
    leeds.renewal_asked_on, leeds.renewed_on = days_ago(6), months_after(started_on(leeds), 12)
    CommunityGroup.objects.bulk_update(groups, ["renewal_asked_on", "renewed_on"], batch_size=200)


def life(group: CommunityGroup, leader: int | None, staff: User) -> Iterator[Change]:
    """From the first form to the approval: some were asked something first."""
    approved = group.approved_at or group.created_at
    asked = happens(20, group.slug, "asked")
    by_leader, by_staff = {"by_person_id": leader}, {"by_user": staff}
    steps: list[tuple[str, GroupState, float, dict[str, Any]]] = [
        ("", S.DRAFT, 16, by_leader),
        (S.DRAFT, S.VERIFIED, 15.9, by_leader),
        (S.VERIFIED, S.SUBMITTED, 14, by_leader),
    ]
    if asked:
        reason = ANSWERS["Whose room it is"]
        steps.append((S.SUBMITTED, S.NEEDS_INFORMATION, 9, {**by_staff, "reason": reason}))
        steps.append((S.NEEDS_INFORMATION, S.SUBMITTED, 6, by_leader))
    steps += [(S.SUBMITTED, S.IN_REVIEW, 2, by_staff), (S.IN_REVIEW, S.APPROVED, 0, by_staff)]
    for before, after, days, who in steps:
        yield Change(group=group, before=before, after=after, at=approved - timedelta(days=days), **who)


def notices() -> None:
    """What each that falls short was told of it, and when: so that tonight nobody is told once more."""
    today = timezone.localdate()
    rows: list[Notice] = []
    for row in facts_of_groups.with_facts(CommunityGroup.objects.approved(), on=today):
        for finding in health.judge(facts_of_groups.facts_of(row, ()), today).failing:
            rows += told(row.pk, finding.criterion, finding.fails_on or today, today)
    Notice.objects.bulk_create(rows)


def told(group: int, criterion: Criterion, fell_on: date, today: date) -> Iterator[Notice]:
    if criterion == Criterion.AGREEMENT:
        yield notice(group, criterion, fell_on, NoticeStep.ASKED, days_ago(AGREED_ANEW))
    for days, step in ((0, NoticeStep.WARNED), *health.REMINDERS, (health.AT_RISK, NoticeStep.DORMANT)):
        if fell_on + timedelta(days=days) <= today:
            yield notice(group, criterion, fell_on, step, fell_on + timedelta(days=days))


def notice(group: int, criterion: Criterion, fell_on: date, step: NoticeStep, on: date) -> Notice:
    return Notice(group_id=group, criterion=criterion, fell_on=fell_on, step=step, sent_at=at(on, TOLD_AT))
