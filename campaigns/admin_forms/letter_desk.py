"""Which letters, and why: the forms of the desk for letters."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminDateInput

from campaigns.letter_enums import AnswerSort, HeldBecause, LetterState, Publication
from campaigns.models import Letter, LetterAction, LetterAnswer
from campaigns.selectors import letter_desk
from campaigns.services.letter_desk import REASONS
from groups.models import CommunityGroup
from places.models import Constituency, GovernmentOffice

MOST_KEY_DIGITS = 18
NO_NAMES = "Staff read it. Name nobody."


def keys(given: list[str]) -> list[int]:
    """Of what was ticked; whatever is no key is left out."""
    return [int(pk) for pk in given if pk.isascii() and pk.isdecimal() and len(pk) <= MOST_KEY_DIGITS]


def offices(request: object = None) -> QuerySet[GovernmentOffice]:
    return GovernmentOffice.objects.filter(letters__isnull=False).distinct().order_by("department", "post")


class LetterFilters(WagtailFilterSet):
    queue = django_filters.ChoiceFilter(label="Queue", choices=letter_desk.CHOICES, empty_label="All", method="waits")
    action = django_filters.ModelChoiceFilter(queryset=LetterAction.objects.all())
    state = django_filters.ChoiceFilter(label="State", choices=LetterState.choices, empty_label="All")
    held_because = django_filters.ChoiceFilter(label="Held because", choices=HeldBecause.choices, empty_label="All")
    office = django_filters.ModelChoiceFilter(label="To the office", queryset=offices)
    seat = django_filters.ModelChoiceFilter(label="To the MP for", queryset=Constituency.objects.current())
    home = django_filters.ModelChoiceFilter(
        label="Writer's constituency", queryset=Constituency.objects.current(), method="lives_in"
    )
    group = django_filters.ModelChoiceFilter(label="By the link of", queryset=CommunityGroup.objects.all())
    written = django_filters.DateFromToRangeFilter(
        field_name="created_at", label="Written", widget=DateRangePickerWidget
    )

    class Meta:
        model = Letter
        fields = ["queue", "action", "state", "held_because", "office", "seat", "home", "group", "written"]

    def waits(self, rows: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return letter_desk.in_queue(rows, value)

    def lives_in(self, rows: QuerySet[Letter], name: str, value: Constituency) -> QuerySet[Letter]:
        found = Q(constituency_chosen=None, constituency_found=value)
        return rows.filter(Q(constituency_chosen=value) | found)


class AnswerFilters(WagtailFilterSet):
    seen = django_filters.BooleanFilter("seen_at", lookup_expr="isnull", exclude=True, label="Dealt with")
    sort = django_filters.ChoiceFilter(label="Sort", choices=AnswerSort.choices, empty_label="All")
    publication = django_filters.ChoiceFilter(label="Publication", choices=Publication.choices, empty_label="All")
    action = django_filters.ModelChoiceFilter("letter__action", label="Action", queryset=LetterAction.objects.all())
    office = django_filters.ModelChoiceFilter("letter__office", label="Of the office", queryset=offices)

    class Meta:
        model = LetterAnswer
        fields = ["seen", "sort", "publication", "action", "office"]


class Note(forms.Form):
    note = forms.CharField(max_length=200, required=False, help_text=NO_NAMES)


class Why(forms.Form):
    note = forms.CharField(label="Reason", max_length=200, help_text=NO_NAMES)


class Refusal(forms.Form):
    reason = forms.ChoiceField(choices=[("", "Choose"), *REASONS.items()])
    note = forms.CharField(max_length=200, required=False, help_text=NO_NAMES)


class Find(forms.Form):
    words = forms.CharField(
        label="Name, postcode or email address",
        min_length=3,
        max_length=254,
        help_text="Part of a name will do; a postcode or an address has to be whole. That you searched is logged.",
    )
    action = forms.ModelChoiceField(LetterAction.objects.all(), required=False, empty_label="All actions")


class Posted(forms.Form):
    on = forms.DateField(label="Posted on", widget=AdminDateInput)


class ShownText(forms.Form):
    text = forms.CharField(
        label="What is to be shown",
        max_length=20_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Take out whatever says who wrote the letter: names, towns, postcodes, addresses, references.",
    )
