"""What the addresses of registers, and of lists of people trained, answer to each role."""

from tests.access.expected import Expected, administrators_only, everybody
from tests.groups.sheets import as_csv
from tests.training import registers

OF_WHOEVER_TEACHES = (
    "training_session_register",
    "training_session_marks",
    "training_session_sheet",
    "training_session_sheet_entry",
    "training_session_code",
    "training_session_code_now",
    "training_session_lists",
)
SUZIE = ("Suzie", "suzie@example.org")


def a_session() -> tuple[object, ...]:
    return (registers.session("Suzie").pk,)


def a_session_and_code() -> tuple[object, ...]:
    return (*a_session(), "123456")


def a_list_of_a_session() -> tuple[object, ...]:
    made = registers.session("Suzie")
    return (made.pk, registers.checked(as_csv(SUZIE, headings=("Name", "Email")), None, made).pk)


def a_list() -> tuple[object, ...]:
    headings = ("Name", "Email", "Course", "Date")
    return (registers.checked(as_csv((*SUZIE, "awareness", "2026-06-01"), headings=headings), None).pk,)


ATTENDING: dict[str, Expected] = {
    **dict.fromkeys(OF_WHOEVER_TEACHES, Expected(302, 404, 404, 200, a_session)),
    "training_session_list": Expected(302, 404, 404, 200, a_list_of_a_session),
    "training_session_close": Expected(302, 404, 404, 405, a_session),
    "training_register_worker": everybody(200),
    "training_here": everybody(200, a_session),
    "training_here_done": everybody(200, a_session),
    "training_here_with_code": everybody(200, a_session_and_code),
    **{f"training_lists:{name}": administrators_only() for name in ("index", "upload")},
    **{
        f"training_lists:{name}": administrators_only(a_list)
        for name in ("page", "match", "failing", "make", "undo", "discard")
    },
    "training_lists:choose": Expected(302, 302, 405, 405, a_list),
    "training_attendance:index": administrators_only(),
    "training_attendance:csv": Expected(302, 302, 405, 405),
    "training_attendance:xlsx": Expected(302, 302, 405, 405),
}
