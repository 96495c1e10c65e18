"""The forms in which staff write a series and each of its messages. Its state changes by steps alone."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from campaigns import audiences
from campaigns.admin_forms.audience import AudienceField
from campaigns.models import Petition, Series, SeriesStep
from campaigns.services import series as life
from people.models import User

MOST_DAYS = 730
OFFERED = 200  # petitions to choose from: the newest
APPROVAL_GOES = "Changing this stops the series until a second person has read it again."
STAYS = "It has run, so this stays as it is. Write another series instead."


class SeriesForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("petition", "stops_when_signed"):
            chosen = getattr(self.instance, f"{name}_id")
            newest = Petition.objects.order_by("-pk").values_list("pk", flat=True)[:OFFERED]
            keys = {*newest, *([chosen] if chosen else [])}
            self.fields[name].queryset = Petition.objects.filter(pk__in=keys).order_by("title")
        self.fields["petition"].help_text = "For signatures and milestones. Empty: any petition that is open."
        if self.instance.begins_at is not None:
            for name in life.FIXED:
                self.fields[name].disabled = True
                self.fields[name].help_text = STAYS
        if self.instance.state in life.LOOKED_AT:
            field = self.fields["stops_when_signed"]
            field.help_text = f"{field.help_text} {APPROVAL_GOES}"

    def keep(self, *, by: User) -> Series:
        """Raises Frozen."""
        plain = {field.name for field in Series._meta.concrete_fields}
        return life.save(self.instance, by=by, changed=plain.intersection(self.changed_data))


class MessageForm(WagtailAdminModelForm):
    conditions = AudienceField(
        label="Who of them gets it",
        required=False,
        help_text="Without conditions: everybody whom the series begins for.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wait_days"].widget.attrs["max"] = MOST_DAYS
        if self.instance.series_id and self.instance.series.state in life.LOOKED_AT:
            self.fields["subject"].help_text = APPROVAL_GOES

    def clean_wait_days(self) -> int:
        days: int = self.cleaned_data["wait_days"]
        if days > MOST_DAYS:
            raise forms.ValidationError("At most two years.")
        return days

    def clean_conditions(self) -> Any:
        told = self.cleaned_data["conditions"]
        if why_not := audiences.refusal(audiences.parse(told), self.instance.series.purpose):
            raise forms.ValidationError(why_not)
        return told

    def keep(self, *, by: User) -> SeriesStep:
        """Raises Frozen."""
        return life.save_step(self.instance, by=by)


PANELS = ObjectList(
    [
        MultiFieldPanel([FieldPanel("title"), FieldPanel("purpose")], heading="What it is"),
        MultiFieldPanel([FieldPanel("start"), FieldPanel("petition")], heading="What it begins with"),
        MultiFieldPanel([FieldPanel("stops_when_signed")], heading="What ends it for somebody"),
    ],
    base_form_class=SeriesForm,
)
MESSAGE_PANELS = ObjectList(
    [
        MultiFieldPanel([FieldPanel("wait_days"), FieldPanel("conditions")], heading="When, and to whom"),
        MultiFieldPanel(
            [FieldPanel("subject"), FieldPanel("preheader"), FieldPanel("body")], heading="What its readers see"
        ),
    ],
    base_form_class=MessageForm,
)
