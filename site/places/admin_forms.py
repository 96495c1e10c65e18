"""Forms of Wagtail's admin: what staff write is theirs, and was checked when they wrote it."""

from hashlib import blake2b
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from places.enums import Source
from places.models import Constituency

CHANGED_MEANWHILE = (
    "An import or somebody else changed this while you had it open. Copy what you wrote, then open this screen again."
)
NOT_VACANT = "This constituency has an MP. Give that one an end first."


class OpenedOnce(WagtailAdminModelForm):
    """Refuses to write over what an import or somebody else saved while the screen stood open."""

    as_opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = fingerprint(model_to_dict(self.instance, self._meta.fields)) if self.instance.pk else ""
        self.fields["as_opened"].initial = self.stands

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("as_opened") not in ("", self.stands):
            raise forms.ValidationError(CHANGED_MEANWHILE)
        return cleaned


def fingerprint(values: dict[str, Any]) -> str:
    return blake2b(repr(sorted(values.items())).encode(), digest_size=16).hexdigest()


class ConstituencyForm(OpenedOnce):
    def clean_vacant_since(self) -> Any:
        vacant_since = self.cleaned_data["vacant_since"]
        if vacant_since and self.instance.representatives.filter(ended_on=None).exists():
            raise forms.ValidationError(NOT_VACANT)
        return vacant_since


class WrittenByStaff(OpenedOnce):
    def save(self, commit: bool = True) -> Any:
        self.instance.source = Source.BY_HAND
        self.instance.checked_at = timezone.now()
        return super().save(commit)


class MemberForm(WrittenByStaff):
    def save(self, commit: bool = True) -> Any:
        """Whoever takes the seat ends its vacancy."""
        if self.instance.ended_on is None:
            Constituency.objects.filter(pk=self.instance.constituency_id).update(vacant_since=None)
        return super().save(commit)
