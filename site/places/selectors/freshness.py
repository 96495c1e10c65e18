"""How old what we know about places is: postcodes and MPs go out of date without anybody noticing."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min
from django.utils import timezone

from places.enums import DataKind
from places.models import Constituency, DataImport, GovernmentOffice, Outcode, Representative

# The ONS publishes its postcode directories every three months; by-elections and reshuffles come at any time.
POSTCODES_KEEP, MEMBERS_KEEP, OFFICES_KEEP = timedelta(days=120), timedelta(days=31), timedelta(days=31)


@dataclass(frozen=True)
class Fresh:
    """One kind of data: a sentence about how old it is, and what to do about it where it is too old or missing."""

    title: str
    sentence: str
    to_do: str = ""


def all_kinds() -> list[Fresh]:
    return [postcodes(), members(), offices()]


def postcodes() -> Fresh:
    title, to_do = "Postcodes", "Have the newest ONS Postcode Directory imported: manage.py import_postcodes."
    last = DataImport.objects.standing().filter(kind=DataKind.POSTCODES).first()
    if last is None or not Outcode.objects.filter(postcodes__gt=0).exists():
        return Fresh(title, "None imported: people choose their constituency themselves.", to_do)
    age = timezone.now() - last.imported_at
    sentence = f"{last.rows:,} from {last.source}, imported {days_ago(age)}."
    return Fresh(title, sentence, to_do if age > POSTCODES_KEEP else "")


def members() -> Fresh:
    title, to_do = "Members of Parliament", "Have them compared with Parliament: manage.py sync_representatives."
    current = Representative.objects.current()
    oldest = current.aggregate(oldest=Min("checked_at"))["oldest"]
    if oldest is None:
        return Fresh(title, "None known: visitors are sent to Parliament's own search.", to_do)
    seats = Constituency.objects.current()
    vacant = seats.filter(vacant_since__isnull=False).exclude(representatives__in=current).count()
    missing = seats.count() - current.filter(constituency__valid_to=None).count() - vacant
    age = timezone.now() - oldest
    sentence = f"Checked {days_ago(age)}. {vacant} {'seat is' if vacant == 1 else 'seats are'} vacant"
    sentence += f", {missing} without an MP on record." if missing else "."
    return Fresh(title, sentence, to_do if age > MEMBERS_KEEP or missing else "")


def offices() -> Fresh:
    title, to_do = "Government offices", "Have them compared with GOV.UK: manage.py sync_offices."
    current = GovernmentOffice.objects.current()
    oldest = current.aggregate(oldest=Min("checked_at"))["oldest"]
    if oldest is None:
        return Fresh(title, "None known yet: letters to ministers need them.", "Add them here or import a list.")
    age = timezone.now() - oldest
    number = current.count()
    sentence = f"{number} {'office' if number == 1 else 'offices'}, the oldest checked {days_ago(age)}."
    return Fresh(title, sentence, to_do if age > OFFICES_KEEP else "")


def days_ago(age: timedelta) -> str:
    if age.days < 1:
        return "today"
    return "yesterday" if age.days == 1 else f"{age.days} days ago"
