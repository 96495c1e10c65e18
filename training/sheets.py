"""The signs on one sheet of paper."""

from django.utils.translation import gettext

from pages import paper, printing
from pages.enums import Kind
from pages.printing import Piece
from training.selectors import indicators


def signs() -> bytes:
    """Every live sign with its code, by kind."""
    head = paper.common(
        gettext("Signs to notice"),
        gettext("One sign alone proves nothing. Several together are a reason to ask for advice."),
    )
    return printing.one_page("signs", head, pieces(), paper.more_at(paper.address()))


def pieces() -> list[Piece]:
    found: list[Piece] = []
    for kind in Kind:
        if signs := indicators.of_kind(kind):
            found.append({"kind": "heading", "text": str(kind.label)})
            found += [{"kind": "sign", "code": sign.code, "text": sign.sentence} for sign in signs]
    return found
