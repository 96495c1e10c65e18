"""What came back to letters: a list without texts, and what is done with one on screens of our own."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from campaigns.admin_forms.letter_desk import AnswerFilters
from campaigns.admin_views import letter_answers as screens
from campaigns.models import LetterAnswer
from campaigns.selectors import letter_desk
from mail.viewsets import BoundedPaginator
from people.viewsets.listing import ListViewSet, MarkedIndexView, MomentColumn


class TickColumn(BaseColumn):
    cell_template_name = "campaigns/admin/letters/tick_cell.html"


class AnswerIndexView(MarkedIndexView):
    template_name = "campaigns/admin/letters/answers.html"
    paginator_class = BoundedPaginator
    default_ordering = "-pk"
    page_title = screens.TITLE

    def get_base_queryset(self) -> QuerySet[LetterAnswer]:
        related = ("letter__action", "letter__office", "letter__seat")
        return LetterAnswer.objects.select_related(*related).defer("text", "subject", "letter__body")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        may_change = self.request.user.has_perm(screens.CHANGE)
        unseen = letter_desk.unseen_answers().count()
        return {**super().get_context_data(*args, **kwargs), "may_change": may_change, "unseen": unseen}


class LetterAnswerViewSet(ListViewSet):
    model = LetterAnswer
    icon = "comment"
    menu_label = screens.TITLE
    index_view_class = AnswerIndexView
    filterset_class = AnswerFilters
    list_display = [
        TickColumn("tick", label="Tick"),
        TitleColumn(
            "answer",
            label="Answer",
            accessor="pk",
            get_url=lambda row: reverse("letter_answers:page", args=[row.pk]),
        ),
        Column("from", label="From", accessor="letter.to_whom"),
        Column("action", label="Action", accessor="letter.action"),
        Column("sort", label="Sort", accessor="get_sort_display"),
        MomentColumn("received_at", label="Came"),
        MomentColumn("seen_at", label="Dealt with"),
        Column("publication", label="Publication", accessor="get_publication_display"),
    ]
    list_export = [
        "pk",
        "letter.action",
        "letter.to_whom",
        "get_sort_display",
        "domain",
        "received_at",
        "passed_on_at",
        "seen_at",
        "get_publication_display",
    ]
    export_headings = {
        "letter.to_whom": "From",
        "get_sort_display": "Sort",
        "get_publication_display": "Publication",
    }
    export_filename = "answers"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", screens.page, name="page"),
            path("seen/", screens.seen, name="seen"),
            path("<int:pk>/ask/", screens.AskStep.as_view(), name="ask"),
            path("<int:pk>/publish/", screens.PublishStep.as_view(), name="publish"),
            path("<int:pk>/take-down/", screens.TakeDownStep.as_view(), name="take_down"),
        ]
