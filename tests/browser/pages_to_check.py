"""One address of every kind of page, and of every state of the forms, that readers meet."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Locator, Page

from campaigns.models import Petition, Signature
from campaigns.services import challenges, signing
from groups.models import Activity, Booking, CommunityGroup, Event
from groups.services import registering, seats
from people.models import Person
from people.services import people
from tests.browser.letters_to_check import LETTER_ADDRESSES, LETTER_STATES
from tests.browser.quizzes_to_check import QUIZ_ADDRESSES, QUIZ_STATES
from tests.cast import SUZIE
from tests.groups import applications, planned

SIGN = "/petitions/support-every-survivor/sign/"
YOUR_AREA = "/your-area/"
LEEDS, REGISTER = "/groups/leeds/", "/groups/register/"
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
    "emails that were sent": "/emails/",
    "email that was sent": "/emails/we-have-a-date/",
    "unknown email": "/emails/no-such-email/",
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
    "rules against fraud": "/petitions/rules/",
    **LETTER_ADDRESSES,
    "groups": "/groups/",
    "groups of a kind": "/groups/?kind=church",
    "no group found": "/groups/?name=zyzzyva",
    "group": LEEDS,
    "writing to a group": f"{LEEDS}contact/",
    "message to a group sent": f"{LEEDS}contact/sent/",
    "joining a group": f"{LEEDS}join/",
    "joining a group, inbox": f"{LEEDS}join/check-your-inbox/",
    "events": "/groups/events/",
    "events of a kind": "/groups/events/?kind=vigil",
    "training sessions": "/training/sessions/",
    "who is trained where": "/training/coverage/",
    "registering a group": REGISTER,
    "registering a group, inbox": f"{REGISTER}check-your-inbox/",
    "unknown registration": f"{REGISTER}no-such-token/",
    "unknown place at an event": "/groups/bookings/no-such-token/",
    "unknown invitation": "/groups/invitations/no-such-token/",
    "check a certificate": "/training/verify/",
    "courses": "/training/",
    "course": "/training/awareness/",
    **{f"lesson {number}": f"/training/awareness/lessons/{number}/" for number in range(1, 7)},
    **{f"lesson {number} for leaders": f"/training/leader/lessons/{number}/" for number in range(1, 5)},
    **{f"lesson {number} for trainers": f"/training/trainer/lessons/{number}/" for number in range(1, 5)},
    **QUIZ_ADDRESSES,
    "course by mail": "/training/awareness/by-mail/",
    "course by mail, sent": "/training/awareness/by-mail/sent/",
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


def follow(page: Page, link: Locator) -> None:
    with page.expect_navigation():
        link.click()


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


def open_nearest_groups(page: Page, base: str) -> None:
    page.goto(f"{base}/groups/")
    page.get_by_role("textbox", name="Postcode").fill("LS1 4DY")
    press(page, "Show the nearest")


def open_event(page: Page, base: str) -> None:
    page.goto(base + event().get_absolute_url())


def open_event_with_errors(page: Page, base: str) -> None:
    open_event(page, base)
    press(page, "Ask for a place")


def open_place_at_an_event(page: Page, base: str) -> None:
    page.goto(base + booking().get_absolute_url())


def open_place_at_an_event_taken(page: Page, base: str) -> None:
    page.goto(base + seats.confirm(booking()).get_absolute_url())


def open_begun_registration(page: Page, base: str) -> None:
    page.goto(base + registering.path_of(applications.begun(email=f"begun-{number()}@example.org")))


def open_step(step: str) -> Callable[[Page, str], None]:
    """Of a registration that is filled in, so that each step shows what it has."""

    def open_it(page: Page, base: str) -> None:
        path = registering.path_of(applications.filled_in(f"{step}-{number()}@example.org"))
        page.goto(f"{base}{path}{step}/")

    return open_it


def open_step_with_errors(page: Page, base: str) -> None:
    path = registering.path_of(applications.confirmed(email=f"empty-{number()}@example.org"))
    page.goto(f"{base}{path}people/")
    press(page, "Save and go on")


def open_sent_in(page: Page, base: str) -> None:
    registration = applications.filled_in(f"sent-{number()}@example.org")
    alike = [each.group.pk for each in registering.unanswered(registration)]
    registering.tell_apart(registration=registration, others=alike)
    page.goto(base + registering.path_of(registering.submit(registration)))


def open_group_with_activities(page: Page, base: str) -> None:
    page.goto(base + active_group().get_absolute_url())


def open_year_of_a_group(page: Page, base: str) -> None:
    group = active_group()
    page.goto(f"{base}{group.get_absolute_url()}year/{timezone.localdate().year}/")


def active_group() -> CommunityGroup:
    group = CommunityGroup.objects.get(slug="leeds")
    for title in ("A stall", "A talk", "A vigil"):
        same = {"group": group, "title": title, "on": timezone.localdate()}
        Activity.objects.get_or_create(**same, defaults={"kind": "talk", "people_reached": 40})
    return group


def event() -> Event:
    return planned.event(CommunityGroup.objects.get(slug="leeds"))


def booking() -> Booking:
    return seats.ask(event=event(), person=people.meet(email=f"guest-{number()}@example.org", name="Suzie").person)


def number() -> int:
    """For addresses that nobody has yet."""
    return Person.objects.count()


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
    "nearest groups": open_nearest_groups,
    "group with activities": open_group_with_activities,
    "year of a group": open_year_of_a_group,
    "event": open_event,
    "event with errors": open_event_with_errors,
    "place at an event": open_place_at_an_event,
    "place at an event, taken": open_place_at_an_event_taken,
    "registration begun": open_begun_registration,
    **{f"registration, {step}": open_step(step) for step in (*registering.STEPS, "check")},
    "registration with errors": open_step_with_errors,
    "registration sent in": open_sent_in,
    **QUIZ_STATES,
    **LETTER_STATES,
}
