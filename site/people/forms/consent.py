from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm
from people import wordings
from people.enums import Purpose
from people.models import ConsentWording


class AsksForConsent(DescribedForm):
    """Says what its sender agrees to, and which version of the words it said.

    What was shown is what counts: a wording that was replaced meanwhile is still accepted.
    """

    asked_purpose = Purpose.CAMPAIGN_NEWS
    wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        sent = wordings.once_shown(data.get("wording"), purpose=self.asked_purpose) if data is not None else None
        self.shown: ConsentWording | None = sent or wordings.current(self.asked_purpose)
        self.was_shown = sent is not None
        super().__init__(data, **options)
        if self.shown is None:
            del self.fields["wording"]
        else:
            self.initial["wording"] = self.shown.pk


class OffersNews(AsksForConsent):
    """With a box for it that nobody has ticked; without one where no wording is published."""

    news = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if self.shown is None:
            del self.fields["news"]

    def clean_news(self) -> bool:
        ticked: bool = self.cleaned_data["news"]
        if ticked and self.shown is not None and not self.was_shown:
            sent = {field: self.data.get(field) for field in self.fields}
            self.data = {**sent, "wording": str(self.shown.pk), "news": ""}
            raise forms.ValidationError(_("These words have changed. Read them, and tick the box again if you agree"))
        return ticked

    @property
    def agreed_to(self) -> ConsentWording | None:
        """After validation: the words that its sender agreed to; None without a tick."""
        return self.shown if self.cleaned_data.get("news") else None
