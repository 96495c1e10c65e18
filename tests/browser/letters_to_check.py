"""A letter in each of its states, for the checks of every page."""

from collections.abc import Callable

from playwright.sync_api import Page

from campaigns.models import Letter, LetterAction
from campaigns.services import letter_drafts, letters
from campaigns.services.letter_drafts import Content
from places.models import Constituency, GovernmentOffice
from tests import factories
from tests.campaigns.written import BODY, given

LETTERS = "/letters/"
LETTER_ADDRESSES = {
    "letters": LETTERS,
    "unknown draft": "/letters/drafts/no-such-token/",
    "unknown letter": "/letters/confirm/no-such-token/",
}


def action() -> LetterAction:
    known = LetterAction.objects.filter(slug="to-be-checked").first()
    if known:
        return known
    offices = [
        GovernmentOffice.objects.filter(post=post).first()
        or factories.office(post=post, salutation=salutation, email="office@example.org", address="1 Example Street")
        for post, salutation in (("Minister for Checks", "Dear Minister"), ("Commissioner for Checks", ""))
    ]
    more = {"background": "Support ends too soon.", "slug": "to-be-checked", "title": "Ask for checks"}
    return factories.letter_action(*offices, **more)


def to_mps() -> LetterAction:
    known = LetterAction.objects.filter(slug="to-be-checked-by-mps").first()
    return known or factories.letter_action(slug="to-be-checked-by-mps", title="Ask your MP for checks")


def draft(to: LetterAction, **fields: object) -> str:
    offices = tuple(to.offices.values_list("pk", flat=True))
    content = Content(offices=offices, subject="A year of support", text=BODY, **fields)  # type: ignore[arg-type]
    return f"/letters/drafts/{letter_drafts.start(action=to, group=None, content=content)}/"


def written() -> Letter:
    return letters.write(given(action(), email=f"writer-{Letter.objects.count()}@example.org"))[0]


def opener(path: str) -> Callable[[Page, str], None]:
    return lambda page, base: open_of_action(page, base, path)


def open_of_action(page: Page, base: str, path: str) -> None:
    page.goto(f"{base}{action().get_absolute_url()}{path}")


def open_start_with_errors(page: Page, base: str) -> None:
    open_of_action(page, base, "write/")
    with page.expect_navigation():
        page.get_by_role("button", name="Go on to your letter").click()


def open_picker(page: Page, base: str) -> None:
    page.goto(f"{base}{to_mps().get_absolute_url()}write/")
    page.get_by_label("Postcode").fill("LS1 4DY")
    page.locator("label", has_text="A home").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Go on to your letter").click()


def open_draft(page: Page, base: str) -> None:
    page.goto(base + draft(action()))


def open_report(page: Page, base: str) -> None:
    open_draft(page, base)
    page.get_by_label("Your letter").fill("There is a girl locked in the flat above us. They took her passport.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and come back later").click()


def open_preview(page: Page, base: str) -> None:
    page.goto(f"{base}{draft(action())}preview/")


def open_constituency(page: Page, base: str) -> None:
    seat = Constituency.objects.current().order_by("name")[0]
    page.goto(f"{base}{draft(to_mps(), constituency=seat.code)}constituency/")


def open_sending(page: Page, base: str) -> None:
    seat = Constituency.objects.current().order_by("name")[0]
    page.goto(f"{base}{draft(to_mps(), constituency=seat.code)}send/")


def open_sending_with_errors(page: Page, base: str) -> None:
    open_sending(page, base)
    with page.expect_navigation():
        page.get_by_role("button", name="Send my letter").click()


def open_confirming(page: Page, base: str) -> None:
    page.goto(base + written().get_confirm_path())


def open_receipt(page: Page, base: str) -> None:
    open_confirming(page, base)
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm my letter").click()


LETTER_STATES: dict[str, Callable[[Page, str], None]] = {
    "letter action": opener(""),
    "beginning a letter": opener("write/"),
    "letter, inbox": opener("check-your-inbox/"),
    "letter, code": opener("code/"),
    "letter, send again": opener("send-again/"),
    "beginning a letter with errors": open_start_with_errors,
    "beginning a letter, which constituency": open_picker,
    "draft of a letter": open_draft,
    "help instead of a letter": open_report,
    "letter as it will look": open_preview,
    "letter, another constituency": open_constituency,
    "sending a letter": open_sending,
    "sending a letter with errors": open_sending_with_errors,
    "confirming a letter": open_confirming,
    "letter confirmed": open_receipt,
}
