from typing import Any

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.models import Fact
from pages.models.fact import FactQuerySet


class FactFilterSet(WagtailFilterSet):
    due = django_filters.ChoiceFilter(
        label="Review", choices=[("due", "Due for review")], empty_label="All", method="filter_due"
    )

    class Meta:
        model = Fact
        fields = ["due", "kind", "owner", "live"]

    def filter_due(self, queryset: FactQuerySet, name: str, value: str) -> FactQuerySet:
        return queryset.due()


class FactChosenView(SnippetChosenView):
    """With what an editor of rich text puts into the text."""

    def get_chosen_response_data(self, fact: Fact) -> dict[str, Any]:
        return {**super().get_chosen_response_data(fact), "label": fact.label, "value": fact.value}


class FactChooserViewSet(SnippetChooserViewSet):
    """Offers what readers may see: a draft would leave a hole in the page."""

    chosen_view_class = FactChosenView

    def get_object_list(self) -> QuerySet[Fact]:
        return Fact.objects.live()


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "clipboard-list"
    menu_label = "Facts"
    add_to_admin_menu = True
    menu_order = 250
    chooser_viewset_class = FactChooserViewSet
    chooser_per_page = 20
    list_display = [
        "label",
        "value",
        "kind",
        LiveStatusTagColumn(),
        "review_by",
        Column("state", label="State", accessor=lambda fact: "Past its date" if fact.is_due_for_review else ""),
        "owner",
    ]
    filterset_class = FactFilterSet
    search_fields = ["key", "label", "value", "statement"]
    search_backend_name = None  # finds part of a key or a number too
