"""What groups agree to, version by version."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from groups.enums import GroupState
from groups.models import Agreement, CommunityGroup


class Part(NamedTuple):
    """Of a text against an earlier one: kept, added or taken out."""

    kind: str
    text: str


class Standing(NamedTuple):
    agreed: int  # approved groups that agreed to this version
    groups: int  # that are approved


def every() -> QuerySet[Agreement]:
    """With how many approved groups agreed to each."""
    agreed = Count("acceptances", filter=Q(acceptances__group__state=GroupState.APPROVED))
    return Agreement.objects.select_related("created_by").annotate(agreed=agreed)


def before(agreement: Agreement) -> Agreement | None:
    return Agreement.objects.filter(version__lt=agreement.version).first()


def standing(agreement: Agreement) -> Standing:
    approved = CommunityGroup.objects.approved()
    return Standing(approved.filter(acceptances__agreement=agreement).count(), approved.count())


def differences(old: Agreement, new: Agreement) -> list[Part]:
    """Line by line and, in lines that changed, word by word; what was taken out before what stands there instead."""
    parts: list[Part] = []
    for is_kept, before, after in matched(lines(old.text), lines(new.text)):
        if is_kept:
            parts.append(Part("kept", after))
            continue
        for is_same, out, added in matched(words(before), words(after)):
            parts += [Part("kept", added)] if is_same else [Part("out", out), Part("added", added)]
    return [part for part in parts if part.text]


def matched(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether a stretch is the same in both, and how it reads in each."""
    for kind, start, end, begin, finish in SequenceMatcher(None, old, new).get_opcodes():
        yield kind == "equal", "".join(old[start:end]), "".join(new[begin:finish])


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").splitlines(keepends=True)


def words(text: str) -> list[str]:
    """Each with the space after it."""
    return re.findall(r"\S+\s*|\s+", text)
