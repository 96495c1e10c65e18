from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField

from groups.enums import ActivityKind
from groups.forms.words import WordsField
from groups.models import Activity, Event
from groups.selectors import activities
from groups.services.activities import Details
from groups.services.photos import Photo, drawn_anew
from pages.forms import DescribedForm

LONGER = {"max_length": _("This is longer than %(limit_value)d characters. Shorten it")}
MOST_PEOPLE = 1_000_000
FIRST_DAY = date(2000, 1, 1)
MOST_BYTES, MOST_PIXELS = 10 * 1024 * 1024, 64_000_000
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)  # what Pillow raises for broken files
OF_PHOTO = ("photo", "shows", "permission", "is_agreed")


def today() -> date:
    return timezone.localdate(timezone=timezone.get_default_timezone())


class PhotoField(WagtailImageField):
    """With Wagtail's own checks of what a file claims and what it is, in words for leaders."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.max_upload_size, self.max_image_pixels = MOST_BYTES, MOST_PIXELS
        self.help_text = _("JPEG, PNG or WebP of at most 10 MB. We take out where and when it was taken")
        not_one = _("This is no photo that we can show. Choose a JPEG, PNG or WebP file")
        names = ("invalid_image", "invalid_image_extension", "invalid_image_known_format", "invalid", "missing")
        self.error_messages.update(dict.fromkeys(names, not_one))
        self.error_messages["empty"] = _("This file is empty. Choose the photo again")
        self.error_messages["file_too_large"] = _("This file has more than 10 MB. Choose a smaller one")
        self.error_messages["file_too_many_pixels"] = _("This photo has too many pixels. Choose a smaller one")

    def to_python(self, data: Any) -> Any:
        """Wagtail unpacks the whole picture to count its pixels, so what its head says is read before."""
        if data in self.empty_values:
            return None
        try:
            self.refuse_large(data)
            return super().to_python(data)
        except UNREADABLE as error:
            raise self.refusal("invalid_image") from error

    def refuse_large(self, data: Any) -> None:
        if data.size > self.max_upload_size:
            raise self.refusal("file_too_large")
        with Image.open(data) as sent:
            width, height = sent.size
            if width * height * getattr(sent, "n_frames", 1) > self.max_image_pixels:
                raise self.refusal("file_too_many_pixels")
        data.seek(0)

    def refusal(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code)


class ActivityForm(DescribedForm):
    """What a leader says of something that the group did."""

    title = WordsField(
        label=_("What did you do?"),
        max_length=120,
        help_text=_("Everybody can read it on your group's page. For example: Stall at the freshers' fair"),
        error_messages={"required": _("Say what you did"), **LONGER},
    )
    kind = forms.ChoiceField(label=_("What was it?"), choices=ActivityKind)
    on = forms.DateField(
        label=_("Day"),
        error_messages={"required": _("Enter the day"), "invalid": _("Enter a day, like 2026-03-14")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    people_reached = forms.IntegerField(
        label=_("How many people did you reach?"),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=_("Those who came or talked with you, as well as you can tell. Everybody sees the sum of all"),
        error_messages={
            "invalid": _("Enter a whole number"),
            "min_value": _("Enter nought or more"),
            "max_value": _("Enter at most a million"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    materials = WordsField(
        label=_("What did you hand out or show?"), max_length=300, required=False, error_messages=LONGER
    )
    description = WordsField(
        label=_("How did it go?"),
        max_length=2000,
        required=False,
        help_text=_("Only those who lead your group and the charity read it. No names of people"),
        error_messages=LONGER,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    photo = PhotoField(label=_("Photo"), required=False)
    shows = WordsField(
        label=_("What does the photo show?"),
        max_length=200,
        required=False,
        help_text=_("For people who can't see it. No names"),
        error_messages=LONGER,
    )
    permission = WordsField(
        label=_("Who in it agreed, and how?"),
        max_length=300,
        required=False,
        help_text=_("For example: all four signed our form. For whoever is under 18, a parent agreed too"),
        error_messages=LONGER,
    )
    is_agreed = forms.BooleanField(
        label=_("Everybody who can be recognised in it agreed that it stands on our website"), required=False
    )
    drop_photo = forms.BooleanField(label=_("Delete the photo that stands there now"), required=False)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come. Plan it as an event"))
        if day < FIRST_DAY:
            raise forms.ValidationError(_("Enter a day after 1 January 2000"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("photo"):
            self.ask_for_permission(cleaned)
            self.draw(cleaned)
        if self.errors and self.files.get("photo") and "photo" not in self.errors:
            self.add_error("photo", _("Choose the photo again: it was not kept"))
        return cleaned

    def ask_for_permission(self, cleaned: dict[str, Any]) -> None:
        needed = {
            "shows": _("Say what the photo shows"),
            "permission": _("Say who agreed, and how, or leave the photo out"),
            "is_agreed": _("Without everybody's yes we can't take the photo. Leave it out"),
        }
        for name, words in needed.items():
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, words)

    def draw(self, cleaned: dict[str, Any]) -> None:
        try:
            cleaned["photo"] = drawn_anew(cleaned["photo"])
        except UNREADABLE:
            self.add_error("photo", _("This photo is broken. Choose another"))

    @property
    def details(self) -> Details:
        """After validation."""
        values = self.cleaned_data
        return Details(
            kind=ActivityKind(values["kind"]),
            on=values["on"],
            title=values["title"],
            description=values["description"],
            people_reached=values["people_reached"] or 0,
            materials=values["materials"],
        )

    @property
    def new_photo(self) -> Photo | None:
        """After validation."""
        values = self.cleaned_data
        return Photo(values["photo"], values["shows"], values["permission"]) if values["photo"] else None


def initial(activity: Activity) -> dict[str, Any]:
    return {name: getattr(activity, name) for name in Details._fields}


def initial_of_event(event: Event) -> dict[str, Any]:
    """As far as the event knows: its kinds are among those of activities."""
    return {
        "kind": event.kind,
        "on": timezone.localdate(event.starts_at, timezone.get_default_timezone()),
        "title": event.title,
        "people_reached": activities.came_to(event) or None,
    }
