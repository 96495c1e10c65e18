"""Whoever teaches for us, and what is due of them."""

from typing import Any

import django_filters
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import ModelPermissionPolicy

from people.models import Person
from people.viewsets.listing import DayColumn, ListViewSet, MarkedIndexView, OnlyLookedAt
from training import permissions
from training.admin_views import trainers as screens
from training.enums import COUNTS_AS_TRAINED, Standing
from training.models import Observation
from training.selectors import trainers

ACCREDITED, DUE, OVER = "accredited", "due", "over"
CHOICES = [(ACCREDITED, "May teach"), (DUE, "Something is due"), (OVER, "May teach no more")]


class TrainerFilters(WagtailFilterSet):
    stands = django_filters.ChoiceFilter(label="Shown", choices=CHOICES, empty_label="All", method="stand_so")

    class Meta:
        model = Person
        fields = ["stands"]

    def stand_so(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == DUE:
            return rows.filter(accreditation__in=COUNTS_AS_TRAINED, next_due__lte=timezone.localdate())
        accredited = rows.filter(accreditation__in=COUNTS_AS_TRAINED)
        return accredited if value == ACCREDITED else rows.exclude(pk__in=accredited.values("pk"))


class TrainerColumn(TitleColumn):
    def get_value(self, instance: Any) -> str:
        return instance.name or screens.NAMELESS

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        return reverse("trainers:page", args=[instance.pk])


def standing_of(trainer: Any) -> str:
    return str(Standing(trainer.accreditation).label) if trainer.accreditation else "Revoked"


class TrainerIndexView(MarkedIndexView):
    page_title = "Trainers"
    default_ordering = "next_due"

    def get_base_queryset(self) -> QuerySet[Any]:
        return trainers.every(timezone.localdate())

    @property
    def header_buttons(self) -> list[Any]:
        """Their accreditation is an award like others."""
        if not permissions.may_award(self.request.user):
            return []
        return [HeaderButton("Accredit a trainer", url=reverse("training_awards:give"), icon_name="plus")]


class TrainerViewSet(ListViewSet):
    model = Person
    icon = screens.ICON
    menu_label = screens.TITLE
    index_view_class = TrainerIndexView
    filterset_class = TrainerFilters
    search_fields = ["name"]
    list_display = [
        TrainerColumn("name", label="Name", sort_key="name"),
        Column("accreditation", label="Accreditation", accessor=standing_of),
        DayColumn("accredited_until", label="Until", sort_key="accredited_until"),
        Column("taught", label="Sessions in 12 months", sort_key="taught"),
        DayColumn("observed_on", label="Last seen at work", sort_key="observed_on"),
        DayColumn("next_due", label="Next due", sort_key="next_due"),
    ]
    list_export = ["name", "accreditation", "accredited_until", "taught", "observed_on", "next_due"]
    export_headings = {
        "name": "Name",
        "accreditation": "Accreditation",
        "accredited_until": "Until",
        "taught": "Sessions in 12 months",
        "observed_on": "Last seen at work",
        "next_due": "Next due",
    }
    export_filename = "trainers"

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return OnlyLookedAt(Observation)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.filter(content_type=ContentType.objects.get_for_model(Observation))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", screens.page, name="page"),
            path("<int:pk>/observe/", screens.ObserveStep.as_view(), name="observe"),
        ]
