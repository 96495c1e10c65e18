import logging
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mail import kinds, rendering
from mail.models import Delivery
from people.models import Address, User
from people.services import accounts
from tests import factories
from tests.people.signing import CODE, CONFIRM, LOGIN, addresses_of, by_code, by_password, code_of

pytestmark = pytest.mark.django_db
RESET, RESET_CONFIRM = "/account/password/reset/", "/account/password/reset/confirm/"
NOBODY = "nobody@example.org"
NEW_PASSWORD = "three words that fit"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    caches["limits"].clear()


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def seen(answer: Any) -> tuple[int, str, bytes]:
    """What an answer tells, but for the token and the address that was typed."""
    text = answer.content.replace(NOBODY.encode(), b"ADDRESS").replace(b"morgan@example.org", b"ADDRESS")
    return (
        answer.status_code,
        answer.headers.get("Location", ""),
        b"".join(line for line in text.splitlines(keepends=True) if b"csrfmiddlewaretoken" not in line),
    )


def test_morgan_signs_in_by_a_code_that_opens_once(client: Client) -> None:
    factories.morgan()
    code = by_code(client, "Morgan@Example.org")
    assert len(code) == 6
    assert code.isdecimal()
    assert client.post(CONFIRM, {"code": code}).headers["Location"] == "/admin/"
    assert signed_in(client)
    other = Client()
    by_code(other, "morgan@example.org")
    answer = other.post(CONFIRM, {"code": code})
    assert answer.status_code == 422
    assert "The code is not right" in answer.content.decode()
    assert not signed_in(other)


def test_a_code_is_guessed_at_most_three_times(client: Client) -> None:
    factories.morgan()
    code = by_code(client, "morgan@example.org")
    wrong = "000000" if code != "000000" else "111111"
    statuses = [client.post(CONFIRM, {"code": wrong}).status_code for _ in range(3)]
    assert statuses == [422, 422, 302]
    client.post(CONFIRM, {"code": code})
    assert not signed_in(client)


def test_guesses_sent_at_once_are_counted_too(client: Client) -> None:
    """All of them find the session as it was before the first."""
    factories.morgan()
    code = by_code(client, "morgan@example.org")
    before = dict(client.session.items())

    def guess(digits: str) -> None:
        session = client.session
        session.clear()
        session.update(before)
        session.save()
        client.post(CONFIRM, {"code": digits})

    for _ in range(3):
        guess("000000" if code != "000000" else "111111")
    guess(code)
    assert not signed_in(client)
    client.post("/account/logout/")  # "Start again"
    client.post(CONFIRM, {"code": by_code(client, "morgan@example.org")})
    assert signed_in(client)


def test_the_log_tells_what_happened_to_which_login_and_names_nobody(
    client: Client, caplog: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda done, **_: done())  # the test's own is never committed
    morgan = factories.morgan()
    log = logging.getLogger("people.sign_in_log")
    log.addHandler(caplog.handler)
    try:
        client.post(LOGIN, {"login": morgan.email, "password": "wrong"})
        client.post(LOGIN, {"login": NOBODY, "password": "wrong"})
        code = by_code(client, morgan.email)
        client.post(CONFIRM, {"code": "12"})
        client.post(CONFIRM, {"code": code})
        client.get("/account/2fa/totp/activate/")
        client.post("/account/2fa/totp/activate/", {"code": code_of(client.session["mfa.totp.secret"])})
        client.post("/account/2fa/totp/deactivate/")
        client.post("/account/logout/")
    finally:
        log.removeHandler(caplog.handler)
    told = [record.getMessage() for record in caplog.records if record.name == log.name]
    assert told == [
        f"login {morgan.pk}: wrong password",
        "no login: wrong password",
        f"login {morgan.pk}: wrong code to sign in",
        f"login {morgan.pk}: signed in",
        f"login {morgan.pk}: second factor added (totp)",
        f"login {morgan.pk}: second factor added (recovery_codes)",
        f"login {morgan.pk}: second factor removed (totp)",
        f"login {morgan.pk}: second factor removed (recovery_codes)",
        f"login {morgan.pk}: signed out",
    ]
    assert log.isEnabledFor(logging.INFO)


def test_the_message_with_a_code_is_in_our_words_and_the_code_is_forgotten_once_it_left(client: Client) -> None:
    factories.morgan()
    code = by_code(client, "morgan@example.org")
    delivery = Delivery.objects.select_related("address").get()
    assert delivery.address.canonical == "morgan@example.org"
    assert kinds.get(delivery.kind).keeps_secret
    message = rendering.render(delivery)
    assert code in message.body
    assert code in str(message.alternatives[0].content)  # type: ignore[attr-defined]
    assert code not in message.subject


@pytest.mark.parametrize(("ask", "confirm"), [(CODE, CONFIRM), (RESET, RESET_CONFIRM)], ids=["code", "reset"])
def test_no_answer_tells_whether_an_address_is_known(ask: str, confirm: str) -> None:
    factories.morgan()
    accounts.close(user=factories.priya())
    told = []
    for email in ("morgan@example.org", NOBODY):
        client = Client()
        told.append(
            [
                seen(client.post(ask, {"email": email})),
                seen(client.get(confirm)),
                seen(client.post(confirm, {"code": "12"})),
                seen(client.get(LOGIN)),
            ]
        )
        assert client.session.get_expiry_age() <= 15 * 60  # it holds what was typed
    assert told[0] == told[1]
    assert Client().post(ask, {"email": "priya@example.org"}).status_code == 302
    assert [row.address.canonical for row in Delivery.objects.select_related("address")] == ["morgan@example.org"]
    assert not Address.objects.exclude(canonical="morgan@example.org").exists()


@pytest.mark.parametrize("path", [CODE, RESET])
def test_asking_does_the_same_work_for_a_known_and_an_unknown_address(path: str) -> None:
    factories.morgan()
    done = {}
    for email in ("morgan@example.org", NOBODY):
        with CaptureQueriesContext(connection) as queries:
            Client().post(path, {"email": email})
        done[email] = [query["sql"].split('"')[0] for query in queries if "mail_delivery" in query["sql"]]
        assert any(sql.startswith("INSERT") for sql in done[email]), email
    assert done["morgan@example.org"] == done[NOBODY]


def test_a_password_is_hashed_as_often_for_an_unknown_address(client: Client, monkeypatch: Any) -> None:
    factories.morgan()
    User.objects.create_user("priya@example.org")  # has none: signs in by a code
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    answers, times = [], []
    for email in ("morgan@example.org", NOBODY, "priya@example.org"):
        hashed.clear()
        answer = Client().post(LOGIN, {"login": email, "password": "wrong"})
        answers.append(answer.content.decode().count("The email address or the password is not right"))
        times.append(len(hashed))
    assert answers == [1, 1, 1]
    assert times == [1, 1, 1]


def test_a_signed_in_editor_goes_to_the_admin_and_anybody_else_to_their_own_page(client: Client) -> None:
    assert by_password(client, factories.morgan()).headers["Location"] == "/admin/"
    other = Client()
    assert by_password(other, factories.mallory()).headers["Location"] == "/account/2fa/"
    assert other.get("/admin/").headers["Location"] == "/account/2fa/"  # and round in no circle
    assert "does not open the pages for staff" in other.get("/account/2fa/").content.decode()


def test_signing_in_leads_only_to_places_of_this_site(client: Client) -> None:
    morgan = factories.morgan()
    assert by_password(client, morgan, next="/admin/pages/").headers["Location"] == "/admin/pages/"
    assert by_password(Client(), morgan, next="https://evil.example/").headers["Location"] == "/admin/"


def test_nobody_signs_up_and_no_link_confirms_anything(client: Client) -> None:
    answer = client.get("/account/signup/")
    assert "Nobody signs up here" in answer.content.decode()
    client.post("/account/signup/", {"email": NOBODY, "password1": NEW_PASSWORD})
    assert not User.objects.filter(email=NOBODY).exists()
    assert client.get("/account/confirm-email/some-key/").status_code == 404
    assert client.get("/account/password/reset/key/1-set-password/").status_code == 404


def test_priya_sets_a_new_password_by_a_code_and_her_other_sessions_end(client: Client) -> None:
    priya = factories.priya()
    elsewhere = Client()
    by_password(elsewhere, priya)
    code = by_code(client, priya.email, path=RESET)
    client.post(RESET_CONFIRM, {"code": code})
    answer = client.post("/account/password/reset/complete/", {"password1": "short"})
    assert answer.status_code == 422
    client.post("/account/password/reset/complete/", {"password1": NEW_PASSWORD})
    assert not signed_in(client)
    assert elsewhere.get("/account/2fa/").status_code == 302
    assert by_password(Client(), priya).status_code == 422
    assert client.post(LOGIN, {"login": priya.email, "password": NEW_PASSWORD}).status_code == 302
    assert Delivery.objects.filter(kind="account_notice", address__canonical=priya.email).exists()


def test_closing_a_login_ends_its_sessions_at_once(client: Client) -> None:
    morgan = factories.morgan()
    by_password(client, morgan)
    assert client.get("/account/2fa/").status_code == 200
    accounts.close(user=morgan)
    assert client.get("/account/2fa/").status_code == 302
    User.objects.filter(pk=morgan.pk).update(is_active=True)
    assert client.get("/account/2fa/").status_code == 302  # nor do they come back with it


def test_signing_out_clears_the_browser_and_needs_a_press_of_a_button(client: Client) -> None:
    by_password(client, factories.morgan())
    for path in ("/account/logout/", "/admin/logout/"):
        client.get(path)
        assert signed_in(client)
    answer = client.post("/admin/logout/")
    assert not signed_in(client)
    assert "storage" in answer.headers["Clear-Site-Data"]


def test_priya_changes_her_address_by_a_code_sent_to_the_new_one(client: Client) -> None:
    priya = factories.priya()
    by_password(client, priya)
    new = "priya.new@example.org"
    answer = client.post("/account/email/", {"action_add": "1", "email": new})
    assert answer.headers["Location"] == reverse("account_email_verification_sent")
    priya.refresh_from_db()
    assert priya.email == "priya@example.org"
    asked = Delivery.objects.select_related("address").latest("pk")
    assert (asked.kind, asked.address.canonical) == ("address_code", new)
    client.post(answer.headers["Location"], {"code": asked.context["code"]})
    priya.refresh_from_db()
    assert priya.email == new
    assert addresses_of(priya) == [(new, True, True)]
    notice = Delivery.objects.select_related("address").latest("pk")
    assert (notice.kind, notice.address.canonical) == ("account_notice", "priya@example.org")


def test_an_address_is_changed_only_soon_after_a_proof(client: Client) -> None:
    priya, leader = factories.priya(), User.objects.create_user("charlie@example.org")
    for user, leads_to in ((priya, "/account/reauthenticate/"), (leader, LOGIN)):
        client.force_login(user)  # a session that nothing was proved in
        assert client.get("/account/2fa/webauthn/add/").headers["Location"].startswith(leads_to)
        client.force_login(user)
        answer = client.post("/account/email/", {"action_add": "1", "email": "new@example.org"})
        assert answer.headers["Location"].startswith(leads_to)
    assert not Delivery.objects.exists()
    client.force_login(leader)
    assert client.get("/account/password/set/").headers["Location"].startswith(LOGIN)


def test_an_address_that_an_administrator_changed_no_longer_opens_the_login(client: Client) -> None:
    morgan = factories.morgan()
    by_password(Client(), morgan)
    client.force_login(factories.dele())
    fields = {"email": "Morgan.New@example.org", "first_name": "Morgan", "last_name": "Publisher", "is_active": "on"}
    assert client.post(reverse("wagtailusers_users:edit", args=[morgan.pk]), fields).status_code == 302
    morgan.refresh_from_db()
    assert morgan.email == "morgan.new@example.org"
    Client().post(CODE, {"email": "morgan@example.org"})
    assert not Delivery.objects.exists()
    assert by_code(Client(), "morgan.new@example.org")


def test_an_administrator_makes_a_login_without_a_password(client: Client) -> None:
    client.force_login(factories.dele())
    fields = {"email": "Charlie@example.org", "first_name": "Charlie", "last_name": "Leader", "is_active": "on"}
    assert client.post(reverse("wagtailusers_users:add"), fields).status_code == 302
    charlie = User.objects.get(email="charlie@example.org")
    assert not charlie.has_usable_password()
    other = Client()
    code = by_code(other, charlie.email)
    other.post(CONFIRM, {"code": code})
    assert signed_in(other)


def test_an_address_that_no_table_can_hold_is_refused_kindly(client: Client) -> None:
    for email in ("a" * 300 + "@example.org", "x@" + "ü" * 63 + ".de", "new\nline@example.org"):
        assert client.post(CODE, {"email": email}).status_code == 422


def test_pages_of_the_login_look_like_ours_and_are_in_no_index(client: Client) -> None:
    by_password(client, factories.morgan())
    for name in ("mfa_index", "mfa_list_webauthn", "mfa_activate_totp", "mfa_add_webauthn", "account_email"):
        text = client.get(reverse(name)).content.decode()
        assert "ACTFORJUSTICE" in text
        assert 'name="robots" content="noindex"' in text
        assert "placeholder" not in text
