from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, OneToOneField

from campaigns.models import Signature
from campaigns.services import petitions
from mail.models import Delivery
from people import holdings
from people.models import Address, Person
from tests import factories
from tests.cast import SUZIE

pytestmark = pytest.mark.django_db


def test_every_model_that_points_at_a_person_or_an_address_is_in_a_holding() -> None:
    held = {holding.model for holding in holdings.registered()}
    pointing = {
        model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField) and field.related_model in (Person, Address)
    }
    assert pointing - held == set()
    assert {Person, Address} <= held


def test_what_is_held_about_a_person_is_exported_from_every_app() -> None:
    petitions.sign(petition=factories.petition(), **SUZIE)
    exported: dict[str, Any] = holdings.export(Person.objects.get())
    assert exported["Name"][0]["name"] == SUZIE["name"]
    assert exported["Email address"][0]["email"] == SUZIE["email"]
    assert exported["Signatures"][0]["postcode"] == SUZIE["postcode"]
    assert exported["Messages sent"][0]["message"] == "confirm_signature"


def test_erasing_a_person_leaves_no_word_of_theirs_and_keeps_the_count() -> None:
    signature = petitions.sign(petition=factories.petition(), **SUZIE)
    petitions.confirm(signature)
    person = Person.objects.get()
    for holding in holdings.registered():
        holding.erase(person)
    petitions.fold()
    rows = [
        *Address.objects.values(),
        *Person.objects.values(),
        *Signature.objects.values(),
        *Delivery.objects.values(),
    ]
    text = repr(rows)
    for word in ("Suzie", "suzie", "LS1"):
        assert word not in text
    assert Signature.objects.confirmed().count() == 1
    assert signature.petition.__class__.objects.get().count == 1
