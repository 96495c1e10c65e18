from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.forms import modelform_factory
from django.test import Client

from people import sealed
from people.enums import RequestKind
from people.management.commands import reseal
from people.models import DataRequest
from people.services import requests
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "My daughter's address is on your list."


def request(details: str = WORDS) -> DataRequest:
    return requests.receive(kind=RequestKind.COMPLAINT, contact="Suzie, by post", details=details)


def stored(found: DataRequest) -> str:
    """The column as it is on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM people_datarequest WHERE id = %s", [found.pk])
        return str(cursor.fetchone()[0])


def test_the_column_holds_none_of_the_words_and_reads_as_they_were() -> None:
    found = request()
    assert "daughter" not in stored(found)
    assert stored(found).startswith("gAAAA")
    assert DataRequest.objects.get().details == WORDS
    assert DataRequest.objects.values_list("details", flat=True).get() == WORDS


def test_sealed_text_is_never_searched_or_compared() -> None:
    request()
    for lookup in ("details", "details__icontains", "details__startswith", "details__in"):
        with pytest.raises(FieldError):
            list(DataRequest.objects.filter(**{lookup: WORDS}))
    assert DataRequest.objects.filter(outcome="").count() == 1


def test_a_form_counts_the_letters_of_the_text_not_of_what_is_stored() -> None:
    form_class = modelform_factory(DataRequest, fields=["outcome"])
    assert form_class({"outcome": "x" * 2000}).is_valid()
    assert not form_class({"outcome": "x" * 2001}).is_valid()


def test_a_missing_key_leaves_the_desk_open_and_the_text_as_it_was(client: Client, settings: Any) -> None:
    found, before = request(), ""
    before = stored(found)
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    client.force_login(factories.member_of("Data protection officers"))
    assert found.reference in client.get("/admin/data-protection/requests/").content.decode()
    page = client.get(f"/admin/data-protection/requests/{found.pk}/").content.decode()
    assert "be read: it is sealed with a key that is missing" in page
    assert before not in page
    again = DataRequest.objects.get()
    again.save()
    assert stored(found) == before


def test_the_words_for_unreadable_text_are_not_written_over_it(settings: Any) -> None:
    found = request()
    with pytest.raises(ValidationError):
        DataRequest._meta.get_field("details").clean(str.__str__(sealed.CANT_BE_READ), found)


def test_a_new_key_takes_over_and_the_old_one_can_go(settings: Any) -> None:
    requests_made = [request(f"Words {number}") for number in range(5)]
    old, new = settings.SEALING_KEYS[0], Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, old]
    call_command("reseal", verbosity=0)
    after = [stored(found) for found in requests_made]
    call_command("reseal", verbosity=0)
    assert [stored(found) for found in requests_made] == after  # nothing is left to do
    settings.SEALING_KEYS = [new]
    assert {found.details for found in DataRequest.objects.all()} == {f"Words {number}" for number in range(5)}


def test_resealing_that_was_cut_off_goes_on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        request(f"Words {number}")
    new = Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, *settings.SEALING_KEYS]
    monkeypatch.setattr(reseal, "SLICE", 2)
    whole, left = sealed.reseal, [5]

    def cut_off(text: str) -> str:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return whole(text)

    monkeypatch.setattr(sealed, "reseal", cut_off)
    with pytest.raises(KeyboardInterrupt):
        call_command("reseal")
    monkeypatch.setattr(sealed, "reseal", whole)
    call_command("reseal", verbosity=0)
    settings.SEALING_KEYS = [new]
    assert {found.details for found in DataRequest.objects.all()} == {f"Words {number}" for number in range(6)}


def test_resealing_fails_loudly_where_no_key_opens_and_seals_the_rest(settings: Any) -> None:
    lost = request("Lost words")
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SEALING_KEYS = [old]
    kept = request("Kept words")
    settings.SEALING_KEYS = [new, old]
    with pytest.raises(CommandError, match=rf"people.DataRequest {lost.pk}, details"):
        call_command("reseal")
    settings.SEALING_KEYS = [new]
    assert DataRequest.objects.get(pk=kept.pk).details == "Kept words"


def test_a_change_made_while_resealing_is_not_written_over(settings: Any) -> None:
    found = request()
    [row] = [row for row in reseal.rows_of(DataRequest, "details") if row["pk"] == found.pk]
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *settings.SEALING_KEYS]
    found.details = "Newer words"
    found.save()
    assert reseal.reseal(DataRequest, "details", row) == 0
    assert DataRequest.objects.get().details == "Newer words"
