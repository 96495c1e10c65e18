"""The two pages that stand one step from every page: for a reader in distress, and for one who is worried."""

from typing import NamedTuple

from pages import outline


class Routes(NamedTuple):
    """Their addresses; None where nobody chose a page, or where it is not public."""

    if_this_is_you: str | None
    if_you_are_worried: str | None


def current() -> Routes:
    """From the outline, which reads them with the site: they cost no query of their own."""
    known = outline.current()
    chosen = getattr(known.site, "safetyroutes", None)
    return Routes(
        if_this_is_you=address(chosen and chosen.if_this_is_you_id),
        if_you_are_worried=address(chosen and chosen.if_you_are_worried_id),
    )


def address(pk: int | None) -> str | None:
    known = outline.current()
    page = known.pages.get(pk or 0)
    return known.address(known.localized(page)) if page else None
