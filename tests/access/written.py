"""What pages of letters answer to each role: those that everybody opens, and the briefs that staff and leaders do."""

from tests import factories
from tests.access.expected import Expected, everybody
from tests.access.whitehall import an_action
from tests.groups import applications
from tests.groups import people as cast


def a_slug() -> tuple[object, ...]:
    return (an_action().slug,)


def a_slug_with_a_group() -> tuple[object, ...]:
    return (*a_slug(), applications.approved_group().slug)


def nobodys_group() -> tuple[object, ...]:
    return (*a_slug(), "no-such-group")


def no_token() -> tuple[object, ...]:
    return ("no-such-token",)


def a_group_that_others_lead() -> tuple[object, ...]:
    return (cast.group("Hull").slug,)


WRITTEN: dict[str, Expected] = {
    "letters": everybody(200),
    "letters_sitemap": everybody(200),
    "letter_action": everybody(200, a_slug),
    "letter_action_for": everybody(302, nobodys_group),
    "letter_count": everybody(200, a_slug),
    "letter_write": everybody(200, a_slug),
    "letter_write_for": everybody(302, nobodys_group),
    "letter_check_inbox": everybody(200, a_slug),
    "letter_code": everybody(200, a_slug),
    "letter_send_again": everybody(200, a_slug),
    "letter_kit_pdf": everybody(200, a_slug_with_a_group),
    "letter_draft": everybody(404, no_token),
    "letter_overlap": everybody(405, no_token),
    "letter_preview": everybody(404, no_token),
    "letter_constituency": everybody(404, no_token),
    "letter_send": everybody(404, no_token),
    "letter_confirm": everybody(404, no_token),
    "letter_how_was_it": everybody(404, no_token),
    "letter_answer": everybody(404, no_token),
    "responsiveness": everybody(200),
    "responsiveness_csv": everybody(200),
    "responsiveness_office": everybody(404, lambda: (factories.office().pk,)),
    "responsiveness_mp": everybody(404, lambda: (10**9,)),
    "lobby_choose": Expected(302, 403, 200, 200, officer=403),
    "lobby_briefs": Expected(302, 403, 422, 422, officer=403),
    "group_lobby_day": Expected(302, 404, 404, 404, a_group_that_others_lead),
    "group_lobby_day_pdf": Expected(302, 404, 404, 404, a_group_that_others_lead),
}
