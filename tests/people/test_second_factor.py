import time
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from cryptography.fernet import Fernet
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from django.utils import timezone

from people.models import User
from people.services import accounts
from people.signing_in import Adapter
from tests import factories
from tests.access.test_every_address import addresses, sample
from tests.people.signing import CONFIRM, LOGIN, app_of, by_code, by_password, code_of

pytestmark = pytest.mark.django_db
ASK, SETUP = "/account/2fa/authenticate/", "/account/2fa/"


@pytest.fixture(autouse=True)
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = True
    caches["limits"].clear()


def test_no_address_of_the_admin_opens_for_staff_without_a_second_factor(client: Client) -> None:
    dele = factories.dele()
    client.force_login(dele)
    routes = [route for _, route, _ in addresses(get_resolver().url_patterns) if route.lstrip("^").startswith("admin/")]
    assert len(routes) > 250
    for owner_has_one in (False, True):
        for route in routes:
            answer = client.get(sample(route))
            if answer.status_code == 200:
                assert answer.request["PATH_INFO"] == "/admin/logout/", route
            else:
                assert answer.status_code == 302, route
                assert answer.headers["Location"].startswith("/account/"), route
        if not owner_has_one:
            app_of(dele)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/login/",
        "/_util/login/",
        "/admin/password_reset/",
        "/admin/password_reset/confirm/MQ/set-password/",
    ],
)
def test_the_side_doors_lead_to_ours(path: str, client: Client) -> None:
    for answer in (client.get(path), client.post(path, {"username": "dele@example.org", "password": "x"})):
        assert answer.status_code == 302
        assert answer.headers["Location"] in (LOGIN, "/account/password/reset/")


def test_wagtails_own_page_of_the_account_changes_no_password_and_no_address(client: Client) -> None:
    dele = factories.dele()
    secret = app_of(dele)
    by_password(client, dele)
    client.post(ASK, {"code": code_of(secret)})
    text = client.get("/admin/account/").content.decode()
    assert "How you sign in" in text
    assert "password-old_password" not in text
    assert 'name="name_email-email"' not in text


def test_whoever_has_a_second_factor_passes_it_each_time_they_sign_in(client: Client) -> None:
    morgan = factories.morgan()
    secret = app_of(morgan)
    assert by_password(client, morgan).headers["Location"] == ASK
    assert client.get("/admin/").headers["Location"].startswith(LOGIN)
    assert client.post(ASK, {"code": "000000"}).status_code == 422
    client.post(ASK, {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200
    other = Client()
    code = by_code(other, morgan.email)
    assert other.post(CONFIRM, {"code": code}).headers["Location"] == ASK


def test_a_session_opened_without_it_is_asked_and_comes_back_where_it_was_going(client: Client) -> None:
    morgan = factories.morgan()
    client.force_login(morgan)
    secret = app_of(morgan)
    asked = client.get("/admin/pages/")
    assert asked.headers["Location"] == "/account/2fa/reauthenticate/?next=%2Fadmin%2Fpages%2F"
    answer = client.post(asked.headers["Location"], {"code": code_of(secret), "next": "/admin/pages/"})
    assert answer.headers["Location"] == "/admin/pages/"
    assert client.get("/admin/").status_code == 200


def test_setting_up_an_app_opens_the_admin_in_this_session_once_its_code_was_right(
    client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda done, **_: done())  # the test's own is never committed
    morgan = factories.morgan()
    by_password(client, morgan)
    assert client.get("/admin/reports/locked/").headers["Location"] == SETUP
    assert "One more step" in client.get(SETUP).content.decode()
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    assert client.post("/account/2fa/totp/activate/", {"code": "000000"}).status_code == 422
    assert client.get("/admin/").status_code == 302
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert 'href="/admin/"' in client.get(done.headers["Location"]).content.decode()
    assert client.get("/admin/").status_code == 200
    other = Client()
    other.force_login(morgan)
    assert other.get("/admin/").status_code == 302


def test_a_session_closes_the_admin_when_the_factor_that_opened_it_is_gone(client: Client) -> None:
    morgan = factories.morgan()
    secret = app_of(morgan)
    by_password(client, morgan)
    client.post(ASK, {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200
    accounts.forget_second_factor(user=morgan)
    assert client.get("/admin/").headers["Location"] == SETUP


def test_a_recovery_code_opens_once(client: Client) -> None:
    morgan = factories.morgan()
    by_password(client, morgan)
    client.get("/account/2fa/totp/activate/")
    client.post("/account/2fa/totp/activate/", {"code": code_of(client.session["mfa.totp.secret"])})
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    first, second = Client(), Client()
    by_password(first, morgan)
    first.post(ASK, {"code": codes[0]})
    assert first.get("/admin/").status_code == 200
    by_password(second, morgan)
    assert second.post(ASK, {"code": codes[0]}).status_code == 422


def test_secrets_are_sealed_in_the_database_and_sealed_anew_with_a_new_key(settings: Any) -> None:
    secret = app_of(factories.morgan())
    before = Authenticator.objects.get().data["secret"]
    assert secret not in before
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *settings.SEALING_KEYS]
    call_command("reseal", stdout=StringIO())
    settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
    after = Authenticator.objects.get().data["secret"]
    assert (decrypt(after), after != before) == (secret, True)
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match=r"mfa\.Authenticator"):
        call_command("reseal", stdout=StringIO())


def test_leaders_and_trainers_without_the_admin_are_asked_for_no_second_factor(client: Client) -> None:
    by_password(client, factories.mallory())
    assert client.get(SETUP).status_code == 200
    assert "One more step" not in client.get(SETUP).content.decode()


def test_the_admin_closes_after_two_idle_hours_and_after_twelve_hours_in_any_case(client: Client) -> None:
    morgan = factories.morgan()
    secret = app_of(morgan)
    start = timezone.now()

    def enter(at: timedelta) -> None:
        with time_machine.travel(start + at, tick=False):
            by_password(client, morgan)
            client.post(ASK, {"code": code_of(secret)})

    def status(at: timedelta) -> int:
        with time_machine.travel(start + at, tick=False):
            return client.get("/admin/").status_code

    enter(timedelta(0))
    assert status(timedelta(minutes=1)) == 200
    assert status(timedelta(hours=2)) == 200
    assert status(timedelta(hours=4, minutes=1)) == 302
    assert "_auth_user_id" not in client.session
    enter(timedelta(hours=10))
    opened = [status(timedelta(hours=hours)) for hours in range(10, 23)]
    assert opened == [200] * 13
    assert status(timedelta(hours=22, minutes=1)) == 302


def test_a_code_of_an_app_opens_once_over_all_processes(client: Client) -> None:
    """Also in the half minutes before and after its own, in which it is accepted."""
    morgan = factories.morgan()
    secret = app_of(morgan)
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        code = code_of(secret)
        by_password(client, morgan)
        client.post(ASK, {"code": code})
        assert "_auth_user_id" in client.session
    caches["default"].clear()  # what another process would not have
    with time_machine.travel(start + timedelta(seconds=31), tick=False):
        other = Client()
        by_password(other, morgan)
        assert other.post(ASK, {"code": code}).status_code == 422


def test_a_proof_by_password_is_not_enough_for_whoever_has_a_second_factor(client: Client) -> None:
    morgan = factories.morgan()
    client.force_login(morgan)
    app_of(morgan)
    answer = client.get("/account/2fa/webauthn/add/")
    assert answer.headers["Location"].startswith("/account/2fa/reauthenticate/")
    assert client.get("/account/reauthenticate/").headers["Location"].startswith("/account/2fa/reauthenticate/")


def test_limits_hold_over_processes_and_hold_no_address_in_clear(client: Client) -> None:
    morgan = factories.morgan()
    for _ in range(5):
        Client().post(LOGIN, {"login": morgan.email, "password": "wrong"}, REMOTE_ADDR="192.0.2.7")
    caches["default"].clear()
    del caches["limits"]  # another process makes its own, over the same table
    answer = by_password(client, morgan)
    assert answer.status_code == 422
    assert "too many attempts" in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM config_cache")
        kept = repr(cursor.fetchall())
    assert len(kept) > 100
    assert "192.0.2.7" not in kept
    assert "morgan" not in kept


def test_one_visitor_cannot_use_up_the_attempts_of_all_others_nor_feign_another_address(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def attempt(forwarded: str) -> int:
        data = {"login": "nobody@example.org", "password": "wrong"}
        return Client().post(LOGIN, data, headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="127.0.0.1").status_code

    forged = [attempt(f"203.0.113.{number}, 192.0.2.7") for number in range(31)]
    assert forged[-1] == 429
    assert attempt("198.51.100.9") == 422


def test_without_a_proxy_the_header_is_not_believed() -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.9"}, REMOTE_ADDR="192.0.2.7")
    assert Adapter().get_client_ip(request) == "192.0.2.7"


def test_an_administrator_lets_somebody_set_up_a_new_second_factor(client: Client) -> None:
    morgan, dele = factories.morgan(), factories.dele()
    app_of(morgan)
    secret = app_of(dele)
    path = reverse("forget_second_factor", args=[morgan.pk])
    by_password(client, dele)
    client.post(ASK, {"code": code_of(secret)})
    assert client.get(path).status_code == 200
    assert Authenticator.objects.filter(user=morgan).exists()
    client.post(path)
    assert not Authenticator.objects.filter(user=morgan).exists()
    assert Authenticator.objects.filter(user=dele).exists()


def test_nobody_but_an_administrator_forgets_a_second_factor(client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = False
    dele = factories.dele()
    app_of(dele)
    client.force_login(factories.morgan())
    client.post(reverse("forget_second_factor", args=[dele.pk]))
    assert Authenticator.objects.filter(user=User.objects.get(pk=dele.pk)).exists()


def test_no_prefix_of_the_path_opens_the_admin(client: Client) -> None:
    """A server may take SCRIPT_NAME from whoever asks; views are found by what follows it."""
    dele = factories.dele()
    app_of(dele)
    client.force_login(dele)
    answer = client.get("/x/admin/", SCRIPT_NAME="/x", PATH_INFO="/admin/")
    assert answer.status_code == 302
    assert "/account/2fa/reauthenticate/" in answer.headers["Location"]


@pytest.mark.parametrize("path", ["/account/2fa/webauthn/add/", "/account/2fa/totp/deactivate/", "/account/email/"])
def test_a_session_from_before_the_second_factor_was_set_up_changes_nothing_without_it(
    path: str, client: Client
) -> None:
    morgan = factories.morgan()
    by_password(client, morgan)
    session = client.session
    session["account_authentication_methods"] += [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    app_of(morgan)
    answer = client.post(path, {"action_add": "1", "email": "mallory@example.org"})
    assert answer.headers["Location"].startswith("/account/2fa/reauthenticate/")
    assert Authenticator.objects.filter(user=morgan).count() == 1


def test_the_time_of_the_admin_runs_from_signing_in_and_not_from_its_first_use(client: Client) -> None:
    morgan = factories.morgan()
    secret = app_of(morgan)
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        by_password(client, morgan)
        client.post(ASK, {"code": code_of(secret)})
    with time_machine.travel(start + timedelta(hours=12, minutes=1), tick=False):
        assert client.get("/admin/").headers["Location"].startswith(LOGIN)
