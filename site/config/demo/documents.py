"""The documents of the resource library, made when the demonstration is loaded."""

import json
import re
from collections.abc import Callable

from config.demo.group_sheet import PIECES
from config.demo.learn_advice import WHAT_TO_DO
from config.demo.numbers_tables import nrm_by_year_csv
from pages import facts, paper, printing
from pages.blocks import BodyBlock
from training import sheets

Document = tuple[str, str, Callable[[], bytes]]  # title, file name, what makes its content
INLINE_FACT = re.compile(r"\{fact:([\w-]+)\}")
FACT_OF_A_FIGURE = re.compile(r'"fact": "([\w-]+)"')


def what_to_do() -> bytes:
    """From the page's data, since its own blocks are filled in later: they link to this very document."""
    stated = facts.by_key()
    printed = [{"type": name, "value": value} for name, value in WHAT_TO_DO["body"] if name in paper.PRINTED]
    body = INLINE_FACT.sub(lambda key: stated[key[1]].value, json.dumps(printed))
    body = FACT_OF_A_FIGURE.sub(lambda key: f'"fact": {stated[key[1]].pk}', body)
    head = paper.common(WHAT_TO_DO["title"], WHAT_TO_DO["summary"])
    pieces = list(paper.pieces_of(BodyBlock().to_python(json.loads(body))))
    return printing.one_page("page", head, pieces, paper.more_at(paper.address()))


def poster() -> bytes:
    head = paper.common(
        "Is somebody being made to work, or kept from leaving?",
        "It happens in ordinary streets. You don't need to be sure, and you need not give your name to the helpline.",
    )
    rules = [
        "If it is happening to you: it is not your fault. You can ring too.",
        "Don't step in and don't ask the person questions. It could put them in danger.",
    ]
    return printing.pdf("poster", {**head, "rules": rules})


def group_discussion() -> bytes:
    head = paper.common(
        "An hour together",
        "Questions for a group that wants to notice more. Choose five or six. Nobody needs to know anything before.",
    )
    return printing.one_page("page", head, PIECES, paper.more_at(paper.address()))


DOCUMENTS: dict[str, Document] = {
    "signs-sheet": ("Signs to notice", "signs-to-notice.pdf", sheets.signs),
    "what-to-do-sheet": ("What to do if you are worried", "what-to-do.pdf", what_to_do),
    "poster-helpline": ("Poster with the helpline", "poster-helpline.pdf", poster),
    "group-discussion-sheet": ("An hour together: a sheet for groups", "an-hour-together.pdf", group_discussion),
    "nrm-by-year": ("People referred by year", "people-referred-by-year.csv", nrm_by_year_csv),
}
