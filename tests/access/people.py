"""What the addresses of accounts, mail, one's own data and the data-protection desk answer to each role."""

import uuid
from collections.abc import Callable

from mail.enums import SuppressionReason
from mail.models import Delivery, Suppression
from mail.services import suppressions
from people.models import Consent, ConsentWording, DataRequest, Merge, Person, RetentionRun, User
from people.services import consents, merging, people, requests
from tests.access.expected import Expected, everybody, staff_only
from tests.cast import SUZIE

SIGNED_OUT = Expected(200, 302, 302, 302)  # whoever is signed in needs no way in
OWN_ACCOUNT = Expected(302, 200, 200, 200)
NOT_NOW = Expected(302, 302, 302, 302)  # only in the middle of signing in, or after proving again who one is


def officers_only(arguments: Callable[[], tuple[object, ...]] = tuple, status: int = 200) -> Expected:
    return Expected(302, 302, 302, status, arguments, officer=status)


def of_the_post_room(arguments: Callable[[], tuple[object, ...]] = tuple) -> Expected:
    return Expected(302, 302, 200, 200, arguments, officer=200)


def suzie() -> Person:
    return people.meet(email=SUZIE["email"], name=SUZIE["name"]).person


def a_person() -> tuple[object, ...]:
    return (suzie().pk,)


def two_people() -> tuple[object, ...]:
    return (suzie().pk, people.meet(email="charlie@example.org", name="Charlie Leader").person.pk)


def a_suppression() -> Suppression:
    person = suzie()
    return suppressions.suppress(
        address_id=person.address_id, canonical=person.address.canonical, reason=SuppressionReason.HARD_BOUNCE
    )


def a_suppressed_person() -> tuple[object, ...]:
    found = a_suppression()
    return (suzie().pk, found.pk)


def a_request() -> tuple[object, ...]:
    made: DataRequest = requests.receive(kind="access", contact=SUZIE["email"], details="What do you hold?")
    return (made.pk,)


def a_merge() -> tuple[object, ...]:
    kept, gone = Person.objects.in_bulk(two_people()).values()
    made: Merge = merging.merge(
        kept=kept, gone=gone, by=User.objects.get(email="dele@example.org"), reason="The same person."
    )
    return (made.pk,)


def a_wording(published: bool = False) -> ConsentWording:
    at = {"published_at": suzie().created_at} if published else {}
    return ConsentWording.objects.create(purpose="campaign_news", version=9, text="Yes, write to me.", **at)


def a_consent() -> tuple[object, ...]:
    made: Consent = consents.give(person=suzie(), wording=a_wording(published=True), form="a form")
    return (made.pk,)


def a_delivery() -> tuple[object, ...]:
    return (Delivery.objects.create(kind="still_there", stream="transactional", address=suzie().address).pk,)


def a_token() -> tuple[object, ...]:
    return (suzie().address.token,)


def screens(name: str, statuses: dict[str, Expected]) -> dict[str, Expected]:
    return {f"{name}:{screen}": expected for screen, expected in statuses.items()}


LIST = {"index": officers_only(), "index_results": officers_only()}
ACCOUNTS = {
    "account": NOT_NOW,  # leads to the page of second factors
    "account_login": SIGNED_OUT,
    "account_request_login_code": SIGNED_OUT,
    "account_signup": SIGNED_OUT,
    "account_inactive": everybody(200),
    "account_reset_password": everybody(200),
    "account_password_reset_completed": everybody(200),
    "account_logout": OWN_ACCOUNT,
    "account_email": OWN_ACCOUNT,
    "account_change_password": OWN_ACCOUNT,
    "account_reauthenticate": OWN_ACCOUNT,
    "account_set_password": NOT_NOW,
    "account_email_verification_sent": NOT_NOW,
    "account_confirm_login_code": NOT_NOW,
    "account_confirm_password_reset_code": NOT_NOW,
    "account_complete_password_reset": NOT_NOW,
    "mfa_index": OWN_ACCOUNT,
    "mfa_list_webauthn": OWN_ACCOUNT,
    "mfa_authenticate": NOT_NOW,
    "mfa_reauthenticate": NOT_NOW,
    "mfa_activate_totp": NOT_NOW,
    "mfa_add_webauthn": NOT_NOW,
    "mfa_reauthenticate_webauthn": NOT_NOW,
    "mfa_login_webauthn": NOT_NOW,
    "mfa_generate_recovery_codes": NOT_NOW,
    "mfa_remove_webauthn": Expected(302, 302, 302, 302, lambda: (1,)),
    "mfa_edit_webauthn": Expected(302, 302, 302, 302, lambda: (1,)),
    "mfa_deactivate_totp": Expected(302, 404, 404, 404),
    "mfa_view_recovery_codes": Expected(302, 404, 404, 404),
    "mfa_download_recovery_codes": Expected(302, 404, 404, 404),
    "forget_second_factor": Expected(
        302, 302, 302, 200, lambda: (User.objects.get(email="mallory@example.org").pk,), officer=302
    ),
}
OWN_DATA = {
    "your_data": everybody(200),
    "your_data_code": everybody(303),  # nobody has asked for a code yet
    "your_data_ask": everybody(200),
    "your_data_asked": everybody(200),
    "own_data": everybody(303),
    "own_data_json": everybody(303),
    "own_data_html": everybody(303),
    "own_data_name": everybody(303, lambda: (1,)),
    "own_data_choose": everybody(303, lambda: (1,)),
    "own_data_erase": everybody(303, lambda: (1,)),
    "own_data_held": everybody(303, lambda: (1, "signatures")),
    "own_data_finish": everybody(405),
    "own_data_closed": everybody(200),
    "newsletter": everybody(200),
    "newsletter_check_inbox": everybody(200),
    "newsletter_confirm": everybody(404, lambda: ("no-such-token",)),
    "mail_choices": everybody(200, a_token),
    "mail_one_click": everybody(200, lambda: (*a_token(), "campaign_news", uuid.uuid4())),
    "still_there": everybody(200, a_token),
    "mail_webhook": everybody(404, lambda: ("postmark",)),  # the settings name no provider
    "mail_inbound_webhook": everybody(404, lambda: ("postmark",)),
}
DESK = {
    **screens("desk_requests", {**LIST, "add": officers_only()}),
    **screens(
        "desk_requests",
        dict.fromkeys(
            ("edit", "acknowledge", "assign", "identify", "note", "extend", "close"), officers_only(a_request)
        ),
    ),
    **screens("desk_people", {"index": officers_only(), "export": officers_only(a_person, 405)}),
    **screens(
        "desk_people",
        dict.fromkeys(("person", "correct", "object", "hold", "release", "erase", "merge"), officers_only(a_person)),
    ),
    "desk_people:lift": officers_only(a_suppressed_person),
    "desk_people:merge_with": officers_only(two_people),
    **screens("desk_holds", LIST),
    **screens("desk_access", LIST),
    **screens("desk_merges", {**LIST, "undo": officers_only(a_merge)}),
    **screens("desk_retention", {**LIST, "page": officers_only(lambda: (RetentionRun.objects.create().pk,))}),
    **screens("desk_wordings", {**LIST, "add": officers_only()}),
    **screens(
        "desk_wordings",
        dict.fromkeys(("page", "change", "publish", "discard"), officers_only(lambda: (a_wording().pk,))),
    ),
    **screens(
        "desk_consents",
        {**LIST, "page": officers_only(a_consent), "proof": Expected(302, 302, 405, 405, a_consent, officer=405)},
    ),
}
POST_ROOM = {
    "post_room:index": of_the_post_room(),
    "deliveries:index": of_the_post_room(),
    "deliveries:index_results": of_the_post_room(),
    "deliveries:inspect": of_the_post_room(a_delivery),
    "deliveries:find": Expected(302, 302, 405, 405, officer=405),
    "deliveries:deed": Expected(302, 302, 405, 405, lambda: (*a_delivery(), "cancel"), officer=405),
    "suppressions:index": of_the_post_room(),
    "suppressions:index_results": of_the_post_room(),
    "suppressions:inspect": of_the_post_room(lambda: (a_suppression().pk,)),
    "mail_messages:index": staff_only(),
    "mail_messages:kind": staff_only(lambda: ("confirm_signature",)),
    "mail_messages:look": staff_only(lambda: ("confirm_signature",)),
    "mail_messages:test": Expected(302, 302, 405, 405, lambda: ("confirm_signature",)),
}
PEOPLE = {**ACCOUNTS, **OWN_DATA, **DESK, **POST_ROOM}
