"""The form in which staff write a petition. Its state is not on it: that changes by steps (services/life.py)."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from campaigns.models import Petition
from campaigns.services import life

WHY_FROZEN = (
    "People have signed under these words, so they stay. Put something right by a correction, shown with its day."
)
BACK_TO_DRAFT = "Changing this takes the petition back to a draft, to be approved anew."


class PetitionForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].required = False
        self.fields[
            "addressee"
        ].help_text = 'Who is asked, for example "The Home Secretary". Empty: as the office is called.'
        if self.instance.pk:
            self.mark_words()

    def mark_words(self) -> None:
        is_frozen = life.is_frozen(self.instance)
        for name in life.WORDS:
            if is_frozen:
                self.fields[name].disabled = True
                self.fields[name].help_text = WHY_FROZEN
            elif self.instance.state in life.LOOKED_AT:
                self.fields[name].help_text = f"{self.fields[name].help_text} {BACK_TO_DRAFT}".strip()

    def clean_closes_on(self) -> date | None:
        """A day in the past would close it as of that day, and cut off whoever is still to confirm."""
        day: date | None = self.cleaned_data["closes_on"]
        if day is not None and "closes_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError("This day is over. To close it now there is a button on its page.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        office = cleaned.get("office")
        if not cleaned.get("addressee"):
            if office is None:
                raise forms.ValidationError({"addressee": "Say who is asked, or choose an office."})
            cleaned["addressee"] = life.addressee_of(office)
        return cleaned

    class Meta:
        model = Petition
        fields = (
            "title",
            "slug",
            "wording",
            "office",
            "addressee",
            "background",
            "goal",
            "closes_on",
            "takes_comments",
        )
