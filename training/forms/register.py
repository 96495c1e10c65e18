"""What a register sends: a form without scripts, or marks of a device as JSON."""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from pages import victim_reports
from people import names
from training.selectors.attendance import Line
from training.services.marks import NewMark

MOST = 500  # marks in one request
UNREADABLE = "It could not be read."


class TooMany(ValueError):
    """More than one request may hold."""


class Read(NamedTuple):
    marks: list[NewMark]
    refused: dict[uuid.UUID, str]


def changed(lines: Iterable[Line], sent: QueryDict) -> list[NewMark]:
    """What somebody changed since the page was drawn: a tick set or taken out, an address put right."""
    now, ticked, before = timezone.now(), set(sent.getlist("came")), set(sent.getlist("was"))
    found = []
    for line in lines:
        email = without_report(sent.get(f"email-{line.key}", line.email).strip())
        is_ticked, was_ticked = line.key in ticked, line.key in before
        if is_ticked == was_ticked and email == line.email:
            continue
        came = is_ticked or (bool(line.came) and is_ticked == was_ticked)
        found.append(NewMark(uuid.uuid4(), came, now, line.booking_id, walk_in_of(line.key), line.name, email))
    return found


def walk_in_of(key: str) -> uuid.UUID | None:
    return uuid.UUID(key[1:]) if key.startswith("w") else None


def added(sent: QueryDict) -> NewMark | None:
    """Somebody who had not booked. Raises ValidationError for what is no name."""
    name, email = named(sent.get("name", "")), without_report(sent.get("email", "").strip())
    if not name and not email:
        return None
    return NewMark(uuid.uuid4(), True, timezone.now(), walk_in=uuid.uuid4(), name=name, email=email)


def read(body: bytes) -> Read:
    """Marks of a device. One that makes no sense holds up no other. Raises ValueError where nothing does."""
    sent = json.loads(body)
    if not isinstance(sent, list) or not all(isinstance(each, dict) for each in sent):
        raise ValueError(UNREADABLE)
    if len(sent) > MOST:
        raise TooMany
    found = Read([], {})
    for each in sent:
        key = as_uuid(each.get("id"))
        if key is None:
            continue
        try:
            found.marks.append(mark_of(key, each))
        except ValidationError as error:
            found.refused[key] = error.messages[0]
        except ValueError:
            found.refused[key] = UNREADABLE
    return found


def mark_of(key: uuid.UUID, each: Mapping[str, Any]) -> NewMark:
    of, came = text(each, "key"), each.get("came")
    booking = int(of[1:]) if of[:1] == "b" and of[1:].isascii() and of[1:].isdecimal() and len(of) < 18 else None
    walk_in = as_uuid(of[1:]) if of[:1] == "w" else None
    if not isinstance(came, bool) or (booking is None and walk_in is None):
        raise ValueError(UNREADABLE)
    name = named("".join(letter for letter in text(each, "name") if letter.isprintable())) if walk_in else ""
    email = without_report(text(each, "email").strip())
    return NewMark(key, came, moment(each), booking, walk_in, name, email)


def named(typed: str) -> str:
    """Raises ValidationError for what is no name."""
    if victim_reports.recognise(typed):
        words = _("This looks like a report about a person. We did not keep it. Tell the police or the helpline")
        raise ValidationError(words)
    return names.tidied(typed)


def without_report(email: str) -> str:
    """What is no address stays as typed, but for that."""
    return "" if victim_reports.recognise(email) else email


def moment(each: Mapping[str, Any]) -> datetime:
    found = parse_datetime(text(each, "at"))
    if found is None or timezone.is_naive(found):
        raise ValueError(UNREADABLE)
    return found


def text(each: Mapping[str, Any], name: str) -> str:
    value = each.get(name, "")
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(UNREADABLE)
    return value


def as_uuid(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except (ValueError, AttributeError, TypeError):
        return None
