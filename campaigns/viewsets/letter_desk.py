"""The Whitehall desk: what waits, with reasons, and the screens on which staff decide about it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from campaigns.admin_forms.letter_desk import LetterFilters
from campaigns.admin_views import letter_deeds, letter_desk, letter_recipients, letter_screens
from campaigns.models import Letter
from campaigns.selectors import letter_desk as desk
from mail.viewsets import BoundedPaginator
from people.viewsets.listing import ListViewSet, MarkedIndexView, MomentColumn


class TickColumn(BaseColumn):
    """A box in each row, of the form above the list."""

    cell_template_name = "campaigns/admin/letters/tick_cell.html"


class LetterIndexView(MarkedIndexView):
    template_name = "campaigns/admin/letters/desk.html"
    paginator_class = BoundedPaginator
    default_ordering = "-pk"
    page_title = letter_desk.TITLE

    def get_base_queryset(self) -> QuerySet[Letter]:
        related = ("constituency_found", "constituency_chosen", "group")
        return Letter.objects.with_recipient().select_related(*related).defer("body", "postal_address")

    @cached_property
    def deeds(self) -> list[letter_deeds.Deed]:
        """What can be done about all in the queue that is shown."""
        may_decide = self.request.user.has_perm(letter_screens.CHANGE)
        return letter_deeds.of_queue(self.request.GET.get("queue", "")) if may_decide else []

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [column for column in super().columns if self.deeds or not isinstance(column, TickColumn)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        queue, counts = self.request.GET.get("queue", ""), desk.counts()
        return {
            **super().get_context_data(*args, **kwargs),
            "queue": queue,
            "tabs": [(key, label, counts[key]) for key, label in desk.CHOICES],
            "deeds": self.deeds,
            "list_query": self.request.GET.urlencode(),
        }

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        find = HeaderButton("Find", reverse("letter_desk:find"), icon_name="search")
        return [*super().header_buttons, find]


def name_of(letter: Letter) -> str:
    return letter.name or f"Letter {letter.pk}"


def state_of(letter: Letter) -> str:
    """With the reason, where it is held."""
    state = str(letter.get_state_display())
    return f"{state}: {letter.get_held_because_display()}" if letter.held_because else state


class LetterViewSet(ListViewSet):
    model = Letter
    icon = "mail"
    menu_label = letter_desk.TITLE
    index_view_class = LetterIndexView
    filterset_class = LetterFilters
    list_display = [
        TickColumn("tick", label="Tick"),
        TitleColumn(
            "name", label="From", accessor=name_of, get_url=lambda row: reverse("letter_desk:page", args=[row.pk])
        ),
        Column("to_whom", label="To"),
        Column("action", label="Action"),
        Column("state", label="State", accessor=state_of),
        MomentColumn("since", label="Since"),
        Column("constituency", label="Constituency"),
    ]
    list_export = [
        "pk",
        "action",
        "to_whom",
        "name",
        "postcode",
        "town",
        "constituency",
        "group",
        "language",
        "get_state_display",
        "get_held_because_display",
        "created_at",
        "confirmed_at",
        "get_channel_display",
        "sent_at",
        "sent_to",
    ]
    export_headings = {
        "to_whom": "To",
        "get_state_display": "State",
        "get_held_because_display": "Held because",
        "get_channel_display": "By",
    }
    export_filename = "letters"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", letter_desk.page, name="page"),
            path("find/", letter_desk.find, name="find"),
            path("choose/", letter_deeds.choose, name="choose"),
            path("decide/", letter_deeds.decide, name="decide"),
            path("recipients/", letter_recipients.page, name="recipients"),
        ]
