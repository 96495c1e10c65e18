"""Who signed: a list without email addresses, and the screens on which staff decide about signatures."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from campaigns import countries
from campaigns.admin_forms.deciding import rule_names
from campaigns.admin_views import deciding, screens, signatures
from campaigns.enums import CommentState, SignatureState
from campaigns.models import Attempt, Petition, Signature
from campaigns.services.deciding import in_constituency
from groups.models import CommunityGroup
from mail.viewsets import BoundedPaginator
from people.viewsets.listing import ListViewSet, MarkedIndexView, MomentColumn
from places.models import Constituency


def rules() -> list[tuple[str, str]]:
    return [choice for choice in rule_names() if choice[0]]


class SignatureFilters(WagtailFilterSet):
    petition = django_filters.ModelChoiceFilter(queryset=Petition.objects.published())
    state = django_filters.ChoiceFilter(label="State", choices=SignatureState.choices, empty_label="All")
    signed = django_filters.DateFromToRangeFilter(field_name="created_at", label="Signed", widget=DateRangePickerWidget)
    country = django_filters.ChoiceFilter(label="Country", choices=countries.choices, empty_label="All")
    constituency = django_filters.ModelChoiceFilter(
        label="Constituency", queryset=Constituency.objects.current(), method="lives_in"
    )
    group = django_filters.ModelChoiceFilter(label="By the link of", queryset=CommunityGroup.objects.all())
    rule = django_filters.ChoiceFilter(label="Held by", choices=rules, empty_label="All", method="held_by")
    comment_state = django_filters.ChoiceFilter(label="Comment", choices=CommentState.choices, empty_label="All")

    class Meta:
        model = Signature
        fields = ["petition", "state", "signed", "country", "constituency", "group", "rule", "comment_state"]

    def held_by(self, rows: QuerySet[Signature], name: str, value: str) -> QuerySet[Signature]:
        return rows.filter(pk__in=Attempt.objects.held_by(value).values("signature"))

    def lives_in(self, rows: QuerySet[Signature], name: str, value: Constituency) -> QuerySet[Signature]:
        return rows.filter(in_constituency(value.pk))


class TickColumn(BaseColumn):
    """A box in each row, of the form above the list."""

    cell_template_name = "campaigns/admin/tick_cell.html"


class SignatureIndexView(MarkedIndexView):
    template_name = "campaigns/admin/signatures.html"
    paginator_class = BoundedPaginator
    default_ordering = "-pk"
    page_title = "Signatures"

    def get_base_queryset(self) -> QuerySet[Signature]:
        related = ("petition", "constituency_found", "constituency_chosen", "group")
        return Signature.objects.select_related(*related)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(*args, **kwargs),
            "may_decide": self.request.user.has_perm(screens.DECIDE),
        }

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        find = HeaderButton("Find", reverse("signatures:find"), icon_name="search")
        return [*super().header_buttons, find]


def name_of(signature: Signature) -> str:
    return signature.name or f"Signature {signature.pk}"


class SignatureViewSet(ListViewSet):
    model = Signature
    icon = "clipboard-list"
    menu_label = "Signatures"
    index_view_class = SignatureIndexView
    filterset_class = SignatureFilters
    list_display = [
        TickColumn("tick", label="Tick"),
        TitleColumn(
            "name", label="Name", accessor=name_of, get_url=lambda row: reverse("signatures:page", args=[row.pk])
        ),
        Column("petition", label="Petition"),
        Column("state", label="State", accessor="get_state_display"),
        Column("postcode", label="Postcode"),
        Column("constituency", label="Constituency"),
        Column("country", label="Country", accessor=lambda row: countries.name(row.country)),
        Column("group", label="By the link of"),
        MomentColumn("created_at", label="Signed"),
    ]
    list_export = [
        "pk",
        "petition",
        "name",
        "postcode",
        "constituency",
        "country",
        "group",
        "get_state_display",
        "created_at",
        "confirmed_at",
        "get_comment_state_display",
    ]
    export_headings = {"get_state_display": "State", "get_comment_state_display": "Comment"}
    export_filename = "signatures"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", signatures.page, name="page"),
            path("find/", signatures.find, name="find"),
            path("choose/", deciding.choose, name="choose"),
            path("decide/", deciding.decide, name="decide"),
            path("batches/", deciding.batches, name="batches"),
            path("batches/<uuid:pk>/", deciding.batch, name="batch"),
            path("batches/<uuid:pk>/undo/", deciding.UndoStep.as_view(), name="undo"),
            path("batches/<uuid:pk>/stop/", deciding.StopStep.as_view(), name="stop"),
        ]
