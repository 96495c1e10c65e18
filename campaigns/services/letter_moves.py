"""The one place that changes the state of letters, by the table of letter_life. Every move is kept, and told once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns import letter_life
from campaigns.letter_enums import LetterState
from campaigns.models import Letter, LetterStep
from people.models import User

AT_ONCE = 1000  # rows in one statement


@transaction.atomic
def move(
    letters: Iterable[int],
    name: str,
    *,
    by: User | None = None,
    because: str = "",
    note: str = "",
    **fields: Any,
) -> list[int]:
    """Move those of these letters (by their keys) that stand where this move begins; returns which those were.

    `because` is a HeldBecause, of "hold" alone. `fields` are other columns that change with the state. What is in any
    other state is left alone, so that of two who move a letter at once one does. Raises KeyError for no such move.
    """
    step = letter_life.MOVES[name]
    locked = Letter.objects.select_for_update(of=("self",)).filter(pk__in=list(letters), state__in=step.since)
    rows = list(locked.order_by("pk").values_list("pk", "confirmed_at", "name"))
    moved = [pk for pk, _, _ in rows]
    now = timezone.now()
    changes = {"state": step.to, "since": now, "held_because": because if step.to == LetterState.HELD else "", **fields}
    Letter.objects.filter(pk__in=moved).update(**changes)
    LetterStep.objects.bulk_create(
        [
            LetterStep(
                letter_id=pk,
                move=name,
                state=step.to,
                because=because,
                note=note[:300],
                by=by,
                at=now,
                # Whoever never confirmed may not be the owner of the address; whoever has no name here was erased.
                to_tell=step.tells and confirmed_at is not None and writer != "",
            )
            for pk, confirmed_at, writer in rows
        ],
        batch_size=AT_ONCE,
    )
    return moved
