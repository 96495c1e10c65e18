"""One address of every kind of page, and of every state of the forms, that readers meet."""

from collections.abc import Callable

from playwright.sync_api import Page

from campaigns.models import Petition, Signature
from campaigns.services import challenges, signing
from tests.cast import SUZIE

SIGN = "/petitions/support-every-survivor/sign/"
YOUR_AREA = "/your-area/"
ADDRESSES = {
    "home": "/",
    "section": "/learn/",
    "article": "/learn/what-is-human-trafficking/",
    "advice": "/learn/what-to-do/",
    "if this is you": "/learn/if-this-is-you/",
    "signs": "/learn/signs-to-notice/",
    "exploitation": "/learn/forms-of-exploitation/sexual-exploitation/",
    "timeline": "/learn/history-of-the-law/",
    "charts": "/numbers/",
    "story": "/stories/a-new-phone/",
    "news index": "/news/",
    "news": "/news/fair-work-agency-starts/",
    "library": "/resources/",
    "nothing of a kind": "/resources/?kind=report",
    "questions": "/questions/",
    "people": "/about/people/",
    "contact": "/contact/",
    "search": "/search/?q=debt",
    "nothing found": "/search/?q=zyzzyva",
    "campaigns": "/campaigns/",
    "campaign": "/campaigns/support-every-survivor/",
    "campaign that was won": "/campaigns/name-the-crime-of-cuckooing/",
    "bills": "/bills/",
    "bill that goes on": "/bills/support-for-survivors-bill/",
    "bill that became law": "/bills/nationality-and-borders-act-2022/",
    "bill that fell": "/bills/modern-slavery-victim-support-bill-2017/",
    "legal": "/privacy/",
    "petitions": "/petitions/",
    "petition": "/petitions/support-every-survivor/",
    "where signatures come from": "/petitions/support-every-survivor/where/",
    "comments": "/petitions/support-every-survivor/comments/",
    "sign": SIGN,
    "code": "/petitions/support-every-survivor/code/",
    "send again": "/petitions/support-every-survivor/send-again/",
    "check your inbox": "/petitions/support-every-survivor/check-your-inbox/",
    "not found": "/no-such-page/",
    "unknown link": "/petitions/support-every-survivor/confirm/no-such-token/",
    "style guide": "/dev/style/",
    "inbox": "/dev/mail/",
    "your data": "/your-data/",
    "asking about one's data": "/your-data/ask/",
    "newsletter": "/newsletter/",
    "sign in": "/account/login/",
    "unknown mail choices": "/mail-choices/no-such-token/",
    "your area": YOUR_AREA,
    "constituency": "/your-area/leeds-south/",
    "constituencies": "/your-area/constituencies/?place=wales",
}


def press(page: Page, button: str) -> None:
    """A click alone may come back before there is a page to look at."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def open_address(page: Page, base: str, name: str) -> None:
    page.goto(base + ADDRESSES[name])


def open_form_with_errors(page: Page, base: str) -> None:
    page.goto(base + SIGN)
    page.get_by_label("Postcode").fill("SW1A OAA")
    press(page, "Sign now")


def open_help_instead_of_a_comment(page: Page, base: str) -> None:
    page.goto(base + SIGN)
    page.get_by_label("Why do you sign?").fill("There is a girl locked in the flat above us. They took her passport.")
    press(page, "Sign now")


def open_form_under_attack(page: Page, base: str) -> None:
    petition = Petition.objects.get(slug="support-every-survivor")
    challenges.start(petition, hours=1, why="An attack.", by=None)
    page.goto(base + SIGN)
    page.locator("proof-of-work").wait_for()
    challenges.stop(petition, why="It is over.", by=None)


def open_confirmation(page: Page, base: str) -> None:
    page.goto(base + signature_path(f"pending-{Signature.objects.count()}@example.org"))


def open_confirmed(page: Page, base: str) -> None:
    open_confirmation(page, base)
    press(page, "Confirm my signature")


def open_choice_of_a_constituency(page: Page, base: str) -> None:
    page.goto(base + YOUR_AREA)
    page.get_by_role("textbox", name="Postcode").fill("LS1 4DY")
    press(page, "Show my area")


def open_chosen_constituency(page: Page, base: str) -> None:
    open_choice_of_a_constituency(page, base)
    page.locator("select[name=constituency]").evaluate("list => { list.value = 'E14001323' }")
    press(page, "Show my area")


def signature_path(email: str) -> str:
    signed = signing.sign(petition=Petition.objects.get(slug="support-every-survivor"), **{**SUZIE, "email": email})
    path: str = signed.get_confirm_path()
    return path


def opener(name: str) -> Callable[[Page, str], None]:
    return lambda page, base: open_address(page, base, name)


STATES: dict[str, Callable[[Page, str], None]] = {
    **{name: opener(name) for name in ADDRESSES},
    "form with errors": open_form_with_errors,
    "form under attack": open_form_under_attack,
    "help instead of a comment": open_help_instead_of_a_comment,
    "confirmation": open_confirmation,
    "confirmed": open_confirmed,
    "postcode in no table": open_choice_of_a_constituency,
    "constituency chosen": open_chosen_constituency,
}
