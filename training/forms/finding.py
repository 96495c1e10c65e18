from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm
from places.enums import Outcome
from places.forms import LONGEST_POSTCODE
from places.selectors.places import Place, locate
from training.enums import Way, When
from training.models import Course
from training.selectors.sessions import Wanted


class FindForm(DescribedForm):
    """Where, what, how and when. Only the postcode is not kept in the address of what is found."""

    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=LONGEST_POSTCODE,
        required=False,
        help_text=_("Of your home or any other place, like LS1 4DY. We don't keep it"),
        error_messages={"max_length": _("Enter a full UK postcode, like LS1 4DY")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    course = forms.ModelChoiceField(
        Course.objects.listed().order_by("order", "title"),
        to_field_name="slug",
        label=_("Course"),
        required=False,
        empty_label=_("Any course"),
        error_messages={"invalid_choice": _("Choose a course from the list")},
    )
    way = forms.ChoiceField(label=_("How"), choices=[("", _("In person or online")), *Way.choices], required=False)
    when = forms.ChoiceField(label=_("When"), choices=[("", _("Any time")), *When.choices], required=False)
    place: Place | None = None

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"]
        self.place = locate(postcode=typed) if typed else None
        if self.place and self.place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(self.place.hint)
        return self.place.postcode if self.place else ""

    @property
    def wanted(self) -> Wanted:
        """What of it was understood."""
        found = getattr(self, "cleaned_data", {})
        return Wanted(
            found.get("course"),
            Way(found["way"]) if found.get("way") else None,
            When(found["when"]) if found.get("when") else None,
        )

    @property
    def asked(self) -> dict[str, str]:
        """For the address of what is found: without the postcode."""
        wanted = self.wanted
        return {
            name: value
            for name, value in (
                ("course", wanted.course.slug if wanted.course else ""),
                ("way", wanted.way or ""),
                ("when", wanted.when or ""),
            )
            if value
        }
