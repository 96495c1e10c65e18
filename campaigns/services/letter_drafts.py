"""Letters while they are written: kept as one goes, for whoever has the link, and sealed for everybody else.

The key is made of the token in the link, which we don't keep, and of our own secret: neither the database nor the
link alone opens a draft. A text that looks like a report about a possible victim must be asked about first (`looks_
like_a_report`), since it may not be kept (ground rule 19).
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from campaigns.models import LetterAction, LetterDraft, TalkingPoint
from campaigns.services import fraud
from groups.models import CommunityGroup
from pages import victim_reports

MOST_POINTS = 5
# Where the writer's own words go. A letter can't be sent while one of them is left in it.
GAPS = (
    "[Say in your own words why this matters to you.]",
    "[How does this touch your work, your town or your faith?]",
    "[What would you like your reader to know about you?]",
)


@dataclass(frozen=True)
class Content:
    """What a draft holds: whom it is to, and what is written."""

    offices: tuple[int, ...] = ()
    constituency: str = ""  # the code of the writer's seat, where the letter is to their own MP
    is_chosen: bool = False  # by the writer from the list, and not found by the postcode
    postcode: str = ""
    points: tuple[int, ...] = ()  # that were put into the text
    language: str = "en"
    subject: str = ""
    text: str = ""
    is_no_report: bool = False  # as its writer says
    via: int = 0  # the mail-out by whose link they came


@dataclass(frozen=True)
class Opened:
    """A draft, opened with the link of its writer."""

    token: str
    draft: LetterDraft
    content: Content

    @property
    def action(self) -> LetterAction:
        return self.draft.action


@transaction.atomic
def start(*, action: LetterAction, group: CommunityGroup | None, content: Content) -> str:
    """Returns the token of its link: it stands nowhere else."""
    token = secrets.token_urlsafe(24)
    LetterDraft.objects.create(digest=digest(token), action=action, group=group, content=seal(token, content))
    return token


def open_with(token: str) -> Opened | None:
    """None where there is no such draft (any more), or where our secret has changed since."""
    draft = LetterDraft.objects.select_related("action", "group").filter(digest=digest(token)).first()
    content = unseal(token, bytes(draft.content)) if draft else None
    return Opened(token, draft, content) if draft and content else None


@transaction.atomic
def save(*, opened: Opened, content: Content) -> bool:
    """False where it was sent or thrown away meanwhile."""
    sealed = seal(opened.token, content)
    drafts = LetterDraft.objects.filter(pk=opened.draft.pk)
    return bool(drafts.update(content=sealed, touched_at=timezone.now()))


@transaction.atomic
def forget(*, opened: Opened) -> None:
    LetterDraft.objects.filter(pk=opened.draft.pk).delete()


def begun_with(points: Iterable[TalkingPoint]) -> str:
    """An editable draft: what the points begin with, each with room for the writer's own words."""
    return add("", points)


def add(text: str, points: Iterable[TalkingPoint]) -> str:
    parts = [text.strip()] if text.strip() else []
    gaps = sum(text.count(gap) for gap in GAPS)
    for number, point in enumerate(points, gaps):
        parts += [point.text.strip(), GAPS[number % len(GAPS)]]
    return "\n\n".join(parts or [GAPS[0]])


def has_gap(text: str) -> bool:
    return any(gap in text for gap in GAPS)


def without_gaps(text: str) -> str:
    """What is written so far. The gaps are our words, and would be counted as the writer's own."""
    for gap in GAPS:
        text = text.replace(gap, "")
    return text


def looks_like_a_report(subject: str, text: str, *, action: LetterAction) -> bool:
    """Whether what its writer added may speak of a possible victim; the action's own points speak of nobody."""
    ours = {fraud.loosely(point.text) for point in action.points.all()} | {fraud.loosely(gap) for gap in GAPS}
    own = [part for part in text.split("\n\n") if fraud.loosely(part) not in ours]
    words = "\n\n".join(own)
    return bool(victim_reports.recognise(words) or victim_reports.recognise(f"{subject}\n{words[:1000]}"))


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def key(token: str) -> Fernet:
    made = HKDF(hashes.SHA256(), length=32, salt=settings.FINGERPRINT_KEY.encode(), info=b"draft of a letter")
    return Fernet(urlsafe_b64encode(made.derive(token.encode())))


def seal(token: str, content: Content) -> bytes:
    return key(token).encrypt(json.dumps(asdict(content)).encode())


def unseal(token: str, sealed: bytes) -> Content | None:
    try:
        found: dict[str, Any] = json.loads(key(token).decrypt(sealed))
    except InvalidToken:
        return None
    known = {field.name for field in fields(Content)}
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in found.items() if name in known
    }
    return Content(**given)
