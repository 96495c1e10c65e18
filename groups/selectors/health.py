"""How many groups fare, in SQL: the facts of each, and what groups.health makes of them.

Days are days in the UK, in whatever zone somebody of staff works.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least, NullIf, TruncDate
from django.utils import timezone

from groups import health
from groups.enums import LEADING, Criterion, Health, NoticeStep
from groups.health import Facts, Warned
from groups.models import Activity, Agreement, AgreementAcceptance, CommunityGroup, Membership, Notice
from groups.models.group import CommunityGroupQuerySet

UK = timezone.get_default_timezone()
NEVER = date.max
FAILS_ON = {criterion: f"{criterion}_fails_on" for criterion in Criterion}


class Later(Func):
    """A day so many months and then days later; the last day of its month where that lacks it, as months_after."""

    output_field = DateField()
    arity = 1

    def __init__(self, start: Any, *, months: int = 0, days: int = 0) -> None:
        super().__init__(start, months=months, days=days)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = "(%(expressions)s + make_interval(months => %(months)s, days => %(days)s))::date"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Where a month lacks the day SQLite goes on into the next one, so the last day of its own may come first."""
        start, parameters = compiler.compile(self.source_expressions[0])
        months, days = self.extra["months"], self.extra["days"]
        same_day = f"date({start}, '+{months} months')"
        last_day = f"date({start}, 'start of month', '+{months + 1} months', '-1 day')"
        return f"date(min({same_day}, {last_day}), '+{days} days')", (*parameters, *parameters)


def day_after(start: Any, *, months: int = 0, days: int = 0) -> Later:
    return Later(start, months=months, days=days + 1)


def day_of(field: str) -> TruncDate:
    return TruncDate(field, tzinfo=UK)


def leaders() -> Subquery:
    """How many people lead a group now: whoever is leader and deputy is one."""
    live = Membership.objects.leading().filter(group=OuterRef("pk")).order_by().values("group")
    return Subquery(live.annotate(number=Count("person", distinct=True)).values("number"), IntegerField())


def short_since() -> Subquery:
    """The last day on which somebody who led left while somebody else did: of two one was left, then or soon after."""
    ended = Membership.objects.filter(role__in=LEADING, until__gt=F("since"))
    beside = (
        Membership.objects.filter(group=OuterRef("group"), role__in=LEADING, since__lt=OuterRef("until"))
        .filter(Q(until=None) | Q(until__gte=OuterRef("until")))
        .exclude(person=OuterRef("person"))
    )
    of_two = ended.filter(Exists(beside), group=OuterRef("pk")).order_by("-until")
    return Subquery(of_two.values(day=day_of("until"))[:1])


def asked_to_agree_on() -> Subquery:
    """When the first version was published that is newer than every one that the group agreed to."""
    as_new = AgreementAcceptance.objects.filter(
        group=OuterRef(OuterRef("pk")), agreement__version__gte=OuterRef("version")
    )
    newer = Agreement.objects.published().exclude(Exists(as_new))
    return Subquery(newer.order_by("published_at").values(day=day_of("published_at"))[:1])


def activity(place: int, on: date) -> Subquery:
    """The day of the newest activity, or of the one before; what is dated later than `on` was not done yet."""
    done = Activity.objects.filter(group=OuterRef("pk"), removed_at=None, on__lte=on).order_by("-on", "-pk")
    return Subquery(done.values("on")[place : place + 1])


def started_on() -> Coalesce:
    return Coalesce(day_of("approved_at"), day_of("created_at"))


def with_renewal(groups: CommunityGroupQuerySet) -> QuerySet[Any]:
    """`renewal_due_on`: the day from which each may be asked again, as health.renewal_due_on."""
    last = Greatest("started_on", Coalesce("renewed_on", "started_on"))
    return groups.annotate(started_on=started_on(), renewal_due_on=Later(last, months=health.RENEWAL_EVERY))


def with_facts(groups: CommunityGroupQuerySet, *, on: date) -> QuerySet[Any]:
    accepted = AgreementAcceptance.objects.filter(group=OuterRef("pk")).order_by("-agreement__version")
    in_force = Agreement.objects.published().order_by("-version")
    return groups.annotate(
        started_on=started_on(),
        leaders_now=Coalesce(leaders(), 0),
        short_since=short_since(),
        agreement_now=Subquery(in_force.values("version")[:1]),
        accepted=Subquery(accepted.values("agreement__version")[:1]),
        asked_to_agree_on=asked_to_agree_on(),
        last_activity_on=activity(0, on),
        activity_before_on=activity(1, on),
    )


def facts_of(row: Any, notices: Iterable[Notice]) -> Facts:
    """`row`: one of `with_facts`; `notices`: those of falls that go on."""
    return Facts(
        started_on=row.started_on,
        leaders=row.leaders_now,
        short_since=row.short_since,
        lead_trained_until=row.lead_trained_until,
        agreement=row.agreement_now,
        accepted=row.accepted,
        asked_to_agree_on=row.asked_to_agree_on,
        last_activity_on=row.last_activity_on,
        activity_before_on=row.activity_before_on,
        renewal_asked_on=row.renewal_asked_on,
        renewed_on=row.renewed_on,
        warned=warned(notices),
    )


def warned(notices: Iterable[Notice]) -> tuple[Warned, ...]:
    """The warnings among the notices of one group."""
    return tuple(
        Warned(Criterion(notice.criterion), notice.fell_on, timezone.localdate(notice.sent_at, UK))
        for notice in notices
        if notice.step == NoticeStep.WARNED
    )


def verdict(group: CommunityGroup, *, on: date) -> health.Verdict:
    row = with_facts(CommunityGroup.objects.filter(pk=group.pk), on=on).get()
    return health.judge(facts_of(row, Notice.objects.standing().filter(group=group)), on)


def with_days(groups: CommunityGroupQuerySet, *, on: date) -> QuerySet[Any]:
    """The first day on which each criterion fails, as the functions of groups.health find it."""
    since = Greatest("started_on", Coalesce("short_since", "started_on"))
    agreed = Greatest("started_on", "asked_to_agree_on")
    active = Greatest("started_on", Coalesce("activity_before_on", "started_on"))
    unanswered = Q(renewed_on=None) | Q(renewed_on__lt=F("renewal_asked_on"))
    days: dict[Criterion, Any] = {
        Criterion.LEADERS: when(Q(leaders_now__lt=health.LEADERS), day_after(since, months=health.LEADERS_GRACE)),
        Criterion.SAFEGUARDING: day_after("lead_trained_until"),
        Criterion.AGREEMENT: when(Q(asked_to_agree_on__isnull=False), day_after(agreed, days=health.AGREEMENT_GRACE)),
        Criterion.ACTIVITY: day_after(active, months=health.ACTIVITY_PERIOD),
        Criterion.RENEWAL: when(unanswered, day_after("renewal_asked_on", days=health.RENEWAL_GRACE)),
    }
    by_name = {FAILS_ON[criterion]: day for criterion, day in days.items()}
    dated: QuerySet[Any] = with_facts(groups, on=on).annotate(**by_name)
    return dated


def unsettled(groups: CommunityGroupQuerySet, *, on: date) -> QuerySet[Any]:
    """All but those that are written down as active, lack nothing, are asked for nothing and were told of nothing.

    `is_told`: of something that goes on.
    """
    told = Exists(Notice.objects.standing().filter(group=OuterRef("pk")))
    is_unsettled = ~Q(health=Health.ACTIVE, fell_on=None) | Q(**{f"{FAILS_ON[Criterion.AGREEMENT]}__isnull": False})
    for criterion in Criterion:
        is_unsettled |= Q(**{f"{FAILS_ON[criterion]}__lte": on})
    found: QuerySet[Any] = with_days(groups, on=on).annotate(is_told=told).filter(is_unsettled | Q(is_told=True))
    return found


def when(condition: Q, then: Any) -> Case:
    return Case(When(condition, then=then), default=None, output_field=DateField())


def with_health(groups: CommunityGroupQuerySet, *, on: date) -> QuerySet[Any]:
    """`health_then` and `fell_then` of each on a day, today or later: then, as if nobody did anything before."""
    fails = {criterion: Q(**{f"{FAILS_ON[criterion]}__lte": on}) for criterion in Criterion}
    is_dormant, is_at_risk = Q(), Q()
    for criterion in Criterion:
        is_dormant |= fails[criterion] & Q(**{f"{FAILS_ON[criterion]}__in": warned_long_ago(criterion, on)})
        is_at_risk |= fails[criterion]
    falls = [
        Case(When(fails[criterion], then=F(FAILS_ON[criterion])), default=Value(NEVER), output_field=DateField())
        for criterion in Criterion
    ]
    judged: QuerySet[Any] = with_days(groups, on=on).annotate(
        health_then=Case(
            When(is_dormant, then=Value(Health.DORMANT)),
            When(is_at_risk, then=Value(Health.AT_RISK)),
            default=Value(Health.ACTIVE),
        ),
        fell_then=NullIf(Least(*falls), Value(NEVER, DateField())),
    )
    return judged


def warned_long_ago(criterion: Criterion, on: date) -> QuerySet[Notice, Any]:
    """The falls of which a group was warned so long ago that it is dormant by now, if they go on."""
    before = timezone.make_aware(datetime.combine(on - timedelta(days=health.AT_RISK - 1), time()), UK)
    notices = Notice.objects.standing().filter(group=OuterRef("pk"), criterion=criterion, step=NoticeStep.WARNED)
    return notices.filter(sent_at__lt=before).values("fell_on")
