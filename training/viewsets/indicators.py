from django_filters import DateFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.views.snippets import SnippetViewSet

from training.models import Indicator


class IndicatorFilters(WagtailFilterSet):
    review_by = DateFilter(lookup_expr="lte", label="Due for review by", widget=AdminDateInput)

    class Meta:
        model = Indicator
        fields = ["kind", "live", "review_by"]


class IndicatorViewSet(SnippetViewSet):
    model = Indicator
    icon = "view"
    menu_label = "Signs"
    list_display = [
        "code",
        "sentence",
        "kind",
        BooleanColumn("live", label="Shown"),
        "review_by",
        BooleanColumn("is_due_for_review", label="Due for review"),
    ]
    filterset_class = IndicatorFilters
    list_export = ["code", "kind", "sentence", "explanation", "source_name", "source_url", "review_by", "live"]
    search_fields = ["code", "sentence", "explanation"]
    search_backend_name = None  # finds part of a code or word in drafts too
    copy_view_enabled = False  # a copy would begin with a code that is taken
