"""What staff say in messages in their own words."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mail import characters, wording
from mail.kinds import Kind
from mail.models import MessageWording
from mail.wording import Slot


@transaction.atomic
def write(*, kind: Kind, slot: Slot, text: str, by: Any) -> MessageWording:
    """Say this part of a message in these words from now on; empty, or our own words, go back to ours.

    Raises ValidationError where the message could not be filled with what the words ask for.
    """
    words = characters.shown(text).strip()
    wording.check(slot, words)
    if words == slot.default:
        words = ""
    row, _ = MessageWording.objects.select_for_update().get_or_create(kind=kind.name, slot=slot.name)
    if row.text == words:
        return row
    before, row.text, row.changed_by = row.text, words, by
    row.save()
    log(row, "mail.wording", user=by, data={"slot": slot.name, "before": before, "after": words})
    return row


def go_back(*, kind: Kind, slot: Slot, by: Any) -> MessageWording:
    """Say it in our own words again."""
    return write(kind=kind, slot=slot, text="", by=by)
