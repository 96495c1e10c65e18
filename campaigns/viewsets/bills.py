from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django_filters import BooleanFilter, ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.enums import BillEnd
from campaigns.models import Bill, BillSitting

STILL_HERE = "current"


class BillFilters(WagtailFilterSet):
    end = ChoiceFilter(
        label="How it stands", choices=[(STILL_HERE, "Before Parliament"), *BillEnd.choices], method="by_end"
    )
    synced = BooleanFilter("parliament_id", lookup_expr="isnull", exclude=True, label="Kept by sync_bills")

    class Meta:
        model = Bill
        fields = ["kind", "is_illustrative"]

    def by_end(self, bills: QuerySet[Bill], name: str, value: str) -> QuerySet[Bill]:
        return bills.filter(end="" if value == STILL_HERE else value)


class BillIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Bill]:
        coming = BillSitting.objects.filter(on__gte=timezone.localdate())
        return Bill.objects.prefetch_related(Prefetch("stages__sittings", coming, to_attr="coming"))


def next_day(bill: Any) -> str:
    """As the page says it: none of a bill that has ended."""
    days = [sitting.on for stage in bill.stages.all() for sitting in stage.coming]
    return date_format(min(days)) if days and not bill.end else ""


class BillViewSet(ModelViewSet):
    model = Bill
    icon = "doc-full"
    menu_label = "Bills"
    index_view_class = BillIndexView
    list_display = [
        "title",
        Column("get_kind_display", label="Kind", accessor="get_kind_display"),
        Column("stands", label="How it stands", accessor=lambda bill: bill.get_end_display() or "Before Parliament"),
        Column("next_day", label="Next day", accessor=next_day),
        DateColumn("compared_on", label="Compared"),
        Column("example", label="Real", accessor=lambda bill: "Example" if bill.is_illustrative else "Yes"),
    ]
    list_export = ["title", "slug", "kind", "session", "end", "ended_on", "act", "parliament_id", "checked_on"]
    filterset_class = BillFilters
    search_fields = ["title", "act", "summary", "sponsors"]
    copy_view_enabled = False
    panels = [
        HelpPanel(
            "<p>Write down each stage that is known, with the days of its sittings; those to come are shown as well. "
            "The page fills in the rest of the way by itself. With the number of Parliament, the command sync_bills "
            "keeps stages and days, and leaves your words alone.</p>"
        ),
        FieldRowPanel([FieldPanel("title"), FieldPanel("slug")]),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("starts_in")]),
                FieldRowPanel([FieldPanel("session"), FieldPanel("parliament_id")]),
                FieldPanel("sponsors"),
                FieldPanel("long_title"),
                FieldPanel("is_illustrative"),
            ],
            "What it is",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("end"), FieldPanel("ended_on")]), FieldPanel("act")], "How it ended"
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("source_name"), FieldPanel("checked_on")]), FieldPanel("source")],
            "Where this was found",
        ),
        InlinePanel(
            "stages",
            [
                FieldRowPanel([FieldPanel("house"), FieldPanel("kind")]),
                InlinePanel("sittings", heading="Days", label="day", max_num=60),
                FieldPanel("note"),
                FieldRowPanel([FieldPanel("source"), FieldPanel("is_verified")]),
            ],
            heading="Stages",
            label="stage",
            max_num=60,
        ),
    ]
