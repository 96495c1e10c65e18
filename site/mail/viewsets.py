"""The post room in Wagtail's admin. Nobody adds, edits or deletes a message or a suppression by hand."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from mail import address_book, admin_views, kinds, selectors, streams
from mail.enums import State, SuppressionReason
from mail.forms import LiftForm
from mail.models import Delivery, Suppression
from mail.services import suppressions

SEE_PEOPLE = "people.view_person"
LISTED = timedelta(days=31)  # by itself; older messages on request
MOST_COUNTED = 10_000
AN_ADDRESS = re.compile(r"(\"[^\"]*\"|[^\s<>@]+)@(?=[\w.-])")


class OnlySeen(ModelPermissionPolicy):
    """For rows that no form makes or changes."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class BoundedPaginator(WagtailPaginator):
    """Counts so far and no further: nobody turns to page 500, and counting millions takes long."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_COUNTED].count()  # type: ignore[no-any-return]


class SeenViewSet(ModelViewSet):
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    @property
    def permission_policy(self) -> OnlySeen:
        return OnlySeen(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]


class DeliveryFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="State", choices=State.choices, empty_label="All")
    kind = django_filters.ChoiceFilter(
        label="Message", choices=lambda: [(kind.name, kind.title) for kind in kinds.registered()], empty_label="All"
    )
    stream = django_filters.ChoiceFilter(
        label="Stream", choices=lambda: [(each.name, each.name) for each in streams.all_streams()], empty_label="All"
    )
    since = django_filters.ChoiceFilter(
        label="Written",
        choices=[("1", "In the last 24 hours"), ("7", "In the last 7 days"), ("all", "At any time")],
        empty_label="In the last 31 days",
        method="written_since",
    )
    address = django_filters.NumberFilter(label="Address no.", field_name="address_id", widget=forms.HiddenInput)

    class Meta:
        model = Delivery
        fields = ["state", "kind", "stream", "since", "address"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.has_perm(SEE_PEOPLE):
            del self.filters["address"]

    def written_since(self, rows: QuerySet[Delivery], name: str, value: str) -> QuerySet[Delivery]:
        return rows if value == "all" else rows.filter(created_at__gte=timezone.now() - timedelta(days=int(value)))

    def filter_queryset(self, rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
        filtered: QuerySet[Delivery] = super().filter_queryset(rows)
        if self.form.cleaned_data.get("since"):
            return filtered
        return filtered.filter(created_at__gte=timezone.now() - LISTED)


class DeliveryIndexView(IndexView):
    template_name = "admin/mail/deliveries.html"
    paginator_class = BoundedPaginator
    default_ordering = "-created_at"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(*args, **kwargs),
            "uncertain": selectors.uncertain()[: selectors.MOST_UNCERTAIN],
            "may_change": user.has_perm(admin_views.CHANGE_DELIVERIES),
            "may_find": user.has_perm(SEE_PEOPLE),
        }


def shown(address: Any, user: Any) -> str:
    """The address, for those who may see it, which is written down; nothing for others."""
    if not user.has_perm(SEE_PEOPLE):
        return ""
    address_book.current().shown(address.pk, user)
    return str(address.typed)


class DeliveryInspectView(InspectView):
    template_name = "admin/mail/delivery.html"
    page_title = "Message"

    def get_page_subtitle(self) -> str:
        return title_of(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery, user = self.object, self.request.user
        sees_people = user.has_perm(SEE_PEOPLE)
        return {
            **super().get_context_data(**kwargs),
            "life": selectors.life_of(delivery),
            "address": shown(delivery.address, user),
            "error": delivery.error if sees_people else without_address(delivery.error, delivery.address.typed),
            "may_change": user.has_perm(admin_views.CHANGE_DELIVERIES),
        }


def without_address(error: str, typed: str) -> str:
    """Some servers name the mailbox without its domain."""
    masked, mailbox = AN_ADDRESS.sub("…@", error), re.escape(typed.rpartition("@")[0])
    return re.sub(rf"(?<!\w){mailbox}(?!\w)", "…", masked, flags=re.IGNORECASE) if mailbox else masked


def title_of(delivery: Delivery) -> str:
    return kinds.get(delivery.kind).title


class DeliveryViewSet(SeenViewSet):
    model = Delivery
    icon = "list-ul"
    menu_label = "Deliveries"
    index_view_class = DeliveryIndexView
    inspect_view_class = DeliveryInspectView
    filterset_class = DeliveryFilters
    ordering = "-created_at"
    list_display = [
        TitleColumn("title", label="Message", accessor=title_of, url_name="deliveries:inspect"),
        Column("state", label="State", accessor="get_state_display"),
        Column("domain", label="To the domain"),
        DateColumn("created_at", label="Written", sort_key="created_at"),
    ]
    inspect_view_fields = ["id"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("find/", admin_views.FindView.as_view(), name="find"),
            path("<int:pk>/<slug:deed>/", admin_views.DeedView.as_view(), name="deed"),
        ]


class SuppressionFilters(WagtailFilterSet):
    reason = django_filters.ChoiceFilter(label="Reason", choices=SuppressionReason.choices, empty_label="All")
    lifted = django_filters.BooleanFilter("lifted_at", lookup_expr="isnull", exclude=True, label="Written to again")

    class Meta:
        model = Suppression
        fields = ["reason"]


class SuppressionIndexView(IndexView):
    paginator_class = BoundedPaginator

    def get_base_queryset(self) -> QuerySet[Suppression]:
        return Suppression.objects.select_related("lifted_by")


class SuppressionInspectView(InspectView):
    """Why an address is not written to, and the way to write to it again."""

    template_name = "admin/mail/suppression.html"
    page_title = "Suppression"
    permission_to_lift = "mail.change_suppression"

    def get_page_subtitle(self) -> str:
        return str(self.object.get_reason_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, address = self.request.user, self.object.address
        return {
            "form": LiftForm(),
            **super().get_context_data(**kwargs),
            "address": shown(address, user) if address else "",
            "may_lift": self.object.lifted_at is None and user.has_perm(self.permission_to_lift),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission_to_lift):
            raise PermissionDenied
        form = LiftForm(request.POST)
        if not form.is_valid():
            refused: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
            return refused
        because = form.cleaned_data["because"]
        if suppressions.lift(suppression=self.object, by=request.user, because=because):
            messages.success(request, "This address is written to again.")
        else:
            messages.warning(request, admin_views.TOO_LATE)
        return redirect("suppressions:inspect", self.object.pk)


class SuppressionViewSet(SeenViewSet):
    model = Suppression
    icon = "no-view"
    menu_label = "Not written to"
    index_view_class = SuppressionIndexView
    inspect_view_class = SuppressionInspectView
    filterset_class = SuppressionFilters
    ordering = "-created_at"
    list_display = [
        TitleColumn("reason", label="Reason", accessor="get_reason_display", url_name="suppressions:inspect"),
        DateColumn("created_at", label="Since"),
        DateColumn("lifted_at", label="Written to again"),
        Column("lifted_by", label="By"),
    ]
    inspect_view_fields = ["reason"]


class ScreensViewSet(ViewSet):
    """Screens of one permission, in the menu of those who have it."""

    permission = ""

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        permission = self.permission

        def is_shown(item: MenuItem, request: HttpRequest) -> bool:
            return request.user.has_perm(permission)

        return type(f"{type(self).__name__}MenuItem", (MenuItem,), {"is_shown": is_shown})


class OverviewViewSet(ScreensViewSet):
    icon = "history"
    menu_label = "Overview"
    permission = admin_views.SEE_DELIVERIES

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", admin_views.OverviewView.as_view(), name="index")]


class MessagesViewSet(ScreensViewSet):
    icon = "mail"
    menu_label = "Messages"
    permission = admin_views.CHANGE_WORDINGS

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", admin_views.KindsView.as_view(), name="index"),
            path("<slug:kind>/", admin_views.KindView.as_view(), name="kind"),
            path("<slug:kind>/look/", admin_views.LookView.as_view(), name="look"),
            path("<slug:kind>/test/", admin_views.TestView.as_view(), name="test"),
        ]


class PostRoomViewSetGroup(ViewSetGroup):
    menu_label = "Post room"
    menu_icon = "mail"
    menu_order = 280
    items = (
        OverviewViewSet("post_room", url_prefix="post-room"),
        MessagesViewSet("mail_messages", url_prefix="messages"),
        DeliveryViewSet("deliveries", url_prefix="deliveries"),
        SuppressionViewSet("suppressions", url_prefix="suppressions"),
    )
