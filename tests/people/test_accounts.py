from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client

from people.models import Address, Merge, Person, User
from people.services import accounts, people
from tests import factories
from tests.people.signing import CONFIRM, addresses_of, by_code, by_password

pytestmark = pytest.mark.django_db
CHARLIE = "charlie@example.org"


def leader() -> Person:
    return people.meet(email=CHARLIE, name="Charlie Leader").person


def sign_in_by_code(email: str) -> None:
    client = Client()
    client.post(CONFIRM, {"code": by_code(client, email)})
    assert "_auth_user_id" in client.session


def test_a_login_opened_for_a_leader_has_no_password_and_is_theirs() -> None:
    person = leader()
    user = accounts.open_for(person=person)
    assert user.person == person
    assert user.first_name == "Charlie Leader"
    assert not user.has_usable_password()
    assert accounts.open_for(person=person) == user
    assert addresses_of(user) == [(CHARLIE, True, True)]
    sign_in_by_code(CHARLIE)


def test_a_login_that_was_closed_is_opened_again_for_its_person() -> None:
    user = accounts.open_for(person=leader())
    accounts.close(user=user)
    assert not User.objects.get().is_active
    assert accounts.open_for(person=leader()).is_active


def test_the_second_person_at_an_address_gets_no_login_of_the_first() -> None:
    accounts.open_for(person=leader())
    second = Person.objects.create(address=Address.objects.get(), slot=2, name="Suzie Signer")
    with pytest.raises(accounts.LoginOfAnother):
        accounts.open_for(person=second)


def test_a_login_is_joined_with_its_person_once_its_owner_answered_a_code(client: Client) -> None:
    person = people.meet(email="Morgan@example.org", name="Morgan").person
    morgan = factories.morgan()
    by_password(client, morgan)
    morgan.refresh_from_db()
    assert morgan.person is None
    sign_in_by_code(morgan.email)
    morgan.refresh_from_db()
    assert morgan.person == person
    assert Address.objects.get().confirmed_at is not None


def test_where_two_share_an_address_the_login_is_nobodys() -> None:
    person = people.meet(email="morgan@example.org", name="Morgan").person
    Person.objects.create(address=person.address, slot=2, name="Priya")
    morgan = factories.morgan()
    sign_in_by_code(morgan.email)
    morgan.refresh_from_db()
    assert morgan.person is None


def test_what_is_held_follows_a_login_to_its_new_address() -> None:
    old = leader()
    user = accounts.open_for(person=old)
    new = "charlie.new@example.org"
    User.objects.filter(pk=user.pk).update(email=new)
    accounts.follow_address(user=User.objects.get())
    user.refresh_from_db()
    assert user.person is not None
    assert (user.person.address.canonical, user.person.name) == (new, "Charlie Leader")
    assert Merge.objects.get().gone == old
    assert people.meet(email=CHARLIE).person == user.person


def test_a_login_does_not_take_over_whoever_has_one_at_the_new_address() -> None:
    user = accounts.open_for(person=leader())
    suzie = people.meet(email="suzie@example.org", name="Suzie").person
    User.objects.create_user("mallory@example.org", person=suzie)
    User.objects.filter(pk=user.pk).update(email="suzie@example.org")
    accounts.follow_address(user=User.objects.get(pk=user.pk))
    user.refresh_from_db()
    assert user.person == leader()
    assert not Merge.objects.exists()


def test_logins_differ_by_more_than_capitals() -> None:
    User.objects.create_user("Charlie@Example.org")
    assert User.objects.get(email="CHARLIE@example.org").email == CHARLIE
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("CHARLIE@EXAMPLE.ORG")


def test_the_migration_puts_logins_in_small_letters() -> None:
    user = User.objects.create_user(CHARLIE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_user SET email = 'Charlie@Example.org' WHERE id = %s", [user.pk])
    import_module("people.migrations.0006_logins_in_small_letters").make_small(apps, None)
    user.refresh_from_db()
    assert user.email == CHARLIE
