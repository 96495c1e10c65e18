from typing import Any, NamedTuple

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


class Offer(NamedTuple):
    """A box, the field that says which words stood beside it, and what ticking it agrees to."""

    box: str
    wording: str
    purpose: Purpose


class Shown(NamedTuple):
    """An offer as a page shows it."""

    field: forms.BoundField
    wording: ConsentWording


class OffersNews(DescribedForm):
    """With a box for each purpose that nobody has ticked; without one where no words for it are published.

    What was shown is what counts, as above. Each box is an answer of its own.
    """

    offers = (
        Offer("news", "wording", Purpose.CAMPAIGN_NEWS),
        Offer("updates", "updates_wording", Purpose.PETITION_UPDATES),
    )
    news = forms.BooleanField(required=False)
    updates = forms.BooleanField(required=False)
    wording = forms.CharField(required=False, widget=forms.HiddenInput)
    updates_wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        self.words: dict[str, ConsentWording] = {}  # by the name of the box
        self.were_shown: set[str] = set()
        for offer in self.offers:
            sent = wordings.once_shown(data.get(offer.wording), purpose=offer.purpose) if data is not None else None
            words = sent or wordings.current(offer.purpose)
            if words is not None:
                self.words[offer.box] = words
            if sent is not None:
                self.were_shown.add(offer.box)
        super().__init__(data, **options)
        for offer in self.offers:
            if offer.box in self.words:
                self.initial[offer.wording] = self.words[offer.box].pk
            else:
                del self.fields[offer.box], self.fields[offer.wording]

    def clean_news(self) -> bool:
        return self.as_shown(self.offers[0])

    def clean_updates(self) -> bool:
        return self.as_shown(self.offers[1])

    def as_shown(self, offer: Offer) -> bool:
        ticked: bool = self.cleaned_data[offer.box]
        if ticked and offer.box in self.words and offer.box not in self.were_shown:
            sent = {field: self.data.get(field) for field in self.fields}
            self.data = {**sent, offer.wording: str(self.words[offer.box].pk), offer.box: ""}
            raise forms.ValidationError(_("These words have changed. Read them, and tick the box again if you agree"))
        return ticked

    @property
    def shown_offers(self) -> list[Shown]:
        return [Shown(self[box], wording) for box, wording in self.words.items()]

    @property
    def agreed_to(self) -> tuple[ConsentWording, ...]:
        """After validation: the words beside the boxes that its sender ticked."""
        return tuple(words for box, words in self.words.items() if self.cleaned_data.get(box))
