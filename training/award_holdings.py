"""What is held about whoever holds awards, or gave them to others."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from people.holdings import Holding, Link, register
from people.models import Person
from training.models import Award, Extension, Revocation
from training.services import awards


def awards_of(person: Person) -> QuerySet[Award]:
    rows = Award.objects.filter(person=person).standing_on(timezone.localdate())
    return rows.select_related("course", "version").prefetch_related("extensions__undone", "revocations__reinstatement")


def export_award(row: Any) -> dict[str, Any]:
    return {
        "course": row.course.title,
        "version": row.version.number,
        "name_as_shown": row.name,
        "completed_on": row.issued_on,
        "valid_from": row.valid_from,
        "valid_until": row.end,
        "how": row.get_method_display(),
        "evidence": row.evidence,
        "today": row.get_standing_display(),
        "extended": [extension_in_words(each) for each in row.extensions.all()],
        "revoked": [revocation_in_words(each) for each in row.revocations.all()],
    }


def extension_in_words(row: Extension) -> str:
    undone = getattr(row, "undone", None)
    end = f"; undone {undone.on}: {undone.reason}" if undone else ""
    return f"{row.on} until {row.until}: {row.reason}{end}"


def revocation_in_words(row: Revocation) -> str:
    back = getattr(row, "reinstatement", None)
    end = f"; counts again from {back.on}: {back.reason}" if back else ""
    return f"from {row.on}: {row.reason}{end}"


def own_page(row: Any, number: int) -> list[Link]:
    return [Link("Your training", reverse("training_mine"))]


OWN = (
    Holding(
        model=Award,
        title="Training you completed",
        why="To show what you learnt, to you and to whom you show your certificate, and to tell you when it ends.",
        retention="Your name and the evidence until two years after it ran out; the dates as long as the course.",
        stays="That somebody learnt the course, when and where, with no name.",
        rows=awards_of,
        export=export_award,
        erase=awards.forget,
        moves="person",
        moved=awards.were_moved,
        links=own_page,
    ),
    Holding(
        model=Award,
        title="Training you confirmed for others",
        why="To know who says that somebody learnt the course.",
        retention="As long as the award.",
        stays="The award, without who confirmed it.",
        rows=lambda person: Award.objects.filter(by_person=person).select_related("course"),
        export=lambda row: {"course": row.course.title, "completed_on": row.issued_on, "confirmed_at": row.at},
        erase=awards.unsign,
        moves="by_person",
    ),
)


def register_own() -> None:
    register(*OWN)
