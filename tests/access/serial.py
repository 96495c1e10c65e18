"""What the screens of series answer to each role; and one that is written, one handed in, one that runs."""

from typing import Any

from campaigns.models import Series, SeriesStep
from campaigns.services import series as lives
from mail.models import Delivery
from people.models import User
from tests import factories
from tests.access.expected import Expected, administrators_only, staff_only
from tests.campaigns import serial
from tests.mail.queueing import in_mailing


def writer() -> User:
    found = User.objects.filter(email="series-writer@example.org").first()
    return found or factories.user("series-writer", groups=("Campaign staff",))


def drafted() -> Series:
    return serial.written(writer())


def handed_in() -> Series:
    return lives.submit(drafted(), by=writer())


def one_that_runs() -> Series:
    second = factories.user("series-reader", groups=("Approvers",))
    series = handed_in()
    return lives.approve(series, by=second, digest=lives.digest(series))


def of_draft() -> tuple[object, ...]:
    return (drafted().pk,)


def of_message() -> tuple[object, ...]:
    step = SeriesStep.objects.filter(series=drafted())[0]
    return (step.series_id, step.pk)


SERIAL: dict[str, Expected] = {
    **{f"series:{screen}": staff_only() for screen in ("index", "index_results", "add")},
    **{f"series:{screen}": staff_only(of_draft) for screen in ("edit", "usage", "history", "history_results")},
    "series:delete": administrators_only(of_draft),
    **{f"series:{screen}": staff_only(of_draft) for screen in ("page", "people", "checks", "add_message")},
    **{
        f"series:{screen}": staff_only(of_message)
        for screen in ("preview", "find_reader", "test", "edit_message", "remove")
    },
    "series:choose_reader": Expected(302, 302, 405, 405, of_message),
    "series:look": staff_only(lambda: (*of_message(), "phone")),
    "series:approve": administrators_only(lambda: (handed_in().pk,)),
    "series:step": staff_only(lambda: (*of_draft(), "submit")),
    "series:settle": Expected(302, 302, 405, 405, of_draft),
}
MESSAGE = "{series}/messages/{series_message}/"
SIGHTS = {
    **{
        f"series/{path}": "campaigner approver"
        for path in ("", "{series}/", "{series}/checks/", MESSAGE, f"{MESSAGE}reader/")
    },
    **{f"series/{path}": "campaigner" for path in ("new/", "edit/{series}/", "{series}/people/")},
    **{
        f"series/{{series}}/{path}": "campaigner"
        for path in ("messages/new/", *(f"messages/{{series_message}}/{deed}/" for deed in ("edit", "test", "delete")))
    },
    "series/delete/{series}/": "",
    "series/{series}/messages/{series_message}/look/dark/": "campaigner approver",
    "series/{series}/submit/": "campaigner",
    "series/{series}/end/": "campaigner",
    "series/{series_read}/approve/": "approver",
    "series/{series_read}/send-back/": "approver",
    "series/{series_running}/pause/": "campaigner",
}


SETTLED = {
    "which": "ticked",
    "because": "Looked at the log.",
    "was": "sent",
    "seen": "1",
    "seen_at": "2036-01-07T10:00:00+00:00",
}


def digest() -> str:
    return lives.digest(Series.objects.get(state="in_review"))


def in_doubt(series: Series) -> Delivery:
    mailing = SeriesStep.objects.filter(series=series)[0].mailing
    assert mailing is not None
    return in_mailing(mailing, "in-a-series@example.org", state="uncertain")


def scene() -> dict[str, Any]:
    draft, running = drafted(), one_that_runs()
    return {
        "series": draft.pk,
        "series_message": SeriesStep.objects.filter(series=draft)[0].pk,
        "series_read": handed_in().pk,
        "series_running": running.pk,
        "series_in_doubt": in_doubt(running).pk,
    }
