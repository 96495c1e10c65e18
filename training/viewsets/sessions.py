"""Every session, by when it is, what is taught and what it waits for."""

from typing import Any

import django_filters
from django.db.models import Count, F, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from groups.enums import BookingState, EventState
from people.viewsets.listing import ListViewSet, MarkedIndexView, MomentColumn
from training import permissions
from training.admin_views import inviting
from training.admin_views import sessions as screens
from training.models import Course, Session
from training.models.session import SessionQuerySet

TO_COME, AWAITING, CLOSED = "to_come", "awaiting", "closed"
STEPS = [(TO_COME, "To come"), (AWAITING, "Over, waits for its register"), (CLOSED, "Register closed")]
BOOKED = Q(event__bookings__state=BookingState.BOOKED)


class SessionFilters(WagtailFilterSet):
    step = django_filters.ChoiceFilter(label="Step", choices=STEPS, empty_label="All", method="stands_at")
    course = django_filters.ModelChoiceFilter("version__course", label="Course", queryset=Course.objects.all())
    state = django_filters.ChoiceFilter("event__state", label="State", choices=EventState.choices, empty_label="All")
    day = django_filters.DateFromToRangeFilter("event__starts_at", label="When", widget=DateRangePickerWidget)

    class Meta:
        model = Session
        fields = ["step", "course", "state", "day"]

    def stands_at(self, rows: SessionQuerySet, name: str, value: str) -> QuerySet[Session]:
        if value == AWAITING:
            return rows.awaiting_register()
        if value == CLOSED:
            return rows.filter(register_closed_at__isnull=False)
        return rows.filter(event__starts_at__gt=timezone.now()).exclude(event__state=EventState.CANCELLED)


class SessionIndexView(MarkedIndexView):
    page_title = "Sessions"
    default_ordering = "-event__starts_at"

    def get_base_queryset(self) -> QuerySet[Session]:
        """With how many had a place and came, also of bookings that were deleted since."""
        taken = Count("event__bookings", filter=BOOKED) + F("event__past_seats")
        came = Count("event__bookings", filter=Q(event__bookings__came=True)) + F("event__past_visits")
        return Session.objects.full().annotate(taken=taken, came=came)

    @property
    def header_buttons(self) -> list[Any]:
        if not permissions.may_keep_sessions(self.request.user):
            return []
        return [HeaderButton("Plan a session", url=reverse("training_sessions_admin:new"), icon_name="plus")]


def title_of(session: Session) -> str:
    return session.event.title


def trainer_of(session: Session) -> str:
    return session.trainer.name if session.trainer else ""


def whose(session: Session) -> str:
    return session.event.group.name if session.event.group else "The charity"


def step_of(session: Session) -> str:
    if session.event.state != EventState.PUBLISHED:
        return str(session.event.get_state_display())
    if session.register_closed_at:
        return "Register closed"
    return "Waits for its register" if session.event.is_over else "To come"


class SessionViewSet(ListViewSet):
    """Sessions of the charity and of groups."""

    model = Session
    icon = screens.ICON
    menu_label = "Sessions"
    index_view_class = SessionIndexView
    filterset_class = SessionFilters
    search_fields = ["event__title", "event__place", "trainer__name", "event__group__name"]
    list_display = [
        TitleColumn("event", label="Session", accessor=title_of, get_url=screens.page_of, sort_key="event__title"),
        MomentColumn("starts_at", label="When", accessor="event.starts_at", sort_key="event__starts_at"),
        Column("course", label="Course", accessor="version.course.title"),
        Column("whose", label="Of", accessor=whose),
        Column("trainer", label="Trainer", accessor=trainer_of),
        Column("taken", label="Places taken"),
        Column("came", label="Came"),
        Column("step", label="Step", accessor=step_of),
    ]
    list_export = [
        "event.title",
        "event.starts_at",
        "event.place",
        "event.postcode",
        "event.capacity",
        "event.get_state_display",
        "event.group",
        "version.course.title",
        "version.number",
        "trainer.name",
        "taken",
        "came",
        "register_closed_at",
    ]
    export_headings = {
        "event.title": "Session",
        "event.starts_at": "Begins at",
        "event.place": "Place",
        "event.postcode": "Postcode",
        "event.capacity": "Places",
        "event.get_state_display": "State",
        "event.group": "Group",
        "version.course.title": "Course",
        "version.number": "Version",
        "trainer.name": "Trainer",
        "taken": "Places taken",
        "came": "Came",
    }
    export_filename = "training-sessions"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", screens.Plan.as_view(), name="new"),
            path("<int:pk>/", screens.page, name="page"),
            path("<int:pk>/change/", screens.Change.as_view(), name="change"),
            path("<int:pk>/publish/", screens.Publish.as_view(), name="publish"),
            path("<int:pk>/cancel/", screens.Cancel.as_view(), name="cancel"),
            path("<int:pk>/invite/", inviting.Invite.as_view(), name="invite"),
        ]
