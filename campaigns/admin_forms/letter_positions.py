from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm

from campaigns.letter_enums import Stand
from campaigns.models import CampaignPage, Position
from places.models import Representative


class SeatedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """MPs with their seat, by which staff know them."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.constituency}: {obj}"


def members() -> QuerySet[Representative]:
    return Representative.objects.current().select_related("constituency").order_by("constituency__name")


class PositionForm(WagtailAdminModelForm):
    representative = SeatedChoice(members(), label="MP")
    source_url = forms.URLField(label="Where it can be read", required=False, max_length=200, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["representative"].queryset = Representative.objects.select_related("constituency")
            self.fields["representative"].disabled = True

    def save(self, commit: bool = True) -> Any:
        if self.instance.noted_by_id is None:
            self.instance.noted_by = self.for_user
        return super().save(commit)

    class Meta:
        model = Position
        fields = ("campaign", "representative", "stand", "evidence", "source_url", "noted_on")


def parties() -> list[tuple[str, str]]:
    names = Representative.objects.current().exclude(party="").order_by("party").values_list("party", flat=True)
    return [(name, name) for name in names.distinct()]


class PositionFilters(WagtailFilterSet):
    campaign = django_filters.ModelChoiceFilter(queryset=CampaignPage.objects.all())
    stand = django_filters.ChoiceFilter(choices=Stand.choices, empty_label="All")
    party = django_filters.ChoiceFilter("representative__party", label="Party", choices=parties, empty_label="All")
    former = django_filters.BooleanFilter(
        "representative__ended_on", lookup_expr="isnull", exclude=True, label="No longer an MP"
    )

    class Meta:
        model = Position
        fields = ["campaign", "stand", "party", "former"]


class PasteForm(forms.Form):
    campaign = forms.ModelChoiceField(CampaignPage.objects.all(), empty_label="Choose")
    table = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 12}),
        strip=False,
        help_text="With a first line that names the columns: constituency or MP, stand, evidence, url.",
    )
