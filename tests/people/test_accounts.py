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


@pytest.mark.parametrize("known", [True, False])
def test_a_login_takes_no_record_and_moves_none_when_its_address_changes(known: bool) -> None:
    old = leader()
    user = accounts.open_for(person=old)
    suzie = people.meet(email="suzie@example.org", name="Suzie").person if known else None
    User.objects.filter(pk=user.pk).update(email="suzie@example.org")
    accounts.follow_address(user=User.objects.get())
    user.refresh_from_db()
    assert user.person == old
    assert not Merge.objects.exists()
    assert set(Person.objects.values_list("pk", "merged_into")) == {(each.pk, None) for each in (old, suzie) if each}


def test_a_login_that_an_administrator_gives_to_another_address_leaves_its_person() -> None:
    user = accounts.open_for(person=leader())
    priya = people.meet(email="priya@example.org", name="Priya").person
    user.first_name = "Charlie"
    user.save()
    accounts.settle(user=user)
    assert User.objects.get().person == leader()
    user.email = priya.address.typed
    user.save()
    accounts.settle(user=user)
    assert User.objects.get().person is None
    sign_in_by_code("priya@example.org")
    assert User.objects.get().person == priya


def test_an_owner_who_changed_their_address_keeps_their_person_when_an_administrator_edits_the_login() -> None:
    user = accounts.open_for(person=leader())
    user.email = "charlie.new@example.org"
    user.save()
    accounts.settle_address(user)  # as allauth does once the code was right
    accounts.settle(user=user)
    assert User.objects.get().person == leader()


def test_opening_a_closed_login_again_brings_back_no_rights_of_staff() -> None:
    morgan = factories.morgan()
    User.objects.filter(pk=morgan.pk).update(is_active=False, is_superuser=True)
    opened = accounts.open_for(person=people.meet(email=morgan.email, name="Morgan").person)
    assert opened == morgan
    assert (opened.is_active, opened.is_superuser, opened.groups.count()) == (True, False, 0)


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
