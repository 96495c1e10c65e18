"""What an officer does about one person, each on a screen of its own that says what will happen."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from people import permissions
from people.admin_forms import Because, CorrectName, Erase, PlaceHold, WithReason
from people.admin_views.people import INDEX, person_or_404
from people.admin_views.screens import Step
from people.enums import Access
from people.selectors import records
from people.services import access, desk, holds, people


class PersonStep(Step):
    def allowed(self) -> bool:
        return permissions.may_change_people(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.person = person_or_404(kwargs["pk"])

    def context(self) -> dict[str, Any]:
        access.record(Access.VIEWED, by=self.by, person=self.person)
        return {}

    def trail(self) -> list[tuple[str, str]]:
        page = reverse("desk_people:person", args=[self.person.pk])
        return [(reverse(INDEX), "People"), (page, f"Person {self.person.pk}")]


class CorrectNameStep(PersonStep):
    title, button, form_class = "Correct the name", "Correct it", CorrectName

    def initial(self) -> dict[str, Any]:
        return {"name": self.person.name}

    def explanation(self) -> list[str]:
        return ["What was signed or issued under the old name keeps it."]

    def act(self, values: dict[str, Any]) -> str:
        desk.correct_name(person=self.person, by=self.by, **values)
        return "The name is corrected."


class ObjectStep(PersonStep):
    title, button, form_class = "Record an objection", "Stop all news and appeals", WithReason

    def explanation(self) -> list[str]:
        shared = "Somebody else uses the same address, and will get no more news or appeals there either."
        return [
            "Every permission to write ends now. What waits to be sent by one is cancelled, and no news or appeals "
            "go to any address of theirs. Answers to what they ask for, such as a code, still do.",
            *([shared] if people.is_shared(self.person) else []),
        ]

    def act(self, values: dict[str, Any]) -> str:
        desk.record_objection(person=self.person, by=self.by, **values)
        return "The objection is recorded. They get no more news or appeals."


class HoldStep(PersonStep):
    title, button, icon, form_class = "Place a legal hold", "Place the hold", "lock", PlaceHold

    def allowed(self) -> bool:
        return permissions.may_hold(self.request.user)

    def explanation(self) -> list[str]:
        return ["Until the hold is lifted nothing about this person is erased: by nobody, nor when its time is over."]

    def act(self, values: dict[str, Any]) -> str:
        holds.place(person=self.person, by=self.by, **values)
        return "The legal hold is in force."


class ReleaseStep(PersonStep):
    title, button, icon = "Lift the legal hold", "Lift the hold", "lock-open"

    def allowed(self) -> bool:
        return permissions.may_hold(self.request.user)

    def explanation(self) -> list[str]:
        return ["What has been kept longer than the periods allow may then be erased the next night."]

    def act(self, values: dict[str, Any]) -> str:
        hold = records.hold_on(self.person)
        lifted = hold is not None and holds.lift(person=hold.person, by=self.by)
        return "The legal hold is lifted." if lifted else "It was lifted before."


class EraseStep(PersonStep):
    title, button, icon, form_class, grave = "Erase", "Erase for good", "bin", Erase, True
    template = "erase"

    def allowed(self) -> bool:
        return permissions.may_erase_people(self.request.user)

    def explanation(self) -> list[str]:
        return [
            "Names, addresses and words of theirs are blanked, also in records merged into this one, their login is "
            "closed, and messages that have not left are cancelled. Counts stay right: a signature is still counted, "
            "with no name. What the law lets us keep as evidence stays without a name, for the time that is said here."
        ]

    def context(self) -> dict[str, Any]:
        held = {"held": records.how_many(self.person), "hold": records.hold_on(self.person)}
        return {**super().context(), **held}

    def act(self, values: dict[str, Any]) -> str:
        desk.erase(person=self.person, by=self.by, reason=values["reason"])
        return "What was held is erased."


class LiftStep(PersonStep):
    """Write to an address again that was not to be written to."""

    title, button, icon, form_class = "Write to this address again", "Lift the suppression", "mail", Because

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.suppression = get_object_or_404(records.suppressions_of(self.person), pk=kwargs["suppression"])

    def explanation(self) -> list[str]:
        which = self.suppression.address.typed if self.suppression.address else "It"
        reason = self.suppression.get_reason_display()
        return [
            f"{which} is not written to because: {reason}. Lift it only if they asked for that, or the cause is gone."
        ]

    def act(self, values: dict[str, Any]) -> str:
        desk.lift_suppression(person=self.person, suppression=self.suppression, by=self.by, because=values["reason"])
        return "The address is written to again."
