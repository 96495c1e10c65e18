"""What whoever plans a session says of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.enums import EventKind
from groups.forms.event import EventForm
from groups.forms.registering import Boxes
from groups.models import CommunityGroup, Membership
from groups.services.events import Details
from pages.forms import DescribedForm
from people.models import Person
from training.models import CourseVersion, Session
from training.selectors import sessions as selectors
from training.services.places_for_members import MOST_AT_ONCE

MOST_NAMED = 500
GONE = _("Somebody whom you ticked is not in your group any more")
AGREES = _("The trainer agrees that everybody reads their name on the page of the session")


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: CourseVersion) -> str:
        return f"{obj.course.title}, {obj}"


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Person) -> str:
        return obj.name or str(_("No name"))


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Person) -> str:
        return obj.name or str(_("No name"))


def version_field(label: Any, versions: QuerySet[CourseVersion]) -> VersionField:
    return VersionField(
        versions.select_related("course").order_by("course__order", "course__title", "-number"),
        label=label,
        empty_label=_("Choose a course"),
        error_messages={"required": _("Choose the course"), "invalid_choice": _("Choose a course from the list")},
    )


class SessionForm(EventForm):
    """Of staff. The event's kind is known."""

    kind = None  # type: ignore[assignment]  # takes the field out
    shows_trainer = forms.BooleanField(label=AGREES, required=False)
    field_order = ("title", "version", "trainer", "shows_trainer")

    @staticmethod
    def details_of(values: dict[str, Any]) -> Details:
        return EventForm.details_of({**values, "kind": EventKind.TRAINING})


def session_form(known: Session | None = None) -> type[SessionForm]:
    """With the courses and trainers of today; a session keeps a version that another replaced."""
    versions = CourseVersion.objects.in_use()
    if known is not None:
        versions |= CourseVersion.objects.filter(pk=known.version_id)
    trainer = PersonField(
        selectors.all_trainers(on=timezone.localdate()),
        label=_("Who teaches it?"),
        empty_label=_("Choose a trainer"),
        help_text=_("Everybody who is accredited today. On the day of the session they must be, too"),
    )
    fields = {"version": version_field(_("Which course?"), versions), "trainer": trainer}
    return type("SessionForm", (SessionForm,), fields)


class TeachForm(DescribedForm):
    shows_trainer = forms.BooleanField(label=_("Everybody may read my name on its page"), required=False)


def teach_form(versions: Iterable[CourseVersion]) -> type[TeachForm]:
    """Of a leader who teaches one of these at an event that is planned already."""
    found = CourseVersion.objects.filter(pk__in=[version.pk for version in versions])
    return type("TeachForm", (TeachForm,), {"version": version_field(_("Which course do you teach there?"), found)})


class MembersForm(DescribedForm):
    def clean_people(self) -> list[Person]:
        chosen = list(self.cleaned_data["people"])
        if len(chosen) > MOST_AT_ONCE:
            raise forms.ValidationError(_("Tick at most %(number)d at once"), params={"number": MOST_AT_ONCE})
        return chosen


def of_group(group: CommunityGroup) -> QuerySet[Person]:
    """The first few hundred by name; a list that is cut can't be looked into, so the keys are read first."""
    live = Membership.objects.live().filter(group=group)
    named = Person.objects.filter(pk__in=live.values("person")).order_by("name", "pk")
    keys = list(named.values_list("pk", flat=True)[:MOST_NAMED])
    return named.filter(pk__in=keys).select_related("address")


def members_form(group: CommunityGroup) -> type[MembersForm]:
    """Whom of the group its leader asks for a place for."""
    people = PeopleField(
        of_group(group),
        label=_("Who would like to come?"),
        widget=Boxes,
        error_messages={"required": _("Tick somebody at least"), "invalid_choice": GONE, "invalid_pk_value": GONE},
    )
    return type("MembersForm", (MembersForm,), {"people": people})


def initial(session: Session) -> dict[str, Any]:
    return {
        "version": session.version_id,
        "trainer": session.trainer_id,
        "shows_trainer": session.shows_trainer,
    }
