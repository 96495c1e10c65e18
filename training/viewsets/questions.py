"""The banks of questions, in a list that is filtered by what is the matter with them."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton

from people.viewsets.listing import DayColumn, ListViewSet, MarkedIndexView
from training import permissions
from training.admin_views import questions as screens
from training.admin_views import updates
from training.models import Question
from training.selectors import questions


def difficulty(question: Question) -> str:
    statistic = getattr(question, "statistic", None)
    share = statistic.difficulty if statistic else None
    return "" if share is None else f"{share:.0%}"


def discrimination(question: Question) -> str:
    statistic = getattr(question, "statistic", None)
    found = statistic.discrimination if statistic else None
    return "" if found is None else f"{found:.2f}"


def answered(question: Question) -> int:
    statistic = getattr(question, "statistic", None)
    return statistic.answered if statistic else 0


def weakness(question: Question) -> str:
    return ", ".join(questions.weaknesses(getattr(question, "statistic", None)))


class QuestionFilters(WagtailFilterSet):
    course = django_filters.ModelChoiceFilter(
        label="Course", queryset=lambda request: questions.courses_with_bank(), empty_label="All"
    )
    module = django_filters.NumberFilter(label="Module")
    is_critical = django_filters.BooleanFilter(label="Safety-critical")
    weak = django_filters.BooleanFilter(label="Weak", method="is_weak")
    due = django_filters.BooleanFilter(label="Due for review", method="is_due")
    retired = django_filters.BooleanFilter("retired_at", lookup_expr="isnull", exclude=True, label="Retired")

    class Meta:
        model = Question
        fields = ["course", "module", "is_critical", "weak", "due", "retired"]

    def is_weak(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        found = Question.objects.weak().values("pk")
        return rows.filter(pk__in=found) if value else rows.exclude(pk__in=found)

    def is_due(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        found = questions.due().values("pk")
        return rows.filter(pk__in=found) if value else rows.exclude(pk__in=found)


class QuestionIndexView(MarkedIndexView):
    page_title = "Questions"
    default_ordering = ("course", "module", "pk")

    def get_base_queryset(self) -> QuerySet[Any]:
        return questions.bank()

    @property
    def header_buttons(self) -> list[Any]:
        if not permissions.may_keep_questions(self.request.user):
            return []
        return [HeaderButton("Write a question", url=reverse("training_questions:new"), icon_name="plus")]


class QuestionViewSet(ListViewSet):
    model = Question
    icon = screens.ICON
    menu_label = "Questions"
    index_view_class = QuestionIndexView
    filterset_class = QuestionFilters
    search_fields = ["text", "source"]
    list_display = [
        TitleColumn("text", label="Question", accessor=screens.title_of, get_url=screens.page_of, sort_key="text"),
        Column("course", label="Course"),
        Column("module", label="Module", sort_key="module"),
        BooleanColumn("is_critical", label="Safety-critical"),
        Column("answered", label="Answered", accessor=answered),
        Column("difficulty", label="Right", accessor=difficulty),
        Column("discrimination", label="Discrimination", accessor=discrimination),
        Column("weak", label="Weak", accessor=weakness),
        DayColumn("retired_at", label="Retired"),
    ]
    list_export = [
        "course.title",
        "module",
        "text",
        "is_critical",
        "source",
        "review_by",
        "answered",
        "right",
        "discrimination",
        "flag",
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", screens.Add.as_view(), name="new"),
            path("<int:pk>/", screens.page, name="page"),
            path("<int:pk>/change/", screens.Change.as_view(), name="change"),
            path("<int:pk>/retire/", screens.Retire.as_view(), name="retire"),
            path("<int:pk>/bring-back/", screens.BringBack.as_view(), name="bring_back"),
        ]


class UpdateMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_see_questions(request.user)


class UpdateViewSet(ViewSet):
    """Safety-critical facts that changed, and who was asked about them."""

    icon = updates.ICON
    menu_label = updates.TITLE

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return UpdateMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", updates.every, name="index"),
            path("<int:pk>/", updates.holders, name="holders"),
            path("facts/<int:pk>/ask/", updates.Ask.as_view(), name="ask"),
            path("facts/<int:pk>/leave/", updates.Leave.as_view(), name="leave"),
        ]
