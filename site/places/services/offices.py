"""Posts in government that letters are written to: what a list says of them, and who holds them now."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from places.enums import DataKind, Source
from places.imports import ImportRefused
from places.models import DataImport, GovernmentOffice
from places.names import RANKS, department, plain, same_post
from places.services import checking
from places.services.changes import Ledger, one_at_a_time

WORDS = {
    "department": "name of the department",
    "salutation": "salutation",
    "address": "postal address",
    "postcode": "postcode",
    "email": "e-mail address",
    "contact_form": "contact form",
}


@dataclass(frozen=True)
class Office:
    """What a list says about a post; None where it doesn't say, and what we knew stays. An empty holder: nobody."""

    department: str
    post: str
    department_slug: str | None = None
    abbreviation: str | None = None
    salutation: str | None = None
    address: str | None = None
    postcode: str | None = None
    email: str | None = None
    contact_form: str | None = None
    holder: str | None = None
    holder_since: date | None = None
    source_note: str | None = None


@dataclass(frozen=True)
class HeldPost:
    """A post and who holds it now, as the Members API says."""

    post: str
    departments: tuple[str, ...]
    holders: tuple[tuple[str, date | None], ...]  # each with the first day


@dataclass(frozen=True)
class Department:
    """As GOV.UK says."""

    slug: str
    title: str
    is_closed: bool


@transaction.atomic
def record(*, offices: Sequence[Office], source: Source, name: str, checksum: str = "") -> DataImport:
    """Write what a list says: new posts are added, known ones changed, and none is ended. Raises ImportRefused."""
    one_at_a_time()
    ledger = Ledger()
    known = {office.pk: office for office in GovernmentOffice.objects.current().select_for_update()}
    checked = set()
    for office in offices:
        try:
            written = write(ledger, office, find(known.values(), office), source)
        except ValidationError as error:
            raise ImportRefused(f"{office.post}, {office.department}: {'; '.join(error.messages)}") from error
        known[written.pk] = written
        checked.add(written.pk)
    return close(ledger, checked, name, checksum, len(offices))


def find(known: Iterable[GovernmentOffice], office: Office) -> GovernmentOffice | None:
    """The post itself before one that the list may call by another of its names."""
    return max(
        (one for one in known if is_department(one, office) and same_post(one.post, office.post)),
        key=lambda one: (one.department_slug == office.department_slug, plain(one.post) == plain(office.post)),
        default=None,
    )


def is_department(known: GovernmentOffice, office: Office) -> bool:
    same_slug = known.department_slug == office.department_slug
    return same_slug or department(known.department) == department(office.department)


def write(ledger: Ledger, office: Office, known: GovernmentOffice | None, source: Source) -> GovernmentOffice:
    values = said(office) | {"source": source}
    if known is None:
        defaults = {"salutation": salutation(office.post), "department_slug": slugify(office.department)}
        new = GovernmentOffice(checked_at=timezone.now(), **(defaults | values))
        new.clean_fields()
        checking.add(ledger, new)
        ledger.say(f"{new}: added")
        return new
    del values["post"]  # a list may call it by another of its names
    if department(known.department) == department(office.department):
        del values["department"]
    changed = GovernmentOffice(**{**columns(known), **values})
    changed.clean_fields()
    words = [word for field, word in WORDS.items() if getattr(changed, field) != getattr(known, field)]
    if words:
        ledger.say(f"{known}: new {' and '.join(words)}")
    say_holder(ledger, known, changed.holder)
    ledger.change(known, **values)
    return known


def said(office: Office) -> dict[str, Any]:
    values = {key: value for key, value in asdict(office).items() if value is not None}
    return values if office.holder is None else values | {"holder_since": office.holder_since}


def columns(office: GovernmentOffice) -> dict[str, Any]:
    return {field.attname: getattr(office, field.attname) for field in office._meta.concrete_fields}


def salutation(post: str) -> str:
    """How a letter to a post begins where the list doesn't say."""
    name = plain(post)
    if name.startswith("secretary of state"):
        return "Dear Secretary of State"
    return f"Dear {post}" if name in {"prime minister", "attorney general", "solicitor general"} else "Dear Minister"


def say_holder(ledger: Ledger, office: GovernmentOffice, holder: str) -> None:
    if holder == office.holder:
        return
    if holder and office.holder:
        ledger.say(f"{office}: {holder} follows {office.holder}")
    else:
        ledger.say(f"{office}: {holder or f'{office.holder} no longer holds it'}")


@transaction.atomic
def compare(
    *, posts: Sequence[HeldPost], departments: Sequence[Department], name: str, close_departments: bool = False
) -> DataImport:
    """Bring holders and departments up to date; posts of closed departments end only where that is asked for."""
    one_at_a_time()
    ledger, checked = Ledger(), set()
    titles = {one.slug: one for one in departments}
    for office in GovernmentOffice.objects.current().select_for_update():
        listed = titles.get(office.department_slug)
        names = {department(name) for name in (office.department, listed.title if listed else "")}
        held = [post for post in posts if is_post(office, names, post)]
        compare_holder(ledger, office, held)
        compare_department(ledger, office, listed, close_departments=close_departments)
        if held or listed:
            checked.add(office.pk)
    return close(ledger, checked, name, "", len(posts) + len(departments))


def is_post(office: GovernmentOffice, departments: set[str], held: HeldPost) -> bool:
    """By department, under its old or its new name, and post; a post of no department by its own name."""
    if not held.departments:
        return plain(held.post) not in RANKS and same_post(office.post, held.post)
    return not departments.isdisjoint(map(department, held.departments)) and same_post(office.post, held.post)


def compare_holder(ledger: Ledger, office: GovernmentOffice, held: list[HeldPost]) -> None:
    if not held:
        ledger.say(f"{office}: not among the posts in the Members API, kept as it was")
        return
    holders = dict(holder for post in held for holder in post.holders)
    holder, since = next(iter(holders.items())) if len(holders) == 1 else ("", None)
    if len(holders) > 1:
        ledger.say(f"{office}: held by {len(holders)} people, so nobody is named")
    say_holder(ledger, office, holder)
    ledger.change(office, holder=holder, holder_since=since)


def compare_department(
    ledger: Ledger, office: GovernmentOffice, listed: Department | None, *, close_departments: bool
) -> None:
    if listed is None:
        ledger.say(f"{office}: GOV.UK lists no organisation “{office.department_slug}”")
        return
    if department(listed.title) != department(office.department):
        ledger.say(f"{office}: the department is now called {listed.title}")
        ledger.change(office, department=listed.title)
    if listed.is_closed:
        ledger.say(f"{office}: the department is closed" + ("" if close_departments else "; end it with --close"))
    if listed.is_closed and close_departments:
        ledger.end(office, valid_to=max(timezone.localdate(), office.valid_from or date.min))


def close(ledger: Ledger, checked: set[int], name: str, checksum: str, rows: int) -> DataImport:
    GovernmentOffice.objects.filter(pk__in=checked).update(checked_at=timezone.now())
    return ledger.close(kind=DataKind.OFFICES, source=name, checksum=checksum, rows=rows)
