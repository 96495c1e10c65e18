from typing import Any

from django.db.models import Prefetch, QuerySet
from django_filters import BooleanFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from places.admin_forms import ConstituencyForm, MemberForm, WrittenByStaff
from places.models import Constituency, DataImport, GovernmentOffice, Representative
from places.selectors import freshness


class ConstituencyFilters(WagtailFilterSet):
    ended = BooleanFilter("valid_to", lookup_expr="isnull", exclude=True, label="Ended by a change of boundaries")
    vacant = BooleanFilter("vacant_since", lookup_expr="isnull", exclude=True, label="Vacant")

    class Meta:
        model = Constituency
        fields = ["country", "region"]


class ConstituencyIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Constituency]:
        current = Prefetch("representatives", Representative.objects.current(), to_attr="now")
        return Constituency.objects.select_related("country", "region").prefetch_related(current)


class ConstituencyInspectView(InspectView):
    template_name = "admin/places/constituency.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        history = self.object.representatives.all()
        return {**super().get_context_data(**kwargs), "history": history, "freshness": freshness.members()}


def member_now(constituency: Any) -> str:
    for member in constituency.now:
        return f"{member} ({member.party})" if member.party else str(member)
    return "Vacant" if constituency.vacant_since else ""


class ConstituencyViewSet(ModelViewSet):
    """Importers make and end constituencies; staff put a Welsh name or a vacancy right."""

    model = Constituency
    icon = "site"
    menu_label = "Constituencies"
    index_view_class = ConstituencyIndexView
    inspect_view_class = ConstituencyInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["code", "name", "name_cy", "country", "region", "valid_from", "valid_to", "vacant_since"]
    list_display = [
        "name",
        "code",
        Column("place", label="Nation or region", accessor="place"),
        Column("member", label="Member of Parliament", accessor=member_now),
        DateColumn("valid_to", label="Ended"),
    ]
    list_export = ["code", "name", "name_cy", "place", "valid_from", "valid_to", "vacant_since"]
    list_per_page = 50
    filterset_class = ConstituencyFilters
    search_fields = ["name", "name_cy", "code"]
    edit_handler = ObjectList(
        [
            HelpPanel("<p>Imports fill in everything else. To change the MP, go to MPs.</p>"),
            FieldPanel("name_cy"),
            FieldPanel("vacant_since"),
        ],
        base_form_class=ConstituencyForm,
    )
    copy_view_enabled = False
    add_to_reference_index = False  # an import saves hundreds of rows, and each would be a task


class RepresentativeFilters(WagtailFilterSet):
    former = BooleanFilter("ended_on", lookup_expr="isnull", exclude=True, label="No longer an MP")

    class Meta:
        model = Representative
        fields = ["party", "source"]


class RepresentativeViewSet(ModelViewSet):
    model = Representative
    icon = "user"
    menu_label = "MPs"
    inspect_view_enabled = True
    list_display = [
        "name",
        "constituency",
        "party",
        DateColumn("started_on", label="Since"),
        DateColumn("ended_on", label="Until"),
        DateColumn("checked_at", label="Checked"),
    ]
    list_export = [
        "constituency.code",
        "constituency",
        "name",
        "party",
        "email",
        "started_on",
        "ended_on",
        "source",
        "checked_at",
    ]
    list_per_page = 50
    filterset_class = RepresentativeFilters
    search_fields = ["name", "constituency__name", "party"]
    copy_view_enabled = False
    add_to_reference_index = False  # an import saves hundreds of rows, and each would be a task
    edit_handler = ObjectList(
        [
            HelpPanel(
                "<p>History is kept: give the last MP an end date, save, then add the new one. The next sync with "
                "Parliament puts right what you wrote here where it differs.</p>"
            ),
            FieldPanel("constituency"),
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("full_title"), FieldPanel("address_as"), FieldPanel("email")],
                "The person",
            ),
            FieldRowPanel([FieldPanel("party"), FieldPanel("party_abbreviation")]),
            FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on")]),
            FieldPanel("member_id"),
        ],
        base_form_class=MemberForm,
    )


class OfficeFilters(WagtailFilterSet):
    closed = BooleanFilter("valid_to", lookup_expr="isnull", exclude=True, label="Closed")

    class Meta:
        model = GovernmentOffice
        fields = ["department", "source"]


class OfficeViewSet(ModelViewSet):
    model = GovernmentOffice
    icon = "mail"
    menu_label = "Government offices"
    inspect_view_enabled = True
    list_display = [
        "post",
        "department",
        "holder",
        DateColumn("checked_at", label="Checked"),
        DateColumn("valid_to", label="Closed"),
    ]
    list_export = [
        "department",
        "post",
        "salutation",
        "address",
        "postcode",
        "email",
        "contact_form",
        "holder",
        "holder_since",
        "source",
        "source_note",
        "checked_at",
    ]
    filterset_class = OfficeFilters
    search_fields = ["post", "department", "abbreviation", "holder"]
    copy_view_enabled = False
    add_to_reference_index = False  # an import saves hundreds of rows, and each would be a task
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("department"), FieldPanel("department_slug"), FieldPanel("abbreviation")], "The department"
            ),
            MultiFieldPanel([FieldPanel("post"), FieldPanel("salutation")], "The post"),
            MultiFieldPanel(
                [
                    FieldPanel("address"),
                    FieldPanel("postcode"),
                    FieldPanel("email"),
                    FieldPanel("contact_form"),
                    FieldPanel("source_note"),
                ],
                "Where letters go",
            ),
            FieldRowPanel([FieldPanel("holder"), FieldPanel("holder_since")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        ],
        base_form_class=WrittenByStaff,
    )


class DataImportViewSet(ModelViewSet):
    """What was imported. Nobody edits it: the commands' `--undo` puts an import back."""

    model = DataImport
    icon = "download"
    menu_label = "Imports"
    inspect_view_enabled = True
    inspect_template_name = "admin/places/import.html"
    inspect_view_fields = [
        "kind",
        "source",
        "checksum",
        "rows",
        "added",
        "changed",
        "ended",
        "imported_at",
        "undone_at",
    ]
    list_display = [
        "kind",
        "source",
        "rows",
        "added",
        "changed",
        "ended",
        DateColumn("imported_at", label="Imported"),
        DateColumn("undone_at", label="Undone"),
    ]
    list_filter = ["kind"]
    copy_view_enabled = False
    add_to_reference_index = False  # an import saves hundreds of rows, and each would be a task
    form_fields = ["source"]


class PlacesViewSetGroup(ModelViewSetGroup):
    menu_label = "Places"
    menu_icon = "globe"
    menu_order = 270
    items = (
        ConstituencyViewSet("constituencies", url_prefix="constituencies"),
        RepresentativeViewSet("representatives", url_prefix="representatives"),
        OfficeViewSet("offices", url_prefix="government-offices"),
        DataImportViewSet("imports", url_prefix="imports"),
    )
