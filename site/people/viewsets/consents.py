"""What people were asked and what they answered. Neither is changed on a screen once somebody may have read it."""

from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.permissions import ModelPermissionPolicy

from people.admin_views import consents, wordings
from people.models import Consent, ConsentWording
from people.models.consent import ConsentQuerySet
from people.viewsets.listing import ListViewSet, MarkedIndexView
from people.viewsets.records import page_of

STATES = {"live": "Live", "asleep": "Waits for its giver", "withdrawn": "Withdrawn"}


class WordingIndexView(MarkedIndexView):
    def get_base_queryset(self) -> QuerySet[ConsentWording]:
        agreed = Count("consents", filter=Q(consents__confirmed_at__isnull=False))
        return ConsentWording.objects.annotate(agreed=agreed).select_related("created_by")


class WordingViewSet(ListViewSet):
    """Each version, and how many people agreed to it. The newest that is published is the one that forms show."""

    model = ConsentWording
    icon = "clipboard-list"
    menu_label = "Consent wordings"
    index_view_class = WordingIndexView
    list_filter = ["purpose"]
    list_display = [
        TitleColumn(
            "name", label="Wording", accessor=str, get_url=lambda row: reverse("desk_wordings:page", args=[row.pk])
        ),
        Column("text", label="Words"),
        Column("agreed", label="Agreed"),
        DateColumn("published_at", label="Published"),
        Column("created_by", label="Written by"),
    ]
    list_export = ["purpose", "version", "text", "agreed", "published_at", "created_by"]
    export_filename = "consent-wordings"

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ModelPermissionPolicy(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", wordings.AddStep.as_view(), name="add"),
            path("<int:pk>/", wordings.page, name="page"),
            path("<int:pk>/change/", wordings.ChangeStep.as_view(), name="change"),
            path("<int:pk>/publish/", wordings.PublishStep.as_view(), name="publish"),
            path("<int:pk>/discard/", wordings.DiscardStep.as_view(), name="discard"),
        ]


class ConsentFilters(WagtailFilterSet):
    state = ChoiceFilter(label="State", choices=list(STATES.items()), empty_label="All", method="in_state")

    class Meta:
        model = Consent
        fields = ["purpose", "basis", "state"]

    def in_state(self, queryset: ConsentQuerySet, name: str, value: str) -> ConsentQuerySet:
        if value == "withdrawn":
            return queryset.exclude(withdrawn_at=None)
        return queryset.live() if value == "live" else queryset.asleep()


class ConsentIndexView(MarkedIndexView):
    def get_base_queryset(self) -> QuerySet[Consent]:
        return Consent.objects.select_related("person", "wording")


class ConsentViewSet(ListViewSet):
    """Without names: whoever needs one opens the record, which is logged."""

    model = Consent
    icon = "check"
    menu_label = "Consents"
    index_view_class = ConsentIndexView
    filterset_class = ConsentFilters
    list_display = [
        TitleColumn(
            "record", label="Record", accessor=str, get_url=lambda row: reverse("desk_consents:page", args=[row.pk])
        ),
        TitleColumn("person", label="Person", get_url=lambda consent: page_of(consent.person_id)),
        Column("wording", label="Wording"),
        Column("basis", label="Basis", accessor="get_basis_display"),
        Column("form", label="Form"),
        DateColumn("given_at", label="Given"),
        DateColumn("confirmed_at", label="Confirmed"),
        DateColumn("withdrawn_at", label="Withdrawn"),
    ]
    list_export = [
        "pk",
        "person",
        "wording",
        "basis",
        "form",
        "given_at",
        "confirmed_at",
        "withdrawn_at",
        "withdrawn_how",
    ]
    export_filename = "consents"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", consents.page, name="page"),
            path("<int:pk>/proof/", consents.download, name="proof"),
        ]
