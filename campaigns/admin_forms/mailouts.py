"""The form in which staff write a mail-out. Its state changes by steps alone."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminDateTimeInput

from campaigns import audiences
from campaigns.admin_forms import segment_taken
from campaigns.admin_forms.audience import AudienceField
from campaigns.mailout_clock import is_skipped
from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout, Segment
from campaigns.services import mailouts
from people.models import User

APPROVAL_GOES = "It was handed in or approved. Changing this makes it a draft again, which somebody hands in anew."
REST = "Whoever was sent a mail-out, or a message of a series, in the last so many days gets none. 0: no rest."
LONGEST_REASON = 300
MOST_COMPARED_HOURS, MOST_REST = 72, 365


class MailoutForm(WagtailAdminModelForm):
    conditions = AudienceField(label="Conditions", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rest_days"].help_text = REST
        if self.instance.pk and self.instance.state != MailoutState.DRAFT:
            for name in ("subject", "body", "purpose"):
                self.fields[name].help_text = f"{self.fields[name].help_text} {APPROVAL_GOES}".strip()

    def clean_rest_days(self) -> int:
        days: int = self.cleaned_data["rest_days"]
        if days > MOST_REST:
            raise forms.ValidationError("At most a year: whoever got anything since would never hear of this.")
        return days

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("second_subject"):
            self.check_comparison(cleaned)
        if (cleaned.get("held_out_percent") or 0) > 50:
            self.add_error("held_out_percent", "At most half of the audience can be left out.")
        self.check_purpose(cleaned)
        return cleaned

    def check_comparison(self, cleaned: dict[str, Any]) -> None:
        if cleaned["second_subject"] == cleaned.get("subject"):
            self.add_error("second_subject", "The two subjects are the same: there is nothing to compare.")
        if not 1 <= (cleaned.get("compared_percent") or 0) <= 100:
            self.add_error("compared_percent", "Compare them on 1 to 100 per cent of the audience.")
        if not 1 <= (cleaned.get("compared_hours") or 0) <= MOST_COMPARED_HOURS:
            self.add_error("compared_hours", f"Compare them for 1 to {MOST_COMPARED_HOURS} hours.")

    def check_purpose(self, cleaned: dict[str, Any]) -> None:
        """Conditions that say something of political opinions need a purpose that covers it."""
        try:
            why_not = audiences.refusal(audiences.parse(cleaned.get("conditions") or {}), cleaned.get("purpose", ""))
        except audiences.BadAudience:
            return  # the field says so itself
        if why_not:
            self.add_error("purpose", why_not)

    def keep(self, *, by: User) -> Mailout:
        """Raises Frozen."""
        plain = {field.name for field in Mailout._meta.concrete_fields}
        changed = plain.intersection(self.changed_data) | self.note_segment()
        return mailouts.save(self.instance, by=by, changed=changed)

    def note_segment(self) -> frozenset[str]:
        """Which fields say what the conditions began with, where they were taken in this form."""
        taken = segment_taken.read(self.data, self.add_prefix("conditions"))
        segment = Segment.objects.filter(pk=taken.segment_id).first() if taken else None
        if taken is None or segment is None:
            return frozenset()
        self.instance.segment, self.instance.segment_taken_at = segment, taken.at
        self.instance.segment_conditions = taken.conditions
        return mailouts.OF_SEGMENT


PANELS = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("slug"), FieldPanel("campaign"), FieldPanel("in_archive")],
            heading="What it is",
        ),
        MultiFieldPanel(
            [FieldPanel("purpose"), FieldPanel("conditions"), FieldPanel("rest_days")], heading="Whom it is for"
        ),
        MultiFieldPanel(
            [FieldPanel("subject"), FieldPanel("preheader"), FieldPanel("from_name"), FieldPanel("body")],
            heading="What its readers see",
        ),
        MultiFieldPanel(
            [
                FieldPanel("second_subject"),
                FieldRowPanel([FieldPanel("compared_percent"), FieldPanel("compared_hours")]),
                FieldPanel("held_out_percent"),
            ],
            heading="Comparing two subjects",
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("quiet_from"), FieldPanel("quiet_until")]), FieldPanel("warms_up")],
            heading="When it may leave",
            classname="collapsed",
        ),
    ],
    base_form_class=MailoutForm,
)


class Because(forms.Form):
    because = forms.CharField(label="Reason", max_length=LONGEST_REASON, help_text="Staff read it. Name nobody.")


class Approval(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput, required=False)


class OnTheWall(forms.DateTimeField):
    """A time as clocks in London show it, without its zone: also one that comes twice when the clocks go back."""

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):
            found: datetime | None = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


class Leaving(forms.Form):
    """At once, or at a time."""

    when = forms.ChoiceField(
        label="When it leaves",
        choices=[("now", "At once"), ("at", "At this time:")],
        widget=forms.RadioSelect,
        initial="now",
    )
    at = OnTheWall(
        label="Day and time", required=False, widget=AdminDateTimeInput, help_text="As clocks in London show it."
    )

    def clean_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        if at is not None and is_skipped(at):
            raise forms.ValidationError("The clocks go forward that night: there is no such time. Name another.")
        return at

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("when") == "at" and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", "Say when it leaves.")
        return cleaned


class FindReader(forms.Form):
    words = forms.CharField(
        label="Name or email address",
        min_length=3,
        max_length=254,
        help_text="Part of a name will do; an address has to be whole. That you searched is logged.",
    )
